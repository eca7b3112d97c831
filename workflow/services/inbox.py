"""The tasks that wait for a person, soonest due first, in the published shape."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.core.authority import InboxKey, principals
from workflow.core.canonical import LARGEST_INT, moment_text, plain
from workflow.core.deadlines import is_overdue
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.standard import RECONFIRM_OUTCOMES, UNBLOCK_OUTCOMES
from workflow.core.turn import find_slot
from workflow.services.runtime import Runtime
from workflow.services.showing import login_of
from workflow.store import candidates
from workflow.store.candidates import PAGE, START, After, Waiting
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions


def list_tasks(
    runtime: Runtime, person: int, now: datetime, *, limit: int = PAGE, after: str | None = None
) -> Mapping[str, Any]:
    """One page; `after` is the `next` of the page before. A fixed number of statements, whatever waits.

    Raises Invalid when `after` was not given out by this function.
    """
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        keys = principals(directory, person, now)
        claimants = [person, *(key.on_behalf_of for key in keys if key.on_behalf_of is not None)]
        names = [key.key for key in keys]
        rows = candidates.inbox(connection, names, claimants, after=read_place(after), most=limit + 1)
        total = candidates.count(connection, names, claimants)
        tasks = [_task(runtime, connection, row, directory=directory, keys=keys, now=now) for row in rows[:limit]]
    return {
        "total": total,
        "next": place_of(rows[limit - 1].place()) if len(rows) > limit else None,
        "tasks": [task for task in tasks if task is not None],
    }


def count_tasks(runtime: Runtime, person: int, now: datetime) -> int:
    """The `total` of `list_tasks` alone."""
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        keys = principals(directory, person, now)
        claimants = [person, *(key.on_behalf_of for key in keys if key.on_behalf_of is not None)]
        return candidates.count(connection, [key.key for key in keys], claimants)


def _task(
    runtime: Runtime,
    connection: Connection,
    row: Waiting,
    *,
    directory: Directory,
    keys: tuple[InboxKey, ...],
    now: datetime,
) -> Mapping[str, Any] | None:
    mine = [key for key in keys if key.key in row.principals and (not key.processes or row.process in key.processes)]
    if not mine:
        return None
    definition = runtime.catalogue.process(connection, row.definition).definition
    return {
        "id": str(row.task),
        "case": row.number,
        "process": row.process,
        "title": {"zh-TW": row.title.zh, "en": row.title.en},
        "state": row.state,
        "key": row.key,
        "applicant": login_of(directory, row.applicant),
        "opened_at": plain(row.opened_at),
        "due_at": plain(row.due_at),
        "overdue": row.due_at is not None and is_overdue(row.due_at, now),
        "claimed_by": login_of(directory, row.claimed_by),
        "capacity": "own" if any(key.capacity == "own" for key in mine) else "deputy",
        "actions": _actions(definition, row),
    }


def _actions(definition: Definition, row: Waiting) -> list[str]:
    """What the task asks for; whether the asker may is judged when the case is opened."""
    special = {"reconfirm": RECONFIRM_OUTCOMES, "unblock": UNBLOCK_OUTCOMES}.get(row.kind)
    slot = find_slot(definition, row.state, row.key) if special is None else None
    return [outcome.code for outcome in special or (slot.outcomes if slot else ())]


def place_of(after: After) -> str:
    """A place in an inbox as an address can hold it."""
    written = json.dumps([moment_text(after.due_at), after.case_id, after.task])
    return base64.urlsafe_b64encode(written.encode()).decode()


def read_place(place: str | None) -> After:
    """The start without one. Raises Invalid for what `place_of` never gave out."""
    if place is None:
        return START
    try:
        due, case, task = json.loads(base64.urlsafe_b64decode(place))
        after = After(datetime.fromisoformat(due), int(case), int(task))
    except (ValueError, TypeError, OverflowError) as error:
        raise Invalid(FieldProblem("after", "not_an_option")) from error
    if after.due_at.tzinfo is None or max(abs(after.case_id), abs(after.task)) > LARGEST_INT:
        raise Invalid(FieldProblem("after", "not_an_option"))
    return after
