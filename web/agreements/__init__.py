"""The register of agreements: what has to be decided, on which day, and what is under way."""

from web.agreements.pages import blueprint

__all__ = ["blueprint"]
