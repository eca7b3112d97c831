"""Where the running cases of a process stand, and who is asked there."""

from __future__ import annotations

from sqlalchemy import func, select

from workflow.store.engine import Connection
from workflow.store.tables import candidates, cases, tasks


def cases_by_state(connection: Connection, process: str) -> dict[str, int]:
    """Running cases of whatever version. Reads every case: for reports."""
    chosen = select(cases.c.state, func.count()).where(cases.c.process == process, cases.c.closed_at.is_(None))
    rows = connection.execute(chosen.group_by(cases.c.state)).all()
    return {row[0]: row[1] for row in rows}


def principals_by_state(connection: Connection, process: str) -> dict[str, tuple[str, ...]]:
    """Under which principals (`post@unit`, `#id`) open tasks are found, by the state of their case."""
    chosen = (
        select(cases.c.state, candidates.c.principal)
        .join(tasks, (tasks.c.case_id == candidates.c.case_id) & (tasks.c.seq == candidates.c.task_seq))
        .join(cases, cases.c.id == tasks.c.case_id)
        .where(cases.c.process == process, tasks.c.closed_at.is_(None))
        .distinct()
        .order_by(cases.c.state, candidates.c.principal)
    )
    found: dict[str, tuple[str, ...]] = {}
    for state, principal in connection.execute(chosen):
        found[state] = (*found.get(state, ()), principal)
    return found


def open_tasks(connection: Connection, definition: str) -> dict[str, dict[str, int]]:
    """How many open tasks there are by state and key, of the cases of one version."""
    chosen = (
        select(tasks.c.state, tasks.c.key, func.count())
        .join(cases, cases.c.id == tasks.c.case_id)
        .where(cases.c.definition == definition, tasks.c.closed_at.is_(None))
        .group_by(tasks.c.state, tasks.c.key)
    )
    found: dict[str, dict[str, int]] = {}
    for state, key, count in connection.execute(chosen):
        found.setdefault(state, {})[key] = count
    return found
