"""Sessions of the pages and failed attempts to sign in; when a session is over is the services' to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, insert, select, update

from workflow.store.engine import Connection
from workflow.store.tables import sessions, sign_in_attempts
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`digest` is the SHA-256 of the token; `kept` a form that came too late."""

    digest: str
    person_id: int
    data: Mapping[str, Any]
    started_at: datetime
    seen_at: datetime
    kept: Mapping[str, Any] | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    failures: int
    since: datetime


def create(connection: Connection, row: SessionRow) -> None:
    connection.execute(insert(sessions).values(asdict(row)))


def get(connection: Connection, digest: str) -> SessionRow | None:
    row = connection.execute(select(sessions).where(sessions.c.digest == digest)).mappings().one_or_none()
    return SessionRow(**row) if row else None


def change(connection: Connection, digest: str, **values: object) -> None:
    """Columns by name; nothing happens for a session that is gone."""
    connection.execute(update(sessions).where(sessions.c.digest == digest).values(**values))


def end_of_person(connection: Connection, person: int, now: datetime, *, but: str | None = None) -> int:
    """End all sessions of a person except that of digest `but`; how many were ended."""
    open_ones = (sessions.c.person_id == person, sessions.c.ended_at.is_(None))
    others = sessions.c.digest != but if but is not None else sessions.c.digest.is_not(None)
    return connection.execute(update(sessions).where(*open_ones, others).values(ended_at=now)).rowcount


def forget_before(connection: Connection, moment: datetime) -> int:
    """Drop sessions last seen before a moment; how many."""
    return connection.execute(delete(sessions).where(sessions.c.seen_at < moment)).rowcount


def count_attempt(
    connection: Connection, subject: str, now: datetime, *, since: datetime, counted_from: int
) -> Attempts:
    """Count one more failure, before it is known to be one, so that nobody tries faster than is counted.

    What began before `since` counts no more. The beginning moves with every failure until `counted_from` of them.
    """
    new = insert_into(connection, sign_in_attempts).values(subject=subject, failures=1, since=now)
    failures, began = sign_in_attempts.c.failures, sign_in_attempts.c.since
    moved = (began < since) | (failures < counted_from)
    changes = {
        "failures": case((began < since, 1), else_=failures + 1),
        "since": case((moved, new.excluded.since), else_=began),
    }
    stored = new.on_conflict_do_update(index_elements=["subject"], set_=changes).returning(failures, began)
    row = connection.execute(stored).one()
    return Attempts(row.failures, row.since)


def take_back_attempt(connection: Connection, subject: str) -> None:
    """It was no failure."""
    chosen = (sign_in_attempts.c.subject == subject, sign_in_attempts.c.failures > 0)
    connection.execute(update(sign_in_attempts).where(*chosen).values(failures=sign_in_attempts.c.failures - 1))


def forget_attempts(connection: Connection, *, subject: str | None = None, before: datetime | None = None) -> None:
    """Those of one subject, or all that began before a moment."""
    chosen = sign_in_attempts.c.subject == subject if before is None else sign_in_attempts.c.since < before
    connection.execute(delete(sign_in_attempts).where(chosen))
