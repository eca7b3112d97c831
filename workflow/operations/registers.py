"""Rows of registers that a case writes: each as valid as one that is written by hand, or the step does not happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workflow.core.canonical import plain
from workflow.core.decision import Step
from workflow.core.effects import EffectRule
from workflow.core.errors import FieldProblem, Refusal, Refused
from workflow.core.fields import Lookups, from_json
from workflow.core.form import FieldSpec
from workflow.core.recording import writes_of
from workflow.core.registers import RegisterSpec, parse_row, stored_row
from workflow.core.text import Text
from workflow.operations.setting import Setting
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.registers import RowTaken

Values = Mapping[str, object]


def put_rows(connection: Connection, step: Step, rule: EffectRule, setting: Setting) -> None:
    """Write each row whole: a column that the effect does not name holds its default, or nothing.

    Raises Refused `row_not_valid`, `row_taken`.
    """
    spec = _spec(rule, setting)
    for write in writes_of(rule, step.after):
        values = {**write.values, spec.key_column: write.code}
        _put(connection, step, spec, _parsed(connection, spec, values, {}, setting), setting)


def change_rows(connection: Connection, step: Step, rule: EffectRule, setting: Setting) -> None:
    """Set the named columns of rows that are there. Raises Refused `no_such_row`, `row_not_valid`, `row_taken`."""
    spec = _spec(rule, setting)
    for write in writes_of(rule, step.after):
        row = registers.row(connection, spec.key, write.code) if write.code is not None else None
        if row is None:
            raise Refused(
                Refusal("no_such_row", {"register": spec.key, "title": _both(spec.title), "code": write.code or "—"})
            )
        current = from_json(spec.columns, row)
        _put(connection, step, spec, _parsed(connection, spec, write.values, current, setting), setting)


def _put(connection: Connection, step: Step, spec: RegisterSpec, values: Values, setting: Setting) -> None:
    """Raises Refused `row_taken` where another row is the same in what must differ."""
    row = stored_row(spec, values)
    try:
        registers.put(
            connection,
            spec.key,
            row.code,
            row.data,
            by=step.actor,
            at=setting.now,
            case=step.after.id,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            keys=row.keys,
        )
    except RowTaken as error:
        label = _both_of([spec.column(name) for name in error.columns])
        columns = {"columns": list(error.columns), "label": label}
        place = {"register": spec.key, **columns}
        raise Refused(Refusal("row_taken", {"title": _both(spec.title), "code": error.code, **place})) from error


def _spec(rule: EffectRule, setting: Setting) -> RegisterSpec:
    spec = setting.registers.get(rule.register)
    if spec is None:
        raise Refused(Refusal("no_such_register", {"register": rule.register}))
    return spec


def _parsed(connection: Connection, spec: RegisterSpec, raw: Values, current: Values, setting: Setting) -> Values:
    """Raises Refused `row_not_valid` with each column that cannot hold what it would be given."""
    world = Lookups(rows_referred(connection, spec, raw), setting.directory.units, setting.directory.by_login)
    parsed = parse_row(spec, raw, world, current)
    if parsed.problems:
        raise Refused(*_refusals(spec, parsed.problems))
    return {name: value for name, value in parsed.values.items() if value is not None}


def rows_referred(
    connection: Connection, spec: RegisterSpec, raw: Values
) -> Mapping[tuple[str, str], Mapping[str, object]]:
    """The rows to which columns refer, as far as they are there."""
    named = [(column.register or "", str(raw[column.name])) for column in spec.columns
             if column.type == "ref" and raw.get(column.name) is not None]  # fmt: skip
    found = ((register, code, registers.row(connection, register, code)) for register, code in named)
    return {(register, code): row for register, code, row in found if row is not None}


def _refusals(spec: RegisterSpec, problems: Iterable[FieldProblem]) -> Iterator[Refusal]:
    for problem in problems:
        column = spec.column(problem.field)
        label = _both(column.label) if column is not None else problem.field
        why = {"code": problem.code, "params": plain(problem.params)}
        place = {"register": spec.key, "column": problem.field}
        yield Refusal("row_not_valid", {**place, "title": _both(spec.title), "label": label, "why": why})


def _both_of(columns: Iterable[FieldSpec | None]) -> dict[str, str]:
    known = [column.label for column in columns if column is not None]
    return {"zh-TW": "、".join(label.zh for label in known), "en": ", ".join(label.en for label in known)}


def _both(text: Text) -> dict[str, str]:
    return {"zh-TW": text.zh, "en": text.en}
