"""What one sets for oneself: who stands in."""

from web.me.pages import blueprint

__all__ = ["blueprint"]
