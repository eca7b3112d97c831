"""Case numbers such as 國約-115-007: a format from the definition, a yearly series, a running number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from workflow.core.errors import QianheError
from workflow.core.rocdates import academic_year, roc_year
from workflow.core.spelling import near_misses

LONGEST_FORMAT: Final = 60

_PART: Final = re.compile(r"\{([^{}]*)\}|[^{}]+|[{}]")
_SEQ: Final = re.compile(r"seq:([1-9])", re.ASCII)
_YEARS: Final[Mapping[str, Callable[[date], int]]] = MappingProxyType(
    {"roc_year": roc_year, "year": lambda day: day.year, "academic_year": academic_year}
)


class BadFormat(QianheError):
    """Codes: empty, too_long, control_characters, stray_brace, unknown_placeholder, no_seq, several_seqs,
    several_years.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A checked format.

    Its running number has at least `width` digits; `year` names the year that begins a new series.
    """

    source: str
    width: int
    year: str | None

    def written(self, day: date, seq: str) -> str:
        text = self.source.replace(f"{{seq:{self.width}}}", seq)
        return text if self.year is None else text.replace(f"{{{self.year}}}", str(_YEARS[self.year](day)))


def parse_format(source: str) -> NumberFormat:
    """Read `國約-{roc_year}-{seq:3}`. Raises BadFormat.

    Placeholders: one `seq:N` (N digits, 1 to 9) and at most one of `roc_year`, `year`, `academic_year`
    (ROC, from 1 August). Without a year the series never begins again.
    """
    _check_text(source)
    placeholders = [part[1] for part in _PART.finditer(source) if part[1] is not None]
    widths = [int(seq[1]) for name in placeholders if (seq := _SEQ.fullmatch(name))]
    years = [name for name in placeholders if name in _YEARS]
    for name in placeholders:
        if name not in _YEARS and not _SEQ.fullmatch(name):
            raise BadFormat("unknown_placeholder", name=name, near=near_misses(name, (*_YEARS, "seq:3")))
    if len(widths) != 1:
        raise BadFormat("several_seqs" if widths else "no_seq", format=source)
    if len(years) > 1:
        raise BadFormat("several_years", format=source)
    return NumberFormat(source, widths[0], years[0] if years else None)


def series_key(number_format: NumberFormat, day: date) -> str:
    """The number with its running part left open: formats that could write one number share a series."""
    return number_format.written(day, "{seq}")


def render(number_format: NumberFormat, day: date, seq: int) -> str:
    """The number for a date in Taipei; a running number that outgrows its width is written in full.

    Raises BadRocDate for an ROC or academic year before 1912 and ValueError for a running number below 1.
    """
    if seq < 1:
        raise ValueError("running numbers begin at 1")
    return number_format.written(day, str(seq).zfill(number_format.width))


def _check_text(source: str) -> None:
    if not source.strip():
        raise BadFormat("empty")
    if len(source) > LONGEST_FORMAT:
        raise BadFormat("too_long", longest=LONGEST_FORMAT)
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in source):
        raise BadFormat("control_characters")
    if any(part[0] in {"{", "}"} for part in _PART.finditer(source)):
        raise BadFormat("stray_brace", format=source)
