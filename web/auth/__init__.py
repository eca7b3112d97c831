"""Coming in and going out."""

from web.auth.pages import blueprint

__all__ = ["blueprint"]
