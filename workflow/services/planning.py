"""Planning open tasks anew when people, calendars or authority have changed: a job of the clock, in small batches.

Nobody has to tell it: the counters that move with each such change say that there is something to do, and so does a new
day, on which posts change hands and tables come into force.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from workflow.core.authority import present, recipients
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command, Holder, TaskView
from workflow.core.decision import Step
from workflow.core.directory import Directory
from workflow.core.errors import QianheError, Refused
from workflow.core.replanning import REPLAN
from workflow.services.act import act_within
from workflow.services.beating import beat_once
from workflow.services.runtime import Runtime
from workflow.store import incidents, outgoing, plans
from workflow.store.engine import Connection
from workflow.store.errors import TryAgain, Violated
from workflow.store.plans import Job
from workflow.store.revisions import load_revisions

BATCH: Final = 50
DAYS_COUNTED: Final = "days_counted"
PLAN_INCIDENT: Final = "plan"


def plan_once(runtime: Runtime, now: datetime) -> bool:
    """Plan the next few cases anew, in one transaction. False when all is planned, or another clock is at it."""
    with runtime.database.snapshot() as connection:
        job = plans.look(connection)
        if job.goal is None and job.done == _marks(runtime, connection, now):
            return False
    try:
        with runtime.database.transaction() as connection:
            claimed = plans.claim(connection)
            if claimed is None:
                return False
            _batch(runtime, connection, claimed, now)
    except (TryAgain, Violated):  # somebody acts on one of the cases; the next beat begins the batch again
        return False
    return True


def plan_and_beat(runtime: Runtime, now: datetime) -> bool:
    """A batch of planning and a beat: neither waits for the end of the other. Planning comes first, since a day that
    has moved must not be taken for missed. False when there was nothing to do."""
    planned = plan_once(runtime, now)
    return beat_once(runtime, now) or planned


def plan_all(runtime: Runtime, now: datetime) -> None:
    while plan_once(runtime, now):
        pass


def _marks(runtime: Runtime, connection: Connection, now: datetime) -> dict[str, Any]:
    """What open tasks depend on: equal marks give equal plans."""
    revisions = load_revisions(connection)
    today = now.astimezone(TAIPEI).date()
    return {
        "directory": revisions.get("directory", 0),
        "definitions": revisions.get("definitions", 0),
        "day": today.isoformat(),
        "authority": runtime.catalogue.authority_in_force(connection, today, revisions.get("definitions", 0)),
    }


def _batch(runtime: Runtime, connection: Connection, job: Job, now: datetime) -> None:
    if job.goal is None:
        job = replace(job, goal=_marks(runtime, connection, now), last_case=0, told={})
    goal = job.goal or {}
    ids = _next_cases(runtime, connection, job, now)
    told = {person: list(numbers) for person, numbers in job.told.items()}
    for case in ids:
        step = _planned(runtime, connection, case, goal, now)
        directory = runtime.people.at(connection, load_revisions(connection))
        for person in sorted(_concerned(step, directory, now)) if step is not None else ():
            told.setdefault(str(person), []).append(step.after.number or "" if step is not None else "")
    if len(ids) < BATCH:
        _tell(connection, told, goal, now)
        plans.keep(connection, Job(done=goal))
    else:
        plans.keep(connection, replace(job, last_case=ids[-1], told=told))


def _next_cases(runtime: Runtime, connection: Connection, job: Job, now: datetime) -> tuple[int, ...]:
    """All that run when definitions, calendars or authority changed; else those whose holders are gone."""
    goal = job.goal or {}
    if any(goal.get(name) != job.done.get(name) for name in ("definitions", "authority")):
        return plans.open_cases(connection, job.last_case, BATCH)
    directory = runtime.people.at(connection, load_revisions(connection))
    empty = _empty(directory, plans.principals(connection), now)
    return plans.cases_of(connection, empty, job.last_case, BATCH) if empty else ()


def _empty(directory: Directory, principals: Iterable[str], now: datetime) -> frozenset[str]:
    """Those behind whom there is nobody today."""
    today = now.astimezone(TAIPEI).date()
    return frozenset(it for it in principals if not present(directory, _holder(it), today))


def _holder(principal: str) -> Holder:
    if principal.startswith("#"):
        return Holder(person=int(principal[1:]))
    post, _, unit = principal.partition("@")
    return Holder(post, unit)


def _planned(
    runtime: Runtime, connection: Connection, case: int, goal: Mapping[str, Any], now: datetime
) -> Step | None:
    """The step, if there was something to plan. Raises TryAgain when somebody was faster."""
    command = Command(REPLAN, CLOCK, input={"authority": goal.get("authority")}, door="clock")
    try:
        done = act_within(runtime, connection, case, command, now)
    except Refused as refused:
        code = refused.refusals[0].code
        if code not in {"nothing_to_plan", "case_closed"}:
            _open_incident(connection, case, {"code": code}, now)
        return None
    except TryAgain:
        raise
    except QianheError as error:
        _open_incident(connection, case, {"error": str(error)[:500]}, now)
        return None
    if done is None:
        raise TryAgain("the case moved while it was planned")
    return done.step


def _open_incident(connection: Connection, case: int, detail: Mapping[str, object], now: datetime) -> None:
    """Somebody must look at a case for whose task nobody can be found."""
    incidents.open_incident(connection, PLAN_INCIDENT, str(case), dict(detail), at=now, case=case)


def _concerned(step: Step, directory: Directory, now: datetime) -> set[int]:
    """Whoever has a task whose day has moved."""
    moved: Any = step.facts.get("moved", ())
    tasks = [task for task in step.after.tasks if task.open and task.seq in moved]
    return {person for task in tasks for person in _people(task, directory, now, step.after.process)}


def _people(task: TaskView, directory: Directory, now: datetime, process: str) -> Collection[int]:
    if task.claimed_by is not None:
        return (task.claimed_by,)
    found: set[int] = set()
    for holder in task.holders:
        found.update(recipients(directory, holder, now, process=process, depth=1, avoid=frozenset()))
    return found


def _tell(connection: Connection, told: Mapping[str, list[str]], goal: Mapping[str, Any], now: datetime) -> None:
    """One message to each person, whatever number of their cases it concerns."""
    stamp = f"{goal.get('directory')}.{goal.get('definitions')}.{goal.get('day')}"
    for person, numbers in sorted(told.items()):
        facts = {"cases": sorted(numbers)}
        outgoing.post(connection, f"plan.{stamp}.{person}", DAYS_COUNTED, int(person), facts, at=now)
