"""The page of one case, what is done on it, and its documents."""

from web.cases.pages import blueprint

__all__ = ["blueprint"]
