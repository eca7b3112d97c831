"""Registers (登錄): the tables that processes read from and leave rows in."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.core.deadlines import add_months
from workflow.core.durations import Duration
from workflow.core.errors import FieldProblem
from workflow.core.expressions import EvaluationFailed, Expression
from workflow.core.field_types import Lookups
from workflow.core.fields import Parsed, parse_fields, to_json
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
    them. `may_see` are those who read besides, nobody named meaning everybody; `only_for` says of single columns who
    besides those who change sees them. `valid` are the columns of the first and the last day on which a row counts,
    `summary` those that lists show.
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
    may_see: tuple[str, ...] = ()
    only_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    valid: tuple[str, str] | None = None
    summary: tuple[str, ...] = ()

    @property
    def derived(self) -> frozenset[str]:
        """The columns that are never given."""
        return frozenset((*self.regions, *self.counted))

    def column(self, name: str) -> FieldSpec | None:
        return next((column for column in self.columns if column.name == name), None)

    def changed_by(self, posts: Collection[str]) -> bool:
        """Whether who holds these posts changes rows by hand."""
        return not set(self.may_change).isdisjoint(posts)

    def seen_by(self, posts: Collection[str]) -> bool:
        return not self.may_see or self.changed_by(posts) or not set(self.may_see).isdisjoint(posts)

    def shown_to(self, posts: Collection[str]) -> tuple[FieldSpec, ...]:
        """The columns that who holds these posts sees."""
        if self.changed_by(posts):
            return self.columns
        return tuple(it for it in self.columns if not self._is_kept_from(it.name, posts))

    def _is_kept_from(self, column: str, posts: Collection[str]) -> bool:
        return column in self.only_for and set(self.only_for[column]).isdisjoint(posts)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it is kept. Of `keys`, each names columns with a digest of what they hold, which no other row may hold
    in the same columns."""

    code: str
    data: Mapping[str, Any]
    keys: tuple[tuple[str, str], ...]
    valid_from: date | None = None
    valid_to: date | None = None


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
    return Parsed(values, (*problems, *_reversed(spec, values)))


def stored_row(spec: RegisterSpec, values: Mapping[str, object]) -> StoredRow:
    """`values` are those of `parse_row` without problems."""
    data = to_json({name: value for name, value in values.items() if value is not None})
    begins, ends = (_day(data.get(name)) for name in spec.valid) if spec.valid is not None else (None, None)
    return StoredRow(str(data[spec.key_column]), data, keys_of(spec, data), begins, ends)


def as_read(value: object) -> str:
    """Spellings that people take for one: width and form of letters, capitals, blanks."""
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split())


def groups_of(spec: RegisterSpec) -> tuple[tuple[str, ...], ...]:
    """The columns that together differ in all rows; the key among them."""
    return tuple(dict.fromkeys(((spec.key_column,), *spec.unique)))


def keys_of(spec: RegisterSpec, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Those of what is kept of a row. Where one of the columns is empty nothing is compared."""
    return tuple(_keys(spec, data))


def _keys(spec: RegisterSpec, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for group in groups_of(spec):
        if all(data.get(column) is not None for column in group):
            yield " ".join(group), sha256_hex(canonical_bytes([as_read(data[column]) for column in group]))


def _reversed(spec: RegisterSpec, values: Mapping[str, object]) -> Iterator[FieldProblem]:
    begins, ends = (values.get(name) for name in spec.valid) if spec.valid is not None else (None, None)
    if isinstance(begins, date) and isinstance(ends, date) and spec.valid is not None and ends < begins:
        yield FieldProblem(spec.valid[1], "last_before_first")


def _day(written: object) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else None


def fits(when: Expression | None, row: Mapping[str, Any]) -> bool:
    """Whether the condition holds for a row of stored values; one that cannot be decided does not."""
    try:
        return when is None or when.truth({"row": row})
    except EvaluationFailed:
        return False


def region_of(country: str) -> str:
    return _REGION_OF.get(country, "foreign")
