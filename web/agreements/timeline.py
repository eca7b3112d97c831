"""Agreements on a line of time: numbers for a drawing whose words stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workflow.services.agreement_book import SOON
from workflow.services.agreements import Line

WIDTH: Final = 1000
MOST_YEARS: Final = 12
"""Of an agreement without an end, or with a far one, no more is drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """From `start` so far; the part from `soon` on is the last half year."""

    start: int
    length: int
    soon: int
    soon_length: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """`years` are the beginnings of years with where they are; `bars` go by the code of the agreement."""

    today: int
    years: tuple[tuple[int, int], ...]
    bars: Mapping[str, Bar]


def drawn_on(lines: Sequence[Line], today: date) -> Drawing:
    """All bars on one scale, which begins a year before today and ends with the last of them."""
    begins = today.replace(day=1) - timedelta(days=365)
    ends = [line.agreement.valid_until for line in lines if line.agreement.valid_until is not None]
    last = min(max([*ends, today + timedelta(days=365)]), begins.replace(year=begins.year + MOST_YEARS, day=1))
    scale = WIDTH / max((last - begins).days, 1)

    def at(day: date) -> int:
        return round(min(max((day - begins).days, 0), (last - begins).days) * scale)

    years = tuple((year, at(date(year, 1, 1))) for year in range(begins.year + 1, last.year + 1))
    bars = {line.agreement.code: _bar(line, at, begins, last) for line in lines}
    return Drawing(at(today), years, bars)


def _bar(line: Line, at: Callable[[date], int], begins: date, last: date) -> Bar:
    start, end = line.agreement.valid_from or begins, line.agreement.valid_until or last
    left, right = at(start), at(end)
    soon = max(at(end - timedelta(days=SOON)), left)
    return Bar(left, right - left, soon, right - soon)
