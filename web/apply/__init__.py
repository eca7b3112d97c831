"""Filing: the catalogue, drafts filled in section by section, and their submission."""

from web.apply import catalogue, checking, drafting, filing_files
from web.apply.area import blueprint

__all__ = ["blueprint", "catalogue", "checking", "drafting", "filing_files"]
