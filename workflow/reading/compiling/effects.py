"""Effects: which operations an answer has run, and the names in what they are given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from workflow.core.effects import EffectRule
from workflow.core.findings import Path
from workflow.core.form import FieldSpec
from workflow.core.operations import OF_REGISTER, SIGNAL
from workflow.core.recording import DATA, NUMBER, ROW
from workflow.core.registers import RegisterSpec
from workflow.reading.compiling.bookings import compile_hold
from workflow.reading.compiling.form import by_path
from workflow.reading.compiling.outcomes import codes_of
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.effects import (
    AnEffect,
    HoldResource,
    PutRow,
    RegisterEffect,
    ReleaseBookings,
    RetiredEffect,
    SendSignal,
)
from workflow.reading.shapes.states import Human


@dataclass(frozen=True, slots=True)
class Known:
    """Names of the file: its documents, the codes of outcomes, and the actors who are posts with post and unit."""

    documents: Collection[str]
    outcomes: Collection[str]
    posts: Mapping[str, tuple[str, str]]


def compile_effects(sheet: Worksheet, state: Human, names: Known, path: Path) -> Iterator[EffectRule]:
    """In the order of the outcomes, then as they are written."""
    given = {*codes_of(state), *state.next, *names.outcomes}
    for outcome, effects in state.effects.items():
        at: Path = (*path, "effects", outcome)
        sheet.name("outcome", outcome, given, at)
        for index, effect in enumerate(effects):
            yield _effect(sheet, effect, names, outcome, (*at, index))


def _effect(sheet: Worksheet, effect: AnEffect, names: Known, outcome: str, path: Path) -> EffectRule:
    if isinstance(effect, HoldResource):
        return compile_hold(sheet, effect, names.posts, outcome, path)
    if isinstance(effect, ReleaseBookings):
        return EffectRule(outcome, effect.operation)
    if isinstance(effect, RetiredEffect):
        return EffectRule(outcome, effect.operation, given=tuple((str(name), str(name)) for name in effect.arguments))
    if isinstance(effect, SendSignal):
        return _signal(sheet, effect, outcome, path)
    row = _rows_of_each(sheet, effect, path)
    known = (*sheet.fields, *names.documents, *row, NUMBER)
    for column, source in effect.given.items():
        sheet.name("field", source, known, (*path, "with", column))
    sheet.name("field", effect.key, (NUMBER, *(f"{DATA}{name}" for name in sheet.fields), *row), (*path, "key"))
    _check_columns(sheet, effect, path)
    return EffectRule(
        outcome,
        effect.operation,
        register=effect.of_register,
        row=effect.key,
        given=tuple(effect.given.items()),
        fixed=tuple((name, tuple(it) if isinstance(it, list) else it) for name, it in effect.fixed.items()),
        each=effect.each,
    )


def _signal(sheet: Worksheet, effect: SendSignal, outcome: str, path: Path) -> EffectRule:
    """Cases are told by their number, or as those that wrote a row."""
    found = {f"{DATA}{name}": spec for name, spec in sheet.fields.items() if spec.type in {"text", "ref"}}
    sheet.name("field", effect.key, found, (*path, "key"))
    spec = found.get(effect.key)
    register = ((OF_REGISTER, spec.register),) if spec is not None and spec.register is not None else ()
    return EffectRule(outcome, effect.operation, row=effect.key, fixed=((SIGNAL, effect.signal), *register))


def _rows_of_each(sheet: Worksheet, effect: RegisterEffect, path: Path) -> Mapping[str, FieldSpec]:
    """The columns of the table whose rows are gone through, as paths write them."""
    if effect.each is None:
        return {}
    tables = {name: spec for name, spec in sheet.fields.items() if spec.type == "table"}
    sheet.name("table", effect.each, tables, (*path, "each"))
    return by_path(tables[effect.each].fields, ROW) if effect.each in tables else {}


def _check_columns(sheet: Worksheet, effect: RegisterEffect, path: Path) -> None:
    """As far as the registers are known here; of one whose own file has errors nothing is said."""
    if sheet.context.registers is None:
        return
    sheet.name("register", effect.of_register, sheet.context.registers, (*path, "register"))
    spec = sheet.context.registers.get(effect.of_register)
    if spec is None:
        return
    columns = _open_to_effects(spec)
    for block, names in (("with", effect.given), ("set", effect.fixed)):
        for name in names:
            sheet.name("column", name, columns, (*path, block, name))
    for name in effect.given.keys() & effect.fixed.keys():
        sheet.key("given_twice", (*path, "set", name), name=name)
    if not effect.given and not effect.fixed and not isinstance(effect, PutRow):
        sheet.error("L01", "changes_nothing", path)


def _open_to_effects(spec: RegisterSpec) -> tuple[str, ...]:
    """The key is given by `key`, and others follow from what is given."""
    return tuple(it.name for it in spec.columns if it.name != spec.key_column and it.name not in spec.derived)
