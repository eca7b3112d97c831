"""L18, of registers: what an effect writes is a row that the register can hold, every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workflow.core.checking.fitting import CODES, holds, is_narrower
from workflow.core.checking.places import at, error
from workflow.core.checking.requiring import is_held, is_required
from workflow.core.checking.tabulating import flat_fields
from workflow.core.definition import Definition, State
from workflow.core.effects import EffectRule
from workflow.core.field_texts import BadValue
from workflow.core.field_types import Lookups, parse_scalar
from workflow.core.findings import Finding, Path
from workflow.core.form import FieldSpec
from workflow.core.operations import CHANGE, PUT, RETIRED
from workflow.core.recording import DATA, NUMBER, ROW
from workflow.core.registers import RegisterSpec

UNPROVABLE: Final = frozenset({"ref", "unit", "person"})
"""Types whose codes are looked at when the row is written."""
SHA256: Final = 64
"""Characters of what is kept of a document."""


@dataclass(frozen=True, slots=True)
class _Effect:
    """`at` is where the effect stands in the file."""

    rule: EffectRule
    state: State
    spec: RegisterSpec
    at: Path


def check_recorded(definition: Definition, registers: Mapping[str, RegisterSpec]) -> Iterator[Finding]:
    """`registers` are those whose files have no errors; names that lead nowhere were told where the file is read."""
    fields = dict(flat_fields(definition.fields))
    for state in definition.states.values():
        placed: dict[str, int] = {}
        for rule in state.effects:
            place = placed[rule.outcome] = placed.get(rule.outcome, -1) + 1
            path = at(state, "effects", rule.outcome, place)
            spec = registers.get(rule.register)
            if rule.operation == RETIRED:
                yield error("L18", "operation_retired", (*path, "operation"), name=rule.operation, use=PUT)
            elif spec is not None:
                yield from _written(definition, fields, _Effect(rule, state, spec, path))


def _written(definition: Definition, fields: Mapping[str, FieldSpec], effect: _Effect) -> Iterator[Finding]:
    yield from _key(fields, effect)
    for name, path in effect.rule.given:
        column, source = effect.spec.column(name), fields.get(_path(effect, path))
        code = _misfit(definition, column, source, path) if column is not None else None
        if code is not None:
            yield error("L18", code, (*effect.at, "with", name), name=name, path=path, register=effect.spec.key)
    for name, literal in effect.rule.fixed:
        column = effect.spec.column(name)
        if column is not None and column.type not in UNPROVABLE:
            yield from _literal(column, literal, (*effect.at, "set", name))
    if effect.rule.operation == PUT:
        yield from _lacking(definition, fields, effect)


def _key(fields: Mapping[str, FieldSpec], effect: _Effect) -> Iterator[Finding]:
    rule, place = effect.rule, (*effect.at, "key")
    if rule.row == NUMBER:
        return
    path = _path(effect, rule.row)
    source = fields.get(path)
    elsewhere = source is not None and source.type == "ref" and source.register != rule.register
    if source is None or source.type not in CODES or (elsewhere and rule.operation == CHANGE):
        yield error("L18", "no_key", place, path=rule.row, register=rule.register)
    elif rule.operation == PUT and not _is_sure(fields, path):
        yield error("L18", "key_may_be_empty", place, path=rule.row)


def _literal(column: FieldSpec, literal: object, place: Path) -> Iterator[Finding]:
    try:
        fits = parse_scalar(column, literal, Lookups()) is not None
    except BadValue:
        fits = False
    if not fits:
        yield error("L18", "literal_differs", place, name=column.name, value=str(literal))


def _lacking(definition: Definition, fields: Mapping[str, FieldSpec], effect: _Effect) -> Iterator[Finding]:
    """Required columns that nothing is sure to fill."""
    given, fixed = dict(effect.rule.given), dict(effect.rule.fixed)
    for column in effect.spec.columns:
        name = column.name
        if not column.required or column.default is not None or name in fixed or name == effect.spec.key_column:
            continue
        if name in effect.spec.counted or effect.spec.regions.get(name) in {*given, *fixed}:
            continue
        path = given.get(name)
        if path is None:
            yield error("L18", "column_not_given", effect.at, name=name, register=effect.spec.key)
        elif not _is_there(definition, fields, effect, path):
            yield error("L18", "column_may_be_empty", (*effect.at, "with", name), name=name, path=path)


def _misfit(definition: Definition, column: FieldSpec, source: FieldSpec | None, path: str) -> str | None:
    if source is None and path == NUMBER:
        return None if column.type in {"text", "longtext", "ref"} else "column_differs"
    if source is None and path not in definition.documents:
        return None
    given = source or FieldSpec(path, "text", column.label, max_length=SHA256)
    if not holds(column, given):
        return "column_differs"
    return "column_narrower" if is_narrower(column, given) else None


def _is_there(definition: Definition, fields: Mapping[str, FieldSpec], effect: _Effect, path: str) -> bool:
    if path in definition.documents:
        return path in effect.state.requires.documents
    if path == NUMBER and NUMBER not in fields:
        return True
    return _is_sure(fields, _path(effect, path))


def _is_sure(fields: Mapping[str, FieldSpec], path: str) -> bool:
    return is_required(fields, path) or is_held(fields, path)


def _path(effect: _Effect, path: str) -> str:
    """As `flat_fields` writes it: columns of a table stand below their field."""
    if path.startswith(ROW) and effect.rule.each is not None:
        return f"{effect.rule.each}.{path.removeprefix(ROW)}"
    return path.removeprefix(DATA)
