"""Lengths of time: `6wd` working days, `30cd` calendar days, `4bh` office hours, `12mo` months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, cast

from workflow.core.errors import QianheError

Unit = Literal["wd", "cd", "bh", "mo"]

UNITS: Final[tuple[Unit, ...]] = ("wd", "cd", "bh", "mo")
LONGEST: Final = 9999
_WRITTEN = re.compile(r"([0-9]+)([a-z]*)")


class BadTime(QianheError, ValueError):
    """Root of the errors about time; `code` and `params` are turned into sentences at the edge."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class BadDuration(BadTime):
    """Codes: `bad_duration`, `unknown_unit`, `zero_duration`, `duration_too_long`."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A negative amount counts backwards from its anchor. Nothing adds two of them: units never mix."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise BadDuration("unknown_unit", unit=self.unit)
        if self.amount == 0:
            raise BadDuration("zero_duration", unit=self.unit)
        if abs(self.amount) > LONGEST:
            raise BadDuration("duration_too_long", longest=LONGEST)

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def backwards(self) -> Duration:
        return Duration(-self.amount, self.unit)


def parse_duration(source: str) -> Duration:
    """Read `6wd`. One spelling only: no sign, no blank inside, no second unit. Raises BadDuration."""
    written = _WRITTEN.fullmatch(source.strip())
    if written is None:
        raise BadDuration("bad_duration", source=source)
    digits, unit = written.groups()
    if len(digits) > len(str(LONGEST)):
        raise BadDuration("duration_too_long", longest=LONGEST)
    return Duration(int(digits), cast(Unit, unit))
