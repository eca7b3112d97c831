"""The years used in Taiwan: ROC years for official papers, academic years and semesters for schools."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from workflow.core.durations import BadTime

_ROC_ZERO: Final = 1911
_AUGUST: Final = 8
_FEBRUARY: Final = 2
_WRITTEN = re.compile(r"([1-9][0-9]{0,2})-([12])")


class BadRocDate(BadTime):
    """Codes: `before_roc` for a date before 1912, `bad_semester` for a text that is none."""


@dataclass(frozen=True, slots=True, order=True)
class Semester:
    """`year` is the academic year in ROC count; term 1 runs from 1 August, term 2 from 1 February.

    A partner's "fall 2026" is 115-1 and its "spring 2027" is 115-2.
    """

    year: int
    term: Literal[1, 2]

    @property
    def first_day(self) -> date:
        western = self.year + _ROC_ZERO
        return date(western, _AUGUST, 1) if self.term == 1 else date(western + 1, _FEBRUARY, 1)

    @property
    def last_day(self) -> date:
        western = self.year + _ROC_ZERO
        return date(western + 1, 1, 31) if self.term == 1 else date(western + 1, 7, 31)

    def __str__(self) -> str:
        return f"{self.year}-{self.term}"


def roc_year(day: date) -> int:
    """The civil ROC year, not the academic one. Raises BadRocDate before 1912."""
    year = day.year - _ROC_ZERO
    if year < 1:
        raise BadRocDate("before_roc", date=day.isoformat())
    return year


def academic_year(day: date) -> int:
    """The ROC number of the academic year, which begins on 1 August."""
    return roc_year(day) if day.month >= _AUGUST else roc_year(day) - 1


def semester_of(day: date) -> Semester:
    return Semester(academic_year(day), 2 if _FEBRUARY <= day.month < _AUGUST else 1)


def parse_semester(source: str) -> Semester:
    """Read `115-1`. Raises BadRocDate."""
    written = _WRITTEN.fullmatch(source.strip())
    if written is None:
        raise BadRocDate("bad_semester", source=source)
    return Semester(int(written[1]), 1 if written[2] == "1" else 2)


def format_roc(day: date) -> str:
    """115年9月1日, as official papers print a date."""
    return f"{roc_year(day)}年{day.month}月{day.day}日"


def format_roc_slashed(day: date) -> str:
    """115/09/01, for tables."""
    return f"{roc_year(day)}/{day:%m/%d}"
