"""Sessions of the pages: who is signed in, for how long, and what was typed when it was too late."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from workflow.core.canonical import sha256_hex
from workflow.core.directory import Person
from workflow.services.runtime import Runtime
from workflow.store import sessions
from workflow.store.revisions import load_revisions
from workflow.store.sessions import SessionRow

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=12)
KEPT_FOR: Final = timedelta(days=7)
NOTED_EVERY: Final = timedelta(minutes=1)
TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Session:
    """`live` says whether it still opens anything; `data` is the pages' own. `ends_at` moves with every request."""

    person: Person
    data: Mapping[str, Any]
    live: bool
    ends_at: datetime
    kept: Mapping[str, Any] | None = None


def begin_session(runtime: Runtime, person: int, now: datetime) -> str:
    """The token of a new session, 256 random bits; only its digest is stored. Drops sessions long over."""
    token = base64.urlsafe_b64encode(runtime.random_bytes(TOKEN_BYTES)).decode("ascii").rstrip("=")
    with runtime.database.transaction() as connection:
        sessions.forget_before(connection, now - KEPT_FOR)
        sessions.create(connection, SessionRow(_digest(token), person, {}, now, now))
    return token


def find_session(runtime: Runtime, token: str, now: datetime) -> Session | None:
    """The session of a token, live or over; None for a token that nobody has or whose person has left.

    That it is in use is noted once a minute.
    """
    digest = _digest(token)
    with runtime.database.snapshot() as connection:
        row = sessions.get(connection, digest)
        directory = runtime.people.at(connection, load_revisions(connection)) if row else None
    person = directory.people.get(row.person_id) if row and directory else None
    if row is None or person is None or not person.active:
        return None
    live = row.ended_at is None and now < _ends_at(row, row.seen_at)
    if live and now - row.seen_at >= NOTED_EVERY:
        with runtime.database.transaction() as connection:
            sessions.change(connection, digest, seen_at=now)
    return Session(person, row.data, live, _ends_at(row, now if live else row.seen_at), row.kept)


def write_session(runtime: Runtime, token: str, data: Mapping[str, Any]) -> None:
    """Replace what the pages remember."""
    with runtime.database.transaction() as connection:
        sessions.change(connection, _digest(token), data=dict(data))


def keep_form(runtime: Runtime, token: str, form: Mapping[str, Any] | None) -> None:
    """Remember with a session that is over what was sent too late; None forgets it."""
    with runtime.database.transaction() as connection:
        sessions.change(connection, _digest(token), kept=dict(form) if form is not None else None)


def end_session(runtime: Runtime, token: str, now: datetime) -> None:
    with runtime.database.transaction() as connection:
        sessions.change(connection, _digest(token), ended_at=now)


def end_other_sessions(runtime: Runtime, person: int, token: str | None, now: datetime) -> int:
    """End all of a person's sessions but that of `token`; how many were open."""
    with runtime.database.transaction() as connection:
        return sessions.end_of_person(connection, person, now, but=_digest(token) if token is not None else None)


def _ends_at(row: SessionRow, seen_at: datetime) -> datetime:
    return min(seen_at + IDLE, row.started_at + ABSOLUTE)


def _digest(token: str) -> str:
    return sha256_hex(token.encode("utf-8", "surrogatepass"))
