"""Which values of one field another can hold, and by what names a case holds its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from workflow.core.checking.requiring import Fields
from workflow.core.children import ROW
from workflow.core.field_texts import LONGEST_EMAIL, LONGEST_LONGTEXT, LONGEST_TEXT
from workflow.core.form import FieldSpec

CODES: Final = frozenset({"text", "email", "enum", "country", "ref", "unit", "person"})
"""Types whose values are texts of one line."""
_WIDER: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "text": CODES,
        "longtext": CODES | {"longtext"},
        "decimal": frozenset({"int", "money", "decimal"}),
        "money": frozenset({"int", "money"}),
    }
)
"""By type of what holds, the types that it can hold."""
_LONGEST: Final[Mapping[str, int]] = MappingProxyType(
    {"text": LONGEST_TEXT, "longtext": LONGEST_LONGTEXT, "email": LONGEST_EMAIL}
)


def single_fields(fields: Iterable[FieldSpec], prefix: str = "") -> Iterator[tuple[str, FieldSpec]]:
    """Every field that a case holds once, by its dotted path: a column of a table has many values."""
    for spec in fields:
        yield prefix + spec.name, spec
        if spec.type == "group":
            yield from single_fields(spec.fields, f"{prefix}{spec.name}.")


def columns_of(table: FieldSpec | None) -> Fields:
    return {f"{ROW}.{column.name}": column for column in (table.fields if table is not None else ())}


def same_kind(given: FieldSpec, taken: FieldSpec) -> bool:
    """Limits are another matter: what is given to a case that follows is looked at when that begins."""
    if given.type != taken.type or given.register != taken.register:
        return False
    if not _codes(given) <= _codes(taken):
        return False
    theirs = {spec.name: spec for spec in taken.fields}
    return all(spec.name in theirs and same_kind(spec, theirs[spec.name]) for spec in given.fields)


def holds(column: FieldSpec, given: FieldSpec) -> bool:
    """The column may also be of a wider type; limits are another matter."""
    return same_kind(given, column) or given.type in _WIDER.get(column.type, frozenset())


def is_narrower(column: FieldSpec, given: FieldSpec) -> bool:
    """Whether the column has a limit that the other field does not keep."""
    if column.type == "unit" and (_outside(given.units, column.units) or column.level not in {None, given.level}):
        return True
    if given.type in _LONGEST and column.type in _LONGEST:
        return _longest(given) > _longest(column)
    return _is_below(given.minimum, column.minimum) or _is_below(column.maximum, given.maximum, unlimited=True)


def _outside(given: tuple[str, ...], taken: tuple[str, ...]) -> bool:
    """None named means any."""
    return bool(taken) and not (given and set(given) <= set(taken))


def _longest(spec: FieldSpec) -> int:
    return spec.max_length or _LONGEST[spec.type]


def _is_below(one: object, other: object, *, unlimited: bool = False) -> bool:
    """None has no limit: of a lower limit it is the lowest, of an upper one (`unlimited`) the highest."""
    bounding, bounded = (one, other) if unlimited else (other, one)
    if bounding is None:
        return False
    return bounded is None or Decimal(str(one)) < Decimal(str(other))


def _codes(spec: FieldSpec) -> set[str]:
    return {option.code for option in spec.options}
