"""The same rows one by one: no round trip to save, so each statement does one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sqlalchemy import Table

from workflow.store import tables
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
from workflow.store.sql.speech import names


def _insert(table: Table, columns: Sequence[str]) -> str:
    all_columns = ("case_id", *columns) if "case_id" in table.c else tuple(columns)
    marks = ", ".join(f"?{i}" for i in range(1, len(all_columns) + 1))
    return f"INSERT INTO {table.name} ({names(all_columns)}) VALUES ({marks})"


def _update(table: Table, columns: Sequence[str]) -> str:
    """Parameters: case id, then the columns, of which the first is `seq`."""
    changes = ", ".join(f'"{name}" = ?{i}' for i, name in enumerate(columns[1:], 3))
    return f"UPDATE {table.name} SET {changes} WHERE case_id = ?1 AND seq = ?2"


def _update_case() -> str:
    kept = [f'"{name}" = coalesce(?{i}, "{name}")' for i, name in enumerate(KEPT, 3)]
    moving = [f'"{name}" = ?{i}' for i, name in enumerate(MOVING, 3 + len(KEPT))]
    return f"UPDATE cases SET {', '.join(kept + moving)} WHERE id = ?1 AND version = ?2"


TAKE_NUMBER: Final = (
    "INSERT INTO numbers (series, last) VALUES (?1, 1)"
    " ON CONFLICT (series) DO UPDATE SET last = numbers.last + 1 RETURNING last"
)
FIRST_CASE: Final = _insert(tables.cases, ("id", *FIXED, *KEPT, *MOVING))
LATER_CASE: Final = _update_case()
NEW_ENTRY: Final = _insert(tables.history, ENTRY)
NEW_FORM_USE: Final = _insert(tables.form_uses, FORM_USE)

SETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "opened": _insert(tables.tasks, TASK),
        "changed": _update(tables.tasks, TASK_CHANGE),
        "gone": "DELETE FROM candidates WHERE case_id = ?1 AND task_seq = ?2",
        "candidates": _insert(tables.candidates, CANDIDATE),
        "voided": _update(tables.decisions, VOIDED),
        "decisions": _insert(tables.decisions, DECISION),
        "settled": _update(tables.timers, SETTLED),
        "armed": _insert(tables.timers, ARMED),
        "outgoing": _insert(tables.outgoing, OUTGOING),
        "documents": _insert(tables.documents, DOCUMENT),
        "frozen": _insert(tables.renderings, RENDERING),
        "title_terms": _insert(tables.title_terms, TITLE_TERM).replace("INSERT", "INSERT OR IGNORE", 1),
        "told": _insert(tables.told, TOLD).replace("INSERT", "INSERT OR IGNORE", 1),
    }
)
"""The fields of StepRows that are sets of rows; what takes away stands before what adds under the same unique key."""
