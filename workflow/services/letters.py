"""What a letter says: the facts that were frozen when it was decided on, with the names of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView
from workflow.core.deadlines import is_overdue, working_days_between
from workflow.core.directory import Directory
from workflow.core.errors import NotDelivered
from workflow.core.letters import IssuedLetter, Letter
from workflow.core.machine import Process
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.services.runtime import Revisions, Runtime
from workflow.services.typed import typed
from workflow.store import renderings
from workflow.store.engine import Connection
from workflow.store.outgoing import Letter as Row

MOST_NAMED: Final = 10
NOTHING: Final = Text("", "")


# long because it names each fact of a letter once
def letter_of(
    runtime: Runtime, connection: Connection, row: Row, view: CaseView, revisions: Revisions, *, now: datetime
) -> Letter:
    """`view` is the letter's case. Raises KeyError when nobody has the recipient's id."""
    process = runtime.catalogue.process(connection, view.definition)
    directory = runtime.people.at(connection, revisions)
    recipient, revision = directory.people[row.recipient], revisions.get("definitions", 0)
    view, facts = typed(process, view), row.facts
    due_at = _moment(facts.get("due_at"))
    letterhead = runtime.catalogue.current(connection, revision).letterhead
    return Letter(
        key=row.key,
        kind=row.kind,
        address=recipient.email,
        language=recipient.language,
        made_at=row.created_at,
        process=process.definition.title,
        title=case_title(process.definition, view.data),
        number=view.number,
        state=_state(process, facts["state"]),
        applicant=_name(directory, view.applicant),
        by=_by(directory, facts),
        reason=facts.get("reason"),
        speed=facts.get("speed") or process.definition.speed,
        outcome=_outcome(process, view, row.created_at),
        task_kind=facts.get("kind"),
        opened_at=_moment(facts.get("opened_at")),
        due_at=due_at,
        because=_because(directory, facts),
        deputy_for=_name(directory, facts.get("deputy_for")),
        days=facts["days"] if isinstance(facts.get("days"), str) else None,
        until=_moment(facts.get("until")),
        overdue_days=_overdue_days(runtime, connection, process, due_at, now=now, revision=revision),
        letterhead=letterhead,
    )


def issued_letter_of(
    runtime: Runtime, connection: Connection, row: Row, view: CaseView, revisions: Revisions
) -> IssuedLetter:
    """The mail that takes a letter to its addressee. Raises NotDelivered when there is no such document."""
    facts = row.facts
    found = [it for it in renderings.of_case(connection, view.id) if it.name == facts["document"]]
    made = next((it for it in found if it.version == facts["version"]), None)
    if made is None:
        raise NotDelivered("there is no such document", permanent=True)
    definition = runtime.catalogue.process(connection, made.definition).definition
    directory = runtime.people.at(connection, revisions)
    spec = definition.documents[made.name]
    return IssuedLetter(
        key=row.key,
        address=str(facts["address"]),
        made_at=row.created_at,
        number=view.number or "",
        doc_no=made.number,
        document=spec.label,
        issuer=next((unit.label for unit in directory.units.values() if unit.parent is None), NOTHING),
        language=spec.language,
        sha256=str(facts["sha256"]),
        filename=f"{view.number}_{made.name}.pdf",
        code=made.code,
        letterhead=runtime.catalogue.current(connection, revisions.get("definitions", 0)).letterhead,
    )


def digest_of(runtime: Runtime, connection: Connection, row: Row, revisions: Revisions) -> Letter:
    """A letter about several cases at once: its title names them. Raises KeyError when nobody is the recipient."""
    recipient = runtime.people.at(connection, revisions).people[row.recipient]
    numbers = list(row.facts["cases"])
    more = len(numbers) - MOST_NAMED
    named = numbers[:MOST_NAMED]
    return Letter(
        key=row.key,
        kind=row.kind,
        address=recipient.email,
        language=recipient.language,
        made_at=row.created_at,
        process=NOTHING,
        title=Text(
            "、".join(named) + (f" 等 {len(numbers)} 件" if more > 0 else ""),
            ", ".join(named) + (f" and {more} more" if more > 0 else ""),
        ),
        number=None,
        state=None,
        applicant=None,
        by=None,
        reason=None,
        speed="ordinary",
        letterhead=runtime.catalogue.current(connection, revisions.get("definitions", 0)).letterhead,
    )


def _state(process: Process, name: str) -> Text:
    """A message may wait while its case is moved to a version that does not have the state any more."""
    known = process.definition.states.get(name)
    return known.label if known is not None else Text(name, name)


def _overdue_days(
    runtime: Runtime, connection: Connection, process: Process, due_at: datetime | None, *, now: datetime, revision: int
) -> int | None:
    if due_at is None or not is_overdue(due_at, now):
        return None
    calendar = runtime.catalogue.calendar(connection, process.definition.calendars, revision)
    days = working_days_between(calendar, due_at.astimezone(TAIPEI).date(), now.astimezone(TAIPEI).date())
    return int(days) or None


def _outcome(process: Process, view: CaseView, at: datetime) -> Text | None:
    """Of a case that had ended when the letter was decided on; a later end is no news of that letter."""
    ended = view.closed_at is not None and view.closed_at <= at
    return process.definition.states[view.state].label if ended else None


def _because(directory: Directory, facts: Mapping[str, Any]) -> Text | None:
    post, unit = directory.posts.get(facts.get("post") or ""), directory.units.get(facts.get("unit") or "")
    if post is None or unit is None:
        return None
    return Text(f"{unit.label.zh} {post.label.zh}", f"{post.label.en}, {unit.label.en}")


def _name(directory: Directory, person: int | None) -> Text | None:
    known = directory.people.get(person or 0)
    return known.name if known else None


def _by(directory: Directory, facts: Mapping[str, Any]) -> Text | None:
    """Somebody outside is called as they called themselves."""
    guest = facts.get("guest")
    return Text(guest, guest) if guest else _name(directory, facts.get("by"))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
