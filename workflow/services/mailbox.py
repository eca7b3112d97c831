"""What was written to people, as they got it: for whoever tries the service out and has no mail of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from workflow.adapters.posting import wording
from workflow.core.case import CaseView
from workflow.core.directory import Person
from workflow.core.errors import NotFound
from workflow.core.guests import INVITATION, is_guest
from workflow.core.letters import AnyLetter, GuestLetter
from workflow.core.text import Text
from workflow.services.guest_letters import written_letter
from workflow.services.letters import letter_of
from workflow.services.runtime import Revisions, Runtime
from workflow.store import guests, outgoing
from workflow.store.engine import Connection
from workflow.store.outgoing import Posted
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

PAGE: Final = 50
OUTSIDE: Final = Person(-1, "guest", Text("校外對方", "People outside"), "", "en")
"""Stands for all who have no account."""


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """`subject` and `text` are in the recipient's language. `at` is when it was settled, else when it was posted.

    `opens` is the path that the link of an invitation leads to.
    """

    key: str
    recipient: Person
    subject: str
    text: str
    number: str | None
    at: datetime
    state: Literal["waiting", "sent", "failed", "cancelled"]
    opens: str | None = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One page, newest first; `recipients` are all to whom something was ever written."""

    letters: tuple[WrittenLetter, ...]
    recipients: tuple[Person, ...]
    more: bool


def list_letters(
    runtime: Runtime, base_url: str, now: datetime, *, recipient: str | None = None, page: int = 1
) -> Mailbox:
    """`recipient` is a login; one that nobody has got nothing. A fixed number of statements."""
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        outside = recipient == OUTSIDE.login
        wanted = directory.by_login.get(recipient, 0) if recipient is not None and not outside else None
        skip = (page - 1) * PAGE
        rows = outgoing.posted(connection, recipient=wanted, outside=outside, skip=skip, most=PAGE + 1)
        reached = outgoing.recipients(connection)
        people = [directory.people[person] for person in reached if not is_guest(person)]
        people += [OUTSIDE] if any(is_guest(person) for person in reached) else []
        letters = _written(runtime, connection, rows[:PAGE], revisions, base_url=base_url, now=now)
    return Mailbox(letters, tuple(sorted(people, key=lambda person: person.login)), len(rows) > PAGE)


def open_letter(runtime: Runtime, base_url: str, key: str, now: datetime) -> WrittenLetter:
    """Raises NotFound."""
    with runtime.database.snapshot() as connection:
        rows = outgoing.posted(connection, key=key)
        if not rows:
            raise NotFound("letter", key)
        return _written(runtime, connection, rows, load_revisions(connection), base_url=base_url, now=now)[0]


def _written(
    runtime: Runtime,
    connection: Connection,
    rows: tuple[Posted, ...],
    revisions: Revisions,
    *,
    base_url: str,
    now: datetime,
) -> tuple[WrittenLetter, ...]:
    views = load_cases(connection, sorted({row.letter.case_id or 0 for row in rows}))
    by_id: Mapping[int, CaseView] = {view.id: view for view in views}
    directory = runtime.people.at(connection, revisions)
    links = guests.of_ids(connection, [-row.letter.recipient for row in rows if is_guest(row.letter.recipient)])
    written: list[WrittenLetter] = []
    for row in rows:
        view, at = by_id[row.letter.case_id or 0], row.settled_at or row.letter.created_at
        link = links.get(-row.letter.recipient)
        letter: AnyLetter
        if link is not None:
            letter = written_letter(runtime, connection, row.letter, view, revisions, link=link)
            recipient = replace(OUTSIDE, name=Text(link.address, link.address), email=link.address)
        else:
            letter = letter_of(runtime, connection, row.letter, view, revisions, now=row.settled_at or now)
            recipient = directory.people[row.letter.recipient]
        subject, text = wording(letter, base_url)
        opens = f"/x/{letter.token}" if isinstance(letter, GuestLetter) and letter.kind == INVITATION else None
        written.append(WrittenLetter(letter.key, recipient, subject, text, letter.number, at, _state(row), opens))
    return tuple(written)


def _state(row: Posted) -> Literal["waiting", "sent", "failed", "cancelled"]:
    match row.result:
        case "sent" | "failed" | "cancelled" as result:
            return result
    return "waiting"
