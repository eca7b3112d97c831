"""How many cases go by which version of a process, and which of them are running."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow.store.engine import Connection
from workflow.store.tables import cases


@dataclass(frozen=True, slots=True)
class Count:
    """Cases of one version."""

    all: int = 0
    running: int = 0


def counts(connection: Connection, process: str | None = None) -> dict[str, Count]:
    """By the identity of the version; of all processes without one. Reads every case: for reports."""
    chosen = select(cases.c.definition, func.count(), func.count(cases.c.closed_at)).group_by(cases.c.definition)
    if process is not None:
        chosen = chosen.where(cases.c.process == process)
    return {sha256: Count(every, every - closed) for sha256, every, closed in connection.execute(chosen)}


def by_state(connection: Connection, definition: str) -> dict[str, int]:
    """How many running cases of a version stand in each state."""
    chosen = select(cases.c.state, func.count()).where(cases.c.definition == definition, cases.c.closed_at.is_(None))
    rows = connection.execute(chosen.group_by(cases.c.state).order_by(cases.c.state)).all()
    return {row[0]: row[1] for row in rows}


def running(connection: Connection, process: str, *, beside: Collection[str] = ()) -> tuple[int, ...]:
    """The running cases of a process that go by none of the versions `beside`, oldest first."""
    chosen = select(cases.c.id).where(
        cases.c.process == process, cases.c.closed_at.is_(None), cases.c.definition.not_in(tuple(beside))
    )
    return tuple(connection.execute(chosen.order_by(cases.c.id)).scalars())


def finished(connection: Connection, process: str, most: int) -> tuple[int, ...]:
    """The cases of a process that ended last, the last one first."""
    chosen = select(cases.c.id).where(cases.c.process == process, cases.c.closed_at.is_not(None))
    return tuple(connection.execute(chosen.order_by(cases.c.closed_at.desc(), cases.c.id.desc()).limit(most)).scalars())
