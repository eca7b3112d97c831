"""The cases that a person has applied for, each with the sentence that says where it stands."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflow.core.authority import standings
from workflow.core.calendar import Calendar
from workflow.core.canonical import moment_text
from workflow.core.deadlines import is_overdue
from workflow.core.directory import Directory
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.situation import Situation, Standing, timing, whereabouts
from workflow.core.starting import begins_by_form
from workflow.core.text import Text
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.store import cases, looks
from workflow.store.cases import TOP, Listed, Newest
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class MyCase:
    """`mine`: it waits for the applicant; `due_at` is of what waits now, `news` since the applicant looked last."""

    number: str
    title: Text
    process: Text
    speed: str
    state: Text
    where: Situation
    timing: Situation | None
    names: Names
    started_at: datetime
    closed_at: datetime | None
    outcome: str | None
    due_at: datetime | None
    overdue: bool
    mine: bool
    news: bool


@dataclass(frozen=True, slots=True)
class MyCases:
    cases: tuple[MyCase, ...]
    next: str | None


def list_my_cases(
    runtime: Runtime,
    person: int,
    now: datetime,
    *,
    closed: bool = False,
    after: str | None = None,
    limit: int = PAGE,
) -> MyCases:
    """The newest first; four statements. What only follows from other cases nobody applied for.

    Raises Invalid when `after` was not given out by this function.
    """
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        others = _only_following(runtime, connection, revisions.get("definitions", 0))
        rows = cases.of_applicant(connection, person, closed=closed, after=_read(after), most=limit + 1, but=others)
        seen = looks.versions(connection, person, [row.id for row in rows])
        reading = _Reading(runtime, connection, directory, person, now, revisions.get("definitions", 0))
        shown = tuple(_case(reading, row, seen.get(row.id, 0)) for row in rows[:limit])
    return MyCases(shown, _place(rows[limit - 1].place()) if len(rows) > limit else None)


def _only_following(runtime: Runtime, connection: Connection, revision: int) -> frozenset[str]:
    """Processes that people cannot begin."""
    published = runtime.catalogue.current(connection, revision).processes
    newest = {key: runtime.catalogue.process(connection, versions[-1][1]) for key, versions in published.items()}
    return frozenset(key for key, process in newest.items() if not begins_by_form(process.definition))


@dataclass(frozen=True, slots=True)
class _Reading:
    runtime: Runtime
    connection: Connection
    directory: Directory
    person: int
    now: datetime
    revision: int

    def calendar(self, keys: tuple[str, ...]) -> Calendar:
        return self.runtime.catalogue.calendar(self.connection, keys, self.revision)


# long because it names every part of a row once
def _case(reading: _Reading, row: Listed, seen: int) -> MyCase:
    definition = reading.runtime.catalogue.process(reading.connection, row.definition).definition
    state = definition.states[row.state]
    standing = Standing(
        state=row.state,
        applicant=row.applicant,
        tasks=row.tasks,
        started_at=row.started_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        party=state.party,
        awaits=state.subcase is not None,
    )
    mine = any(_is_mine(reading, row))
    due_at = min((task.due_at for task in row.tasks if task.due_at is not None), default=None)
    return MyCase(
        number=row.number,
        title=row.title,
        process=definition.title,
        speed=row.speed or definition.speed,
        state=state.label,
        where=whereabouts(standing, mine=mine),
        timing=timing(standing, reading.calendar(definition.calendars), reading.now),
        names=Names(reading.directory, definition),
        started_at=row.started_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        due_at=due_at,
        overdue=due_at is not None and is_overdue(due_at, reading.now),
        mine=mine,
        news=seen < row.version,
    )


def _is_mine(reading: _Reading, row: Listed) -> Iterator[bool]:
    for task in row.tasks:
        found = standings(reading.directory, task.holders, reading.person, reading.now, row.process)
        yield bool(found) and any(holder.person == reading.person for holder in task.holders)


def _place(place: Newest) -> str:
    written = json.dumps([moment_text(place.started_at), place.case_id])
    return base64.urlsafe_b64encode(written.encode()).decode()


def _read(place: str | None) -> Newest:
    if place is None:
        return TOP
    try:
        started, case = json.loads(base64.urlsafe_b64decode(place))
        return Newest(datetime.fromisoformat(started), int(case))
    except (ValueError, TypeError) as error:
        raise Invalid(FieldProblem("after", "not_an_option")) from error
