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
_YEAR: Final = "(?P<year>[0-9]{4}|1[0-9]{2})"
_DAY: Final = re.compile(_YEAR + r"(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})")
_IN_WORDS: Final = re.compile(r"(民國)?(?P<year>[1-9][0-9]{0,3})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_DIGITS: Final = re.compile(_YEAR + r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_WAYS: Final = (_DAY, _IN_WORDS, _DIGITS)
_CHRISTIAN: Final = 4
"""Digits of a year that is not counted in ROC years."""


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


def read_day(written: str) -> date | None:
    """A date as people write it: `2026-12-04`, `115/12/4`, `1151204`, `民國115年12月4日`; None when it is none.

    A year of four digits is of the common era, a shorter one is an ROC year. Two digits alone could be either, so
    they are taken only where 年 stands after them.
    """
    found = next((match for way in _WAYS if (match := way.fullmatch(written))), None)
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    try:
        return date(int(year) + (0 if len(year) == _CHRISTIAN else _ROC_ZERO), int(month), int(day))
    except ValueError:
        return None


def format_roc(day: date) -> str:
    """115年9月1日, as official papers print a date."""
    return f"{roc_year(day)}年{day.month}月{day.day}日"


def format_roc_slashed(day: date) -> str:
    """115/09/01, for tables."""
    return f"{roc_year(day)}/{day:%m/%d}"
