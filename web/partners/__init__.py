"""The partner register: the list, one partner with its cases, and rows from a file."""

from web.partners.pages import blueprint

__all__ = ["blueprint"]
