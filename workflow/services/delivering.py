"""Hand one outgoing message to the outside: claimed under a lease, sent between two transactions, then settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflow.core.directory import is_active
from workflow.core.errors import NotDelivered
from workflow.core.guests import is_guest
from workflow.core.letters import AnyLetter
from workflow.core.rendering import LETTER
from workflow.services.guest_letters import NotNeeded, guest_letter_of
from workflow.services.letters import digest_of, issued_letter_of, letter_of
from workflow.services.runtime import Runtime
from workflow.store import incidents, outgoing
from workflow.store.engine import Connection
from workflow.store.outgoing import Letter as Row
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case

LEASE: Final = timedelta(seconds=120)
MAIL_INCIDENT: Final = "mail"

Send = Callable[[AnyLetter], None]
"""Raises NotDelivered; anything else that it raises counts as a passing failure too."""


def _nothing_follows(_letter: AnyLetter, _now: datetime) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Deliverer:
    """`owner` tells this process from the others that deliver; `follow` is told of each letter that is away."""

    runtime: Runtime
    send: Send
    owner: str
    follow: Callable[[AnyLetter, datetime], None] = _nothing_follows


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
    except NotNeeded:
        with database.transaction() as connection:
            outgoing.drop(connection, row.key, deliverer.owner, now)
    except NotDelivered as problem:
        _failed(deliverer, row, now, error=str(problem), permanent=problem.permanent)
    except Exception as problem:
        _failed(deliverer, row, now, error=f"{type(problem).__name__}: {problem}", permanent=False)
    else:
        with database.transaction() as connection:
            outgoing.mark_sent(connection, row.key, deliverer.owner, now)
        deliverer.follow(letter, now)
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


def _letter(runtime: Runtime, connection: Connection, row: Row, now: datetime) -> AnyLetter:
    if row.case_id is None:
        return _of_no_case(runtime, connection, row)
    loaded = load_case(connection, row.case_id)
    if loaded is None:
        raise NotDelivered("its case does not exist", permanent=True)
    if is_guest(row.recipient):
        return guest_letter_of(runtime, connection, row, loaded.view, loaded.revisions)
    if row.kind == LETTER:
        return issued_letter_of(runtime, connection, row, loaded.view, loaded.revisions)
    if not is_active(runtime.people.at(connection, loaded.revisions), row.recipient):
        raise NotDelivered("the recipient has left", permanent=True)
    return letter_of(runtime, connection, row, loaded.view, loaded.revisions, now=now)


def _of_no_case(runtime: Runtime, connection: Connection, row: Row) -> AnyLetter:
    revisions = load_revisions(connection)
    if not is_active(runtime.people.at(connection, revisions), row.recipient):
        raise NotDelivered("the recipient has left", permanent=True)
    return digest_of(runtime, connection, row, revisions)
