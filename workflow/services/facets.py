"""How often each value of a column or filter occurs, for the lists that can be narrowed."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class Facet:
    """A value one may filter by, and how many rows have it."""

    value: str
    label: Text
    count: int
