"""What is begun from rows of registers, wherever they are shown."""

from web.rows.pages import blueprint

__all__ = ["blueprint"]
