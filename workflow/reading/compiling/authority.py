"""The authority table, compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from workflow.core.authority_table import AuthorityItem, AuthorityRow, AuthorityTable
from workflow.core.expression_types import BOOL, DATE, DECIMAL, INT, TEXT, ExprType, enum_of, list_of
from workflow.core.findings import Path
from workflow.reading.compiling.actors import check_post
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.compiling.shaping import shaped
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.shared import AnInput, AnItem, ARow, AuthorityFile, ElseRow, EnumInput

_TYPES: Final[Mapping[str, ExprType]] = MappingProxyType(
    {"text": TEXT, "unit": TEXT, "int": INT, "decimal": DECIMAL, "money": DECIMAL, "bool": BOOL, "date": DATE}
)
_READERS: Final[Mapping[str, Callable[[Any], object]]] = MappingProxyType(
    {"decimal": Decimal, "date": date.fromisoformat}
)


def compile_authority(sheet: Worksheet) -> AuthorityTable | None:
    """The table; None when a finding is an error. Posts and units are checked when the context has an organisation."""
    shape = shaped(sheet, AuthorityFile)
    if shape is None:
        return None
    items = {name: _item(sheet, item, ("items", name)) for name, item in shape.items.items()}
    if sheet.failed:
        return None
    return AuthorityTable(shape.authority, shape.version, fingerprint(shape), shape.effective.begins, items)


def _item(sheet: Worksheet, item: AnItem, path: Path) -> AuthorityItem:
    inputs = {name: _type(each) for name, each in item.inputs.items()}
    outputs = {name: _type(each) for name, each in item.outputs.items()}
    sheet.guards = {f"data.{name}": typed for name, typed in inputs.items()}
    for index, row in enumerate(item.rows):
        last = index == len(item.rows) - 1
        if isinstance(row, ElseRow) != last:
            sheet.error("L01", "last_row_not_else" if last else "else_row_not_last", (*path, "rows", index))
    rows = tuple(_row(sheet, row, outputs, (*path, "rows", index)) for index, row in enumerate(item.rows))
    return AuthorityItem(item.label.text(), inputs, outputs, rows)


def _type(shape: AnInput) -> ExprType:
    if not isinstance(shape, EnumInput):
        return _TYPES[shape.type]
    options = enum_of(*shape.options)
    return list_of(options) if shape.type == "multi" else options


def _row(sheet: Worksheet, row: ARow, outputs: Mapping[str, ExprType], path: Path) -> AuthorityRow:
    decider = row.decider
    _check_decider(sheet, row, path)
    values = row.model_extra or {}
    for name in values:
        if name not in outputs:
            sheet.name("output", name, outputs, (*path, name))
    read = {name: _value(sheet, values.get(name), typed, (*path, name)) for name, typed in outputs.items()}
    when = None if isinstance(row, ElseRow) else sheet.guard(row.when, (*path, "when"))
    return AuthorityRow(when, decider.post, decider.of, row.in_name_of, read)


def _check_decider(sheet: Worksheet, row: ARow, path: Path) -> None:
    at = (*path, "decider")
    if not row.decider.of.startswith("data."):
        check_post(sheet, row.decider.post, row.decider.of, (*at, "post"), (*at, "of"))
    elif row.decider.of not in sheet.guards:
        sheet.name("input", row.decider.of, sheet.guards, (*at, "of"))
    if row.in_name_of is not None and sheet.context.organisation is not None:
        sheet.name("post", row.in_name_of, sheet.context.organisation.posts, (*path, "in_name_of"))


def _value(sheet: Worksheet, value: Any, typed: ExprType, path: Path) -> object:
    """The value of an output; every row gives each of them."""
    if value is None:
        sheet.error("L01", "missing_key", path, params={"key": path[-1]})
        return None
    try:
        read = _READERS[typed.kind](value) if typed.kind in _READERS else value
    except (ValueError, ArithmeticError, TypeError):
        read = None
    fits = type(read) in typed.python_types and (not typed.options or read in typed.options)
    if not fits:
        sheet.error("L01", "wrong_output", path, params={"found": str(value), "wanted": str(typed)})
    return read
