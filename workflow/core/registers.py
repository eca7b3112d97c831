"""Registers (登錄): the tables that processes read from and leave rows in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from workflow.core.deadlines import add_months
from workflow.core.durations import Duration
from workflow.core.errors import FieldProblem
from workflow.core.expressions import EvaluationFailed, Expression
from workflow.core.field_types import Lookups
from workflow.core.fields import Parsed, parse_fields
from workflow.core.form import FieldSpec
from workflow.core.text import Text

REGIONS: Final = ("foreign", "mainland", "hk_macau")
"""Which law a partner's country falls under: agreements with the mainland are filed with the ministry first."""
_REGION_OF: Final = MappingProxyType({"CN": "mainland", "HK": "hk_macau", "MO": "hk_macau"})


@dataclass(frozen=True, slots=True)
class Counting:
    """A day that is counted from the one in column `start`: by `span` (days or months), or by as many months as the
    column `months` holds; `sign` -1 counts backwards."""

    start: str
    sign: int
    span: Duration | None = None
    months: str | None = None

    def of(self, row: Mapping[str, object]) -> date | None:
        """None while something that it is counted from is missing. Raises OverflowError."""
        start = row.get(self.start)
        amount = self.span.amount if self.span is not None else row.get(self.months or "")
        if not isinstance(start, date) or not isinstance(amount, int):
            return None
        if self.span is not None and self.span.unit == "cd":
            return start + timedelta(days=self.sign * amount)
        return add_months(start, self.sign * amount)


@dataclass(frozen=True, slots=True)
class Watch:
    """The process of which a case stands beside each row, and its field that names the row; `when` is read of `row`."""

    process: str
    field: str
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case that people begin from a row: a draft of `process` whose field `field` names the row. What the draft
    begins with is `given`, pairs of a field and the column it is taken from, and `fixed` values."""

    key: str
    label: Text
    process: str
    field: str
    given: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, str | int | bool], ...] = ()
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """`key_column` tells the rows apart; each group of `unique` columns may hold the same values only once.

    `regions` maps a column that is never given to the column of the country that it follows from, `counted` one to how
    its day is counted. `may_change` are the posts whose holders change rows by hand; cases leave rows whoever decides
    them.
    """

    key: str
    version: int
    title: Text
    key_column: str
    columns: tuple[FieldSpec, ...]
    unique: tuple[tuple[str, ...], ...]
    regions: Mapping[str, str] = field(default_factory=dict)
    may_change: tuple[str, ...] = ()
    counted: Mapping[str, Counting] = field(default_factory=dict)
    watch: Watch | None = None
    begins: tuple[Beginning, ...] = ()

    @property
    def derived(self) -> frozenset[str]:
        """The columns that are never given."""
        return frozenset((*self.regions, *self.counted))

    def column(self, name: str) -> FieldSpec | None:
        return next((column for column in self.columns if column.name == name), None)


def parse_row(spec: RegisterSpec, raw: Mapping[str, object], world: Lookups, current: Mapping[str, object]) -> Parsed:
    """Read a row over its `current` values as a form is read; a region follows from its country, a day is counted."""
    parsed = parse_fields(spec.columns, raw, world=world, complete=True, current=current)
    values, problems = dict(parsed.values), list(parsed.problems)
    for column_name, country in spec.regions.items():
        if values.get(country) is not None:
            values[column_name] = region_of(str(values[country]))
    for column_name, counting in spec.counted.items():
        try:
            values[column_name] = counting.of(values)
        except OverflowError:
            problems.append(FieldProblem(counting.start, "too_large", {"maximum": date.max.isoformat()}))
    return Parsed(values, tuple(problems))


def fits(when: Expression | None, row: Mapping[str, Any]) -> bool:
    """Whether the condition holds for a row of stored values; one that cannot be decided does not."""
    try:
        return when is None or when.truth({"row": row})
    except EvaluationFailed:
        return False


def region_of(country: str) -> str:
    return _REGION_OF.get(country, "foreign")
