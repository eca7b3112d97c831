"""The one job that plans open tasks anew, and the cases that it comes by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import insert, select, update

from workflow.store.engine import Connection
from workflow.store.tables import candidates, cases, plans

NAME: Final = "open_tasks"

Marks = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """`goal` None: nothing is under way. `told` holds numbers of cases by person."""

    done: Marks = field(default_factory=dict)
    goal: Marks | None = None
    last_case: int = 0
    told: Mapping[str, list[str]] = field(default_factory=dict)


def look(connection: Connection) -> Job:
    """As it stands, for nobody but who only looks."""
    row = connection.execute(_CHOSEN).one_or_none()
    return Job(*row) if row is not None else Job()


def claim(connection: Connection) -> Job | None:
    """The job, locked until this transaction ends; None while another clock has it. Raises Violated when two begin."""
    row = connection.execute(_CHOSEN.with_for_update(skip_locked=True)).one_or_none()
    if row is not None:
        return Job(*row)
    if connection.execute(select(plans.c.name)).first() is not None:
        return None
    connection.execute(insert(plans).values(name=NAME, done={}, goal=None, last_case=0, told={}))
    return Job()


def keep(connection: Connection, job: Job) -> None:
    values = {"done": dict(job.done), "goal": job.goal, "last_case": job.last_case, "told": dict(job.told)}
    connection.execute(update(plans).where(plans.c.name == NAME).values(**values))


def open_cases(connection: Connection, after: int, most: int) -> tuple[int, ...]:
    """The next running cases by id."""
    chosen = select(cases.c.id).where(cases.c.id > after, cases.c.closed_at.is_(None))
    return tuple(connection.execute(chosen.order_by(cases.c.id).limit(most)).scalars())


def principals(connection: Connection) -> frozenset[str]:
    """Everybody for whom a task is open."""
    return frozenset(connection.execute(select(candidates.c.principal).distinct()).scalars())


def cases_of(connection: Connection, those: Collection[str], after: int, most: int) -> tuple[int, ...]:
    """The next cases by id with a task that is open for one of `those`."""
    chosen = select(candidates.c.case_id).where(candidates.c.principal.in_(tuple(those)), candidates.c.case_id > after)
    return tuple(connection.execute(chosen.distinct().order_by(candidates.c.case_id).limit(most)).scalars())


_CHOSEN: Final = select(plans.c.done, plans.c.goal, plans.c.last_case, plans.c.told).where(plans.c.name == NAME)
