"""Fields and documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from keyword import iskeyword
from typing import Final

from workflow.core.expression_types import ExprType
from workflow.core.field_storage import schema_for
from workflow.core.findings import Path
from workflow.core.form import WORKDAYS_UNTIL, FieldSpec, Option
from workflow.core.inputs import RESERVED
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.base import Label
from workflow.reading.shapes.fields import (
    AnyField,
    BoolField,
    DateField,
    DecimalField,
    EnumField,
    GroupField,
    IntField,
    MultiField,
    RefField,
    TableField,
    TextField,
    UnitField,
)

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}|[{}]")
Shapes = Mapping[str, AnyField]


def compile_fields(sheet: Worksheet, shapes: Shapes, path: Path) -> tuple[FieldSpec, ...]:
    """The fields without their guards, which may read all of them; `with_guards` adds those."""
    return tuple(_field(sheet, name, shape, shapes, (*path, name)) for name, shape in shapes.items())


def with_guards(
    sheet: Worksheet, specs: Iterable[FieldSpec], shapes: Shapes, path: Path, row: Mapping[str, ExprType] | None = None
) -> tuple[FieldSpec, ...]:
    """The fields with `required_when`; rules inside a table may also read their `row`."""
    return tuple(_with_guard(sheet, spec, shapes[spec.name], (*path, spec.name), row) for spec in specs)


def by_path(specs: Iterable[FieldSpec], prefix: str = "") -> dict[str, FieldSpec]:
    """Fields and the parts of groups by dotted path; the columns of a table belong to its rows and have none."""
    found: dict[str, FieldSpec] = {}
    for spec in specs:
        found[prefix + spec.name] = spec
        if spec.type == "group":
            found |= by_path(spec.fields, f"{prefix}{spec.name}.")
    return found


def check_placeholders(sheet: Worksheet, label: Label, path: Path, more: Collection[str] = ()) -> tuple[str, ...]:
    """`{path}` in a text must name a field, or one of `more`; the fields that are named, each once."""
    named: dict[str, None] = {}
    for language, text in (("zh-TW", label.zh), ("en", label.en)):
        for found in _PLACEHOLDER.finditer(text):
            at = (*path, language)
            if found[1] is None:
                sheet.error("L01", "stray_brace", at, column=found.start() + 1)
            elif found[1] not in more:
                sheet.name("field", found[1], sheet.fields, at)
                named[found[1]] = None
    return tuple(named)


def _field(sheet: Worksheet, name: str, shape: AnyField, siblings: Shapes, path: Path) -> FieldSpec:
    if path == ("data", name) and (name in RESERVED or iskeyword(name)):
        sheet.key("reserved_name", path, name=name)
    if shape.lookup is not None:
        _check_lookup(sheet, shape, siblings, (*path, "lookup"))
    spec = FieldSpec(
        name,
        shape.type,
        shape.label.text(),
        required=shape.required,
        lookup=shape.lookup,
        personal=shape.personal,
        hide_from=tuple(shape.hide_from),
        help=shape.help.text() if shape.help else None,
    )
    return _typed(sheet, spec, shape, path)


def _with_guard(
    sheet: Worksheet, spec: FieldSpec, shape: AnyField, path: Path, row: Mapping[str, ExprType] | None
) -> FieldSpec:
    guard = sheet.guard(shape.required_when, (*path, "required_when"), row)
    if not isinstance(shape, GroupField | TableField):
        return replace(spec, required_when=guard)
    own = schema_for(spec.fields, "row") if isinstance(shape, TableField) else row
    below = with_guards(sheet, spec.fields, shape.fields, (*path, "fields"), own)
    return replace(spec, required_when=guard, fields=below)


def _typed(sheet: Worksheet, spec: FieldSpec, shape: AnyField, path: Path) -> FieldSpec:
    match shape:
        case TextField():
            _check_range(sheet, shape.min_length, shape.max_length, (*path, "min_length"))
            return replace(spec, min_length=shape.min_length, max_length=shape.max_length, default=shape.default)
        case IntField() | DecimalField():
            return _number(sheet, spec, shape, path)
        case BoolField() | DateField():
            return replace(spec, default=shape.default)
        case EnumField() | MultiField():
            return _choice(sheet, spec, shape, path)
        case RefField() | UnitField():
            return _reference(sheet, spec, shape, path)
        case GroupField() | TableField():
            return _nested(sheet, spec, shape, path)
        case _:
            return spec


def _number(sheet: Worksheet, spec: FieldSpec, shape: IntField | DecimalField, path: Path) -> FieldSpec:
    written = (shape.min, shape.max, shape.default)
    exact = isinstance(shape, DecimalField)
    least, most, default = (Decimal(it) if exact and it is not None else it for it in written)
    _check_range(sheet, least, most, (*path, "min"))
    return replace(spec, minimum=least, maximum=most, default=default)


def _choice(sheet: Worksheet, spec: FieldSpec, shape: EnumField | MultiField, path: Path) -> FieldSpec:
    options = tuple(Option(code, label.text()) for code, label in shape.options.items())
    default = shape.default if isinstance(shape, EnumField) else None
    if default is not None:
        sheet.name("option", default, shape.options, (*path, "default"))
    return replace(spec, options=options, default=default)


def _reference(sheet: Worksheet, spec: FieldSpec, shape: RefField | UnitField, path: Path) -> FieldSpec:
    if isinstance(shape, RefField):
        if sheet.context.registers is not None:
            sheet.name("register", shape.of_register, sheet.context.registers, (*path, "register"))
        return replace(spec, register=shape.of_register)
    known = sheet.context.organisation.units if sheet.context.organisation is not None else None
    if known is not None:
        for place, unit in enumerate(shape.units):
            sheet.name("unit", unit, known, (*path, "units", place))
        named = [known[unit] for unit in shape.units if unit in known] or list(known.values())
        if shape.level is not None and all(unit.level != shape.level for unit in named):
            sheet.error("L02", "no_unit_of_level", (*path, "level"), params={"level": shape.level})
    return replace(spec, units=tuple(shape.units), level=shape.level)


def _nested(sheet: Worksheet, spec: FieldSpec, shape: GroupField | TableField, path: Path) -> FieldSpec:
    spec = replace(spec, fields=compile_fields(sheet, shape.fields, (*path, "fields")))
    if isinstance(shape, GroupField):
        return spec
    _check_range(sheet, shape.min_rows, shape.max_rows, (*path, "min_rows"))
    return replace(spec, min_length=shape.min_rows, max_length=shape.max_rows)


def _check_range(sheet: Worksheet, least: object, most: object, path: Path) -> None:
    if isinstance(least, int | Decimal) and isinstance(most, int | Decimal) and least > most:
        sheet.error("L01", "range_reversed", path, params={"least": str(least), "most": str(most)})


def _check_lookup(sheet: Worksheet, shape: AnyField, siblings: Shapes, path: Path) -> None:
    """`partner.name_en`: a reference beside the field, and a column of its register. `event_on.workdays_until`: a date
    beside it, and a whole number."""
    sibling, _, column = (shape.lookup or "").partition(".")
    source = siblings.get(sibling)
    if isinstance(source, DateField) and isinstance(shape, IntField):
        sheet.name("column", column, (WORKDAYS_UNTIL,), path)
        return
    if not isinstance(source, RefField):
        sheet.name("reference", sibling, (name for name, it in siblings.items() if isinstance(it, RefField)), path)
        return
    register = (sheet.context.registers or {}).get(source.of_register)
    if register is not None:
        sheet.name("column", column, (spec.name for spec in register.columns), path)
