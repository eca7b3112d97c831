"""Guards decided for all that their names can hold: only the values between which an answer can change."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from workflow.core.checking.domains import conclusive, domains
from workflow.core.expressions import EvaluationFailed, Expression
from workflow.core.form import FieldSpec

MOST_COMBINATIONS: Final = 4096


@dataclass(frozen=True, slots=True)
class Row:
    """One value for each name, and what each guard says then; None where it fails for want of a value."""

    values: tuple[object, ...]
    truths: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`conclusive`: what no row shows cannot happen. Arithmetic and lengths are only sampled."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    conclusive: bool


def fits(guards: Sequence[Expression], fields: Mapping[str, FieldSpec], most: int = MOST_COMBINATIONS) -> bool:
    """Whether there are at most that many combinations of values, and no name is part of another."""
    held = domains(guards, fields)
    nested = any(other.startswith(f"{name}.") for name in held for other in held)
    return not nested and prod(len(values) for values in held.values()) <= most


def tabulate(guards: Sequence[Expression], fields: Mapping[str, FieldSpec]) -> Table | None:
    """Every combination of values; None when there are too many."""
    if not fits(guards, fields):
        return None
    held = domains(guards, fields)
    names = tuple(sorted(held))
    rows = tuple(_rows(guards, names, [held[name] for name in names]))
    return Table(names, rows, all(conclusive(guard.tree) for guard in guards))


def example(table: Table, row: Row) -> Mapping[str, object]:
    """The values of a row by name, without the namespace of data."""
    return {
        name.removeprefix("data."): _shown(value) for name, value in zip(table.names, row.values, strict=True)
    }  # fmt: skip


def flat_fields(fields: Iterable[FieldSpec], prefix: str = "") -> Iterator[tuple[str, FieldSpec]]:
    """Every field with its dotted path, groups and columns of tables included."""
    for spec in fields:
        yield prefix + spec.name, spec
        yield from flat_fields(spec.fields, f"{prefix}{spec.name}.")


def _rows(guards: Sequence[Expression], names: Sequence[str], held: Sequence[Sequence[object]]) -> Iterator[Row]:
    """The nested mapping is filled again for each row instead of being built anew: evaluation reads and forgets it."""
    values: dict[str, Any] = {}
    places = [_place(values, name) for name in names]
    runs = [guard.tree.run for guard in guards]
    for combination in itertools.product(*held):
        for (holder, key), value in zip(places, combination, strict=True):
            holder[key] = value
        yield Row(combination, tuple(_truth(run, values) for run in runs))


def _place(values: dict[str, Any], name: str) -> tuple[dict[str, Any], str]:
    *above, key = name.split(".")
    for part in above:
        values = values.setdefault(part, {})
    return values, key


def _truth(run: Any, values: Mapping[str, Any]) -> bool | None:
    try:
        return bool(run(values))
    except EvaluationFailed:
        return None


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, bool | int) else str(value)
