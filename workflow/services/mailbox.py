"""What was written to people, as they got it: for whoever tries the service out and has no mail of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from workflow.adapters.posting import wording
from workflow.core.case import CaseView
from workflow.core.directory import Person
from workflow.core.errors import NotFound
from workflow.services.letters import letter_of
from workflow.services.runtime import Revisions, Runtime
from workflow.store import outgoing
from workflow.store.engine import Connection
from workflow.store.outgoing import Posted
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """`subject` and `text` are in the recipient's language. `at` is when it was settled, else when it was posted."""

    key: str
    recipient: Person
    subject: str
    text: str
    number: str | None
    at: datetime
    state: Literal["waiting", "sent", "failed", "cancelled"]


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
        wanted = directory.by_login.get(recipient, 0) if recipient is not None else None
        rows = outgoing.posted(connection, recipient=wanted, skip=(page - 1) * PAGE, most=PAGE + 1)
        people = [directory.people[person] for person in outgoing.recipients(connection)]
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
    written: list[WrittenLetter] = []
    for row in rows:
        view = by_id[row.letter.case_id or 0]
        letter = letter_of(runtime, connection, row.letter, view, revisions, now=row.settled_at or now)
        subject, text = wording(letter, base_url)
        recipient, at = directory.people[row.letter.recipient], row.settled_at or row.letter.created_at
        written.append(WrittenLetter(letter.key, recipient, subject, text, letter.number, at, _state(row)))
    return tuple(written)


def _state(row: Posted) -> Literal["waiting", "sent", "failed", "cancelled"]:
    match row.result:
        case "sent" | "failed" | "cancelled" as result:
            return result
    return "waiting"
