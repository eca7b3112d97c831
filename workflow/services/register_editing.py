"""Rows of registers changed by hand: the one way there is, for those whom the register names, over what they saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.core.errors import FieldProblem, Invalid, NotFound, Refusal, Stale
from workflow.core.fields import Lookups, from_json
from workflow.core.form import FieldSpec
from workflow.core.registers import RegisterSpec, StoredRow, parse_row, stored_row
from workflow.core.text import Text
from workflow.operations.registers import rows_referred
from workflow.services.case_content import Line, lines_of
from workflow.services.naming import Names, name_of
from workflow.services.register_import import RegisterImported, import_rows
from workflow.services.register_readers import Opened, open_to_change
from workflow.services.row_names import row_names
from workflow.services.runtime import Runtime
from workflow.services.watching import watch_rows
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.registers import RowMoved, RowTaken

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowForm:
    """A row to be changed, or a new one: then `version` is 0 and there is no `code`. The code of a row stays.
    `lines` are the values in words."""

    register: str
    title: Text
    code: str
    name: Text
    columns: tuple[FieldSpec, ...]
    values: Values
    lines: tuple[Line, ...]
    version: int


def open_form(runtime: Runtime, name: str, code: str, person: int, now: datetime) -> RowForm:
    """`code` is empty for a new row. Raises NotFound, also for whoever may not change the register."""
    with runtime.database.snapshot() as connection:
        opened = open_to_change(runtime, connection, name, person, now)
        newest = registers.history(connection, name, code, most=1) if code else ()
        if code and not newest:
            raise NotFound(name, code)
        spec, data = opened.spec, newest[0].data if newest else {}
        names = Names(opened.directory, rows=row_names(connection, spec.columns, data))
    columns, values = _asked(spec, new=not code), from_json(spec.columns, data)
    return RowForm(
        register=name,
        title=spec.title,
        code=code,
        name=name_of(code, data),
        columns=columns,
        values=values,
        lines=lines_of(columns, values, names),
        version=newest[0].version if newest else 0,
    )


def save_row(runtime: Runtime, name: str, code: str, given: Values, *, seen: int, person: int, now: datetime) -> str:
    """Write the row over the version that was seen; its code. What says nothing new is left as it is; a row that a case
    is to stand beside gets it.

    Raises NotFound, Invalid, Stale `row_changed` when somebody else has changed it since.
    """
    with runtime.database.transaction() as connection:
        opened = open_to_change(runtime, connection, name, person, now)
        newest = registers.history(connection, name, code, most=1) if code else ()
        if code and not newest:
            raise NotFound(name, code)
        if newest and newest[0].version != seen:
            raise Stale(Refusal("row_changed", {}))
        current = from_json(opened.spec.columns, newest[0].data) if newest else {}
        row = _checked(connection, opened, given, current, new=not code)
        if not newest or dict(newest[0].data) != dict(row.data):
            _write(connection, opened.spec, row, seen=seen if newest else 0, person=person, now=now)
            kept = {row.code: row.data}
            watch_rows(runtime, connection, opened.spec, kept, by=person, now=now, revisions=opened.revisions)
    return row.code


def columns_to_import(
    runtime: Runtime, name: str, person: int, now: datetime
) -> tuple[Text, tuple[tuple[str, Text], ...]]:
    """The title of the register, and name and label of what a file may hold. Raises NotFound."""
    with runtime.database.snapshot() as connection:
        spec = open_to_change(runtime, connection, name, person, now).spec
    return spec.title, tuple((column.name, column.label) for column in spec.columns)


def import_by_hand(runtime: Runtime, name: str, content: bytes, person: int, now: datetime) -> RegisterImported:
    """As `import_rows`, which raises BadSheet, and for those only who may."""
    columns_to_import(runtime, name, person, now)
    return import_rows(runtime, name, content, person, now)


def _asked(spec: RegisterSpec, *, new: bool) -> tuple[FieldSpec, ...]:
    """What is not given by anybody is left out: a region or a counted day."""
    return tuple(it for it in spec.columns if it.name not in spec.derived and (new or it.name != spec.key_column))


def _checked(connection: Connection, opened: Opened, given: Values, current: Values, *, new: bool) -> StoredRow:
    spec = opened.spec
    asked = {column.name for column in _asked(spec, new=new)}
    raw = {name: value for name, value in given.items() if name in asked}
    world = Lookups(rows_referred(connection, spec, raw), opened.directory.units, opened.directory.by_login)
    parsed = parse_row(spec, raw, world, current)
    if parsed.problems:
        raise Invalid(*parsed.problems)
    return stored_row(spec, parsed.values)


def _write(
    connection: Connection, spec: RegisterSpec, row: StoredRow, *, seen: int, person: int, now: datetime
) -> None:
    try:
        registers.put(
            connection,
            spec.key,
            row.code,
            row.data,
            by=person,
            at=now,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            keys=row.keys,
            seen=seen,
        )
    except RowMoved as error:
        raise Stale(Refusal("row_changed", {})) from error
    except RowTaken as error:
        column = error.columns[0] if error.columns else spec.key_column
        raise Invalid(FieldProblem(column, "row_alike", {"code": error.code})) from error
