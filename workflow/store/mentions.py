"""Cases by a code that stands in one of their fields, a row of a register for instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Text, and_, literal, or_, select

from workflow.store.engine import Connection
from workflow.store.tables import cases


def cases_with(connection: Connection, fields: Mapping[str, Sequence[str]], code: str, *, most: int) -> list[int]:
    """Newest first: those in which a field of their process, by the process's key, holds the code. Reads all cases."""
    holding = [
        and_(cases.c.process == process, _text_of(name) == code) for process, names in fields.items() for name in names
    ]
    if not holding:
        return []
    chosen = select(cases.c.id).where(cases.c.started_at.is_not(None), or_(*holding))
    return list(connection.execute(chosen.order_by(cases.c.id.desc()).limit(most)).scalars())


def _text_of(name: str) -> ColumnElement[str]:
    return cases.c.data.op("->>", return_type=Text())(literal(name, Text()))
