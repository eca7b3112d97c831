"""Hand one outgoing message to the outside: claimed under a lease, sent between two transactions, then settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView
from workflow.core.deadlines import is_overdue, working_days_between
from workflow.core.directory import Directory
from workflow.core.errors import NotDelivered
from workflow.core.letters import Letter
from workflow.core.machine import Process
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.services.act import typed
from workflow.services.runtime import Runtime
from workflow.store import incidents, outgoing
from workflow.store.engine import Connection
from workflow.store.outgoing import Letter as Row
from workflow.store.steps import load_case

LEASE: Final = timedelta(seconds=120)
MAIL_INCIDENT: Final = "mail"

Send = Callable[[Letter], None]
"""Raises NotDelivered; anything else that it raises counts as a passing failure too."""


@dataclass(frozen=True, slots=True)
class Deliverer:
    """`owner` tells this process from the others that deliver."""

    runtime: Runtime
    send: Send
    owner: str


def deliver_once(deliverer: Deliverer, now: datetime) -> bool:
    """Send the message that is due longest. False when nothing is due.

    A failure is tried again with growing pauses; a refusal for ever, or the last failure, opens an incident.
    """
    database = deliverer.runtime.database
    with database.transaction() as connection:
        row = outgoing.claim(connection, deliverer.owner, now, LEASE)
    if row is None:
        return False
    try:
        with database.snapshot() as connection:
            letter = _letter(deliverer.runtime, connection, row, now)
        deliverer.send(letter)
    except NotDelivered as problem:
        _failed(deliverer, row, now, error=str(problem), permanent=problem.permanent)
    except Exception as problem:
        _failed(deliverer, row, now, error=f"{type(problem).__name__}: {problem}", permanent=False)
    else:
        with database.transaction() as connection:
            outgoing.mark_sent(connection, row.key, deliverer.owner, now)
    return True


def _failed(deliverer: Deliverer, row: Row, now: datetime, *, error: str, permanent: bool) -> None:
    with deliverer.runtime.database.transaction() as connection:
        again = None
        if permanent:
            outgoing.refuse(connection, row.key, deliverer.owner, now, error[:500])
        else:
            again = outgoing.mark_failed(connection, row.key, deliverer.owner, now, error[:500])
        if again is None:
            detail = {"error": error[:500], "recipient": row.recipient}
            incidents.open_incident(connection, MAIL_INCIDENT, row.key, detail, at=now, case=row.case_id)


# long because it names each fact of a letter once
def _letter(runtime: Runtime, connection: Connection, row: Row, now: datetime) -> Letter:
    loaded = load_case(connection, row.case_id or 0)
    if loaded is None:
        raise NotDelivered("its case does not exist", permanent=True)
    process = runtime.catalogue.process(connection, loaded.view.definition)
    directory = runtime.people.at(connection, loaded.revisions)
    person = directory.people.get(row.recipient)
    if person is None or not person.active:
        raise NotDelivered("the recipient has left", permanent=True)
    view, facts = typed(process, loaded.view), row.facts
    due_at = _moment(facts.get("due_at"))
    return Letter(
        key=row.key,
        kind=row.kind,
        address=person.email,
        language=person.language,
        made_at=row.created_at,
        process=process.definition.title,
        title=case_title(process.definition, view.data),
        number=view.number,
        state=process.definition.states[facts["state"]].label,
        applicant=_name(directory, view.applicant),
        by=_name(directory, facts.get("by")),
        reason=facts.get("reason"),
        speed=process.definition.speed,
        outcome=_outcome(process, view),
        task_kind=facts.get("kind"),
        opened_at=_moment(facts.get("opened_at")),
        due_at=due_at,
        because=_because(directory, facts),
        deputy_for=_name(directory, facts.get("deputy_for")),
        overdue_days=_overdue_days(runtime, connection, process, due_at, now=now, revision=_revision(loaded.revisions)),
    )


def _revision(revisions: Mapping[str, int]) -> int:
    return revisions.get("definitions", 0)


def _overdue_days(
    runtime: Runtime, connection: Connection, process: Process, due_at: datetime | None, *, now: datetime, revision: int
) -> int | None:
    if due_at is None or not is_overdue(due_at, now):
        return None
    calendar = runtime.catalogue.calendar(connection, process.definition.calendars, revision)
    days = working_days_between(calendar, due_at.astimezone(TAIPEI).date(), now.astimezone(TAIPEI).date())
    return int(days) or None


def _outcome(process: Process, view: CaseView) -> Text | None:
    return process.definition.states[view.state].label if view.outcome is not None else None


def _because(directory: Directory, facts: Mapping[str, Any]) -> Text | None:
    post, unit = directory.posts.get(facts.get("post") or ""), directory.units.get(facts.get("unit") or "")
    if post is None or unit is None:
        return None
    return Text(f"{unit.label.zh} {post.label.zh}", f"{post.label.en}, {unit.label.en}")


def _name(directory: Directory, person: int | None) -> Text | None:
    known = directory.people.get(person or 0)
    return known.name if known else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
