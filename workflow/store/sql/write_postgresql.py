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
    RENDERING,
    SETTLED,
    TASK,
    TASK_CHANGE,
    TITLE_TERM,
    TOLD,
    VOIDED,
)
from workflow.store.sql.speech import cast, names

FIRST: Final = ("id", *FIXED, *KEPT, *MOVING)
# The case by its parameter too: what `taken` holds is no value that a plan could search an index by.
_OF_CASE: Final = "r.case_id = $1::bigint AND r.case_id = taken.id"

_TAKE_NUMBER: Final = (
    f"INSERT INTO numbers (series, last) VALUES (${FIRST.index('number') + 1}::text, 1)"
    " ON CONFLICT (series) DO UPDATE SET last = numbers.last + 1 RETURNING last"
)
_TAKEN_NUMBER: Final = f"lpad(last::text, greatest(${len(FIRST) + 1}::int, length(last::text)), '0')"


@cache
def write_text(*, case: Case, form: bool, sets: tuple[tuple[str, bool], ...]) -> str:
    """Answers the case's number when the step was written and nothing when the case was not at the version before.

    Parameters: those of `case`, ENTRY, FORM_USE when `form`, then for each of `sets` its only row, or (`True`: many)
    one JSON array of rows.
    A part that takes rows away is counted by the one that adds rows under the same unique key: so it runs first.
    """
    before, parts = case.count(), case.parts()
    parts.append(f"entry AS ({_single(tables.history, ENTRY, before)})")
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
class FirstStep:
    """Parameters: FIRST. When `numbered`, the place of the number holds its series, and the width follows FIRST."""

    numbered: bool

    def count(self) -> int:
        return len(FIRST) + self.numbered

    def parts(self) -> list[str]:
        values = {column: _parameter(tables.cases, column, i) for i, column in enumerate(FIRST, 1)}
        if self.numbered:
            values["number"] = f"replace({values['number']}, '{SEQ}', {_TAKEN_NUMBER})"
        source = " FROM numbered" if self.numbered else ""
        insert = f"INSERT INTO cases ({names(FIRST)}) SELECT {', '.join(values.values())}{source} RETURNING id, number"
        return [*([f"numbered AS ({_TAKE_NUMBER})"] if self.numbered else []), f"taken AS ({insert})"]


@dataclass(frozen=True, slots=True)
class LaterStep:
    """Parameters: id, the version before, MOVING, `kept`: those of KEPT that change."""

    kept: tuple[str, ...]

    def count(self) -> int:
        return 2 + len(MOVING) + len(self.kept)

    def parts(self) -> list[str]:
        changed = enumerate((*MOVING, *self.kept), 3)
        changes = ", ".join(f'"{name}" = {_parameter(tables.cases, name, i)}' for i, name in changed)
        where = "id = $1::bigint AND version = $2::int"
        return [f"taken AS (UPDATE cases SET {changes} WHERE {where} RETURNING id, number)"]


Case = FirstStep | LaterStep


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
            # Of `json` each element would be read anew for each column.
            rows = f", jsonb_array_elements(${before + 1}::jsonb) x(v)"
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


def _single(table: Table, columns: Sequence[str], before: int) -> str:
    values = ", ".join(_parameter(table, name, i) for i, name in enumerate(columns, before + 1))
    into, taken = ('"case_id", ', "id, ") if "case_id" in table.c else ("", "")
    return f"INSERT INTO {table.name} ({into}{names(columns)}) SELECT {taken}{values} FROM taken"


def _insert(table: Table, columns: tuple[str, ...], *, after: str = "", unless_there: bool = False) -> Part:
    values = ", ".join(f"{{{i}}}" for i in range(len(columns)))
    text = f'INSERT INTO {table.name} ("case_id", {names(columns)}) SELECT taken.id, {values} FROM taken{{rows}}'
    return Part(table, columns, text + (" ON CONFLICT DO NOTHING" if unless_there else ""), after)


def _update(table: Table, columns: tuple[str, ...]) -> Part:
    changes = ", ".join(f'"{name}" = {{{i}}}' for i, name in enumerate(columns) if i)
    where = f"{_OF_CASE} AND r.seq = {{0}} RETURNING r.seq"
    return Part(table, columns, f"UPDATE {table.name} r SET {changes} FROM taken{{rows}} WHERE {where}")


_REMOVE: Final = f"DELETE FROM candidates r USING taken{{rows}} WHERE {_OF_CASE} AND r.task_seq = {{0}} RETURNING 1"

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
        "frozen": _insert(tables.renderings, RENDERING),
        "title_terms": _insert(tables.title_terms, TITLE_TERM, unless_there=True),
        "told": _insert(tables.told, TOLD, unless_there=True),
    }
)
"""The fields of StepRows that are sets of rows, in the order of their parameters."""
