"""One statement that writes a whole step, or nothing when the case has moved on.

Its text holds only the parts that a step has: an empty part costs the server as much as one row does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from sqlalchemy import Table

from workflow.store import tables
from workflow.store.numbers import SEQ
from workflow.store.sql.columns import (
    ARMED,
    CANDIDATE,
    DECISION,
    DOCUMENT,
    ENTRY,
    FIXED,
    FORM_USE,
    KEPT,
    MOVING,
    OUTGOING,
    SETTLED,
    TASK,
    TASK_CHANGE,
    VOIDED,
)
from workflow.store.sql.speech import cast, names

FIRST: Final = ("id", *FIXED, *KEPT, *MOVING)
LATER: Final = ("id", "version_before", *KEPT, *MOVING)

_TAKE_NUMBER: Final = (
    f"INSERT INTO numbers (series, last) VALUES (${FIRST.index('number') + 1}::text, 1)"
    " ON CONFLICT (series) DO UPDATE SET last = numbers.last + 1 RETURNING last"
)
_TAKEN_NUMBER: Final = f"lpad(last::text, greatest(${len(FIRST) + 1}::int, length(last::text)), '0')"


@cache
def write_text(*, first: bool, numbered: bool, form: bool, sets: tuple[tuple[str, bool], ...]) -> str:
    """Answers the case's number when the step was written and nothing when the case was not at the version before.

    Parameters: FIRST or LATER, ENTRY, FORM_USE when `form`, then for each of `sets` its only row, or (`True`: many)
    one JSON array of rows. `numbered`: the place of the number holds its series, and the width follows FIRST.
    A part that takes rows away is counted by the one that adds rows under the same unique key: so it runs first.
    """
    before = len(FIRST if first else LATER) + numbered
    parts = [f"numbered AS ({_TAKE_NUMBER})"] if numbered else []
    parts += [
        f"taken AS ({_insert_case(numbered=numbered) if first else _update_case()})",
        f"entry AS ({_single(tables.history, ENTRY, before)})",
    ]
    before += len(ENTRY)
    if form:
        parts.append(f"used AS ({_single(tables.form_uses, FORM_USE, before)})")
        before += len(FORM_USE)
    present = [name for name, _ in sets]
    for name, many in sets:
        part = SETS[name]
        parts.append(f"{name} AS ({part.text(before, many, present)})")
        before += 1 if many else len(part.columns)
    return f"WITH {', '.join(parts)} SELECT number FROM taken"


@dataclass(frozen=True, slots=True)
class Part:
    """One set of rows: the values of each are `{0}`, `{1}`, … in `statement`, `{rows}` is where many come from."""

    table: Table
    columns: tuple[str, ...]
    statement: str
    after: str = ""

    def text(self, before: int, many: bool, present: Sequence[str]) -> str:
        if many:
            values = [self._cast(f"(x.v->>{i})", i) for i in range(len(self.columns))]
            rows = f", json_array_elements(${before + 1}::json) x(v)"
        else:
            values = [f"${before + 1 + i}::{cast(self.table.c[name])}" for i, name in enumerate(self.columns)]
            rows = ""
        first = f" WHERE (SELECT count(*) FROM {self.after}) >= 0" if self.after in present else ""
        return self.statement.format(*values, rows=rows) + first

    def _cast(self, value: str, position: int) -> str:
        kind = cast(self.table.c[self.columns[position]])
        return value if kind == "text" else f"{value}::{kind}"


def _parameter(table: Table, column: str, position: int) -> str:
    return f"${position}::{cast(table.c[column])}"


def _insert_case(*, numbered: bool) -> str:
    values = {column: _parameter(tables.cases, column, i) for i, column in enumerate(FIRST, 1)}
    if numbered:
        values["number"] = f"replace({values['number']}, '{SEQ}', {_TAKEN_NUMBER})"
    source = " FROM numbered" if numbered else ""
    return f"INSERT INTO cases ({names(FIRST)}) SELECT {', '.join(values.values())}{source} RETURNING id, number"


def _update_case() -> str:
    given = {name: _parameter(tables.cases, name, i) for i, name in enumerate(LATER, 1) if i > 2}
    kept = [f'"{name}" = coalesce({given[name]}, "{name}")' for name in KEPT]
    moving = [f'"{name}" = {given[name]}' for name in MOVING]
    changes = ", ".join(kept + moving)
    return f"UPDATE cases SET {changes} WHERE id = $1::bigint AND version = $2::int RETURNING id, number"


def _single(table: Table, columns: Sequence[str], before: int) -> str:
    values = ", ".join(_parameter(table, name, i) for i, name in enumerate(columns, before + 1))
    into, taken = ('"case_id", ', "id, ") if "case_id" in table.c else ("", "")
    return f"INSERT INTO {table.name} ({into}{names(columns)}) SELECT {taken}{values} FROM taken"


def _insert(table: Table, columns: tuple[str, ...], after: str = "") -> Part:
    values = ", ".join(f"{{{i}}}" for i in range(len(columns)))
    text = f'INSERT INTO {table.name} ("case_id", {names(columns)}) SELECT taken.id, {values} FROM taken{{rows}}'
    return Part(table, columns, text, after)


def _update(table: Table, columns: tuple[str, ...]) -> Part:
    changes = ", ".join(f'"{name}" = {{{i}}}' for i, name in enumerate(columns) if i)
    where = "r.case_id = taken.id AND r.seq = {0} RETURNING r.seq"
    return Part(table, columns, f"UPDATE {table.name} r SET {changes} FROM taken{{rows}} WHERE {where}")


_REMOVE: Final = (
    "DELETE FROM candidates r USING taken{rows} WHERE r.case_id = taken.id AND r.task_seq = {0} RETURNING 1"
)

SETS: Final[Mapping[str, Part]] = MappingProxyType(
    {
        "opened": _insert(tables.tasks, TASK),
        "changed": _update(tables.tasks, TASK_CHANGE),
        "gone": Part(tables.candidates, ("task_seq",), _REMOVE),
        "candidates": _insert(tables.candidates, CANDIDATE, after="gone"),
        "voided": _update(tables.decisions, VOIDED),
        "decisions": _insert(tables.decisions, DECISION, after="voided"),
        "settled": _update(tables.timers, SETTLED),
        "armed": _insert(tables.timers, ARMED, after="settled"),
        "outgoing": _insert(tables.outgoing, OUTGOING),
        "documents": _insert(tables.documents, DOCUMENT),
    }
)
"""The fields of StepRows that are sets of rows, in the order of their parameters."""
