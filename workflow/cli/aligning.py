"""Columns that stand below each other although a Chinese character takes two places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_GAP = "  "


def width(text: str) -> int:
    """How many places of a terminal the text takes."""
    return sum(_places(character) for character in text)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines; the last column is left as it is."""
    if not rows:
        return
    columns = max(len(row) for row in rows)
    widest = [max((width(row[place]) for row in rows if place < len(row)), default=0) for place in range(columns)]
    for row in rows:
        cells = [cell + " " * (widest[place] - width(cell)) for place, cell in enumerate(row)]
        yield _GAP.join(cells).rstrip()


def _places(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
