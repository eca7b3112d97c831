"""The data of a case as facts of a memorandum: labels for codes, nothing that its reader may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.core.form import FieldSpec
from workflow.core.memos import Fact, Grid
from workflow.services.naming import Names


def facts_of(specs: Iterable[FieldSpec], data: Mapping[str, Any], names: Names) -> Iterator[Fact]:
    """What is set, in the order of the form."""
    for spec in specs:
        value = data.get(spec.name)
        if value is not None:
            shown = _shown(spec, value, names)
            if shown not in ((), ""):
                yield Fact(spec.label.zh, shown)


def _shown(spec: FieldSpec, value: Any, names: Names) -> object:
    match spec.type:
        case "group":
            return tuple(facts_of(spec.fields, value, names))
        case "table":
            return _grid(spec, value, names)
        case "multi":
            return tuple(_label(spec, code) for code in value)
        case "enum":
            return _label(spec, value)
        case _:
            name = names.pointed_at(spec, value)
            return value if name is None else name.zh


def _grid(spec: FieldSpec, rows: Iterable[Mapping[str, Any]], names: Names) -> Grid:
    rows = list(rows)
    shown = [column for column in spec.fields if any(row.get(column.name) is not None for row in rows)]
    cells = [tuple(_cell(column, row, names) for column in shown) for row in rows]
    return Grid(tuple(column.label.zh for column in shown), tuple(cells))


def _cell(column: FieldSpec, row: Mapping[str, Any], names: Names) -> object:
    value = row.get(column.name)
    return "" if value is None else _shown(column, value, names)


def _label(spec: FieldSpec, code: object) -> str:
    return next((option.label.zh for option in spec.options if option.code == code), str(code))
