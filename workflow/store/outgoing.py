"""What must still reach the outside: claimed under a lease, because the outside is slow and may not answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, exists, func, insert, or_, select, update

from workflow.core.case import CLOCK
from workflow.store.engine import Connection
from workflow.store.retrying import MAIL_WAITS, next_try
from workflow.store.tables import outgoing


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` is the same in every attempt: whoever gets it can tell a repeat; `attempts` counts this one."""

    key: str
    case_id: int | None
    kind: str
    recipient: int
    facts: Mapping[str, Any]
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter about a case and what became of it: `result` is None while it waits, else sent, failed or cancelled."""

    letter: Letter
    settled_at: datetime | None
    result: str | None


_EARLIER: Final = outgoing.alias("earlier")
_LETTER: Final = (
    outgoing.c.key,
    outgoing.c.case_id,
    outgoing.c.kind,
    outgoing.c.recipient,
    outgoing.c.facts,
    outgoing.c.created_at,
    outgoing.c.attempts,
)
_TO_US: Final = (outgoing.c.case_id.is_not(None), outgoing.c.recipient != CLOCK)
"""Letters about a case to a person; those that a case issued go to nobody of ours."""
_POSTED: Final = select(*_LETTER, outgoing.c.settled_at, outgoing.c.result).where(*_TO_US)
_WAITS: Final = exists().where(
    _EARLIER.c.case_id == outgoing.c.case_id,
    _EARLIER.c.recipient == outgoing.c.recipient,
    _EARLIER.c.position < outgoing.c.position,
    _EARLIER.c.settled_at.is_(None),
)
DUE: Final = (
    select(outgoing.c.key)
    .where(outgoing.c.settled_at.is_(None), outgoing.c.next_try <= bindparam("now"), ~_WAITS)
    .order_by(outgoing.c.next_try)
    .limit(1)
    .with_for_update(skip_locked=True)
)
"""One recipient gets what concerns one case in the order in which it happened."""


def claim(connection: Connection, owner: str, now: datetime, lease: timedelta) -> Letter | None:
    """The letter that is due longest, for `owner` alone until the lease ends; then anybody may claim it again."""
    key = connection.execute(DUE, {"now": now}).scalar_one_or_none()
    if key is None:
        return None
    until = now + lease
    row = connection.execute(
        update(outgoing)
        .where(outgoing.c.key == key)
        .values(lease_owner=owner, lease_until=until, next_try=until, attempts=outgoing.c.attempts + 1)
        .returning(*_LETTER)
    ).one()
    return Letter(*row)


def mark_sent(connection: Connection, key: str, owner: str, at: datetime) -> bool:
    """False when the lease had gone to another owner meanwhile: both may have sent, under the same key."""
    return _settle(connection, key, owner, settled_at=at, result="sent", last_error=None)


def mark_failed(connection: Connection, key: str, owner: str, now: datetime, error: str) -> datetime | None:
    """When it will be tried again; None when it was given up for good, which wants an incident."""
    attempts = connection.execute(select(outgoing.c.attempts).where(outgoing.c.key == key)).scalar_one()
    again = next_try(MAIL_WAITS, attempts, now)
    if again is None:
        _settle(connection, key, owner, settled_at=now, result="failed", last_error=error)
    else:
        _settle(connection, key, owner, next_try=again, last_error=error)
    return again


def refuse(connection: Connection, key: str, owner: str, at: datetime, error: str) -> None:
    """The outside refused it for ever, an unknown address for instance: no further try."""
    _settle(connection, key, owner, settled_at=at, result="failed", last_error=error)


def drop(connection: Connection, key: str, owner: str, at: datetime) -> None:
    """Nobody needs it any more."""
    _settle(connection, key, owner, settled_at=at, result="cancelled")


def cancel_to(connection: Connection, recipients: Collection[int], kind: str, at: datetime) -> None:
    """Take back what is unsent of that kind and nobody holds a lease on."""
    free = or_(outgoing.c.lease_until.is_(None), outgoing.c.lease_until < at)
    unsent = (outgoing.c.recipient.in_(recipients), outgoing.c.kind == kind, outgoing.c.settled_at.is_(None))
    connection.execute(update(outgoing).where(*unsent, free).values(settled_at=at, result="cancelled"))


def cancel_since(connection: Connection, case_id: int, since: datetime, at: datetime) -> int:
    """Take back what steps from `since` on would still send and nobody holds a lease on; how many rows."""
    free = or_(outgoing.c.lease_until.is_(None), outgoing.c.lease_until < at)
    unsent = (outgoing.c.case_id == case_id, outgoing.c.settled_at.is_(None), outgoing.c.created_at >= since)
    chosen = update(outgoing).where(*unsent, free)
    return connection.execute(chosen.values(settled_at=at, result="cancelled")).rowcount


def post(
    connection: Connection,
    key: str,
    kind: str,
    recipient: int,
    facts: Mapping[str, Any],
    *,
    at: datetime,
    case: int | None = None,
) -> None:
    """Something that no step sends: a digest, of no case, or a code. Raises Violated when `key` was posted before."""
    row = {"key": key, "kind": kind, "recipient": recipient, "facts": dict(facts), "case_id": case}
    connection.execute(insert(outgoing).values(**row, position=0, created_at=at, not_before=at, next_try=at))


def posted(
    connection: Connection,
    *,
    key: str | None = None,
    recipient: int | None = None,
    outside: bool = False,
    skip: int = 0,
    most: int = 50,
) -> tuple[Posted, ...]:
    """Letters about cases, the newest first; with `outside` those to people without an account."""
    asked = _POSTED.where(outgoing.c.key == key) if key is not None else _POSTED
    asked = asked.where(outgoing.c.recipient == recipient) if recipient is not None else asked
    asked = asked.where(outgoing.c.recipient < 0) if outside else asked
    newest = asked.order_by(outgoing.c.created_at.desc(), outgoing.c.key.desc())
    rows = connection.execute(newest.offset(skip).limit(most))
    return tuple(Posted(Letter(*row[:7]), row.settled_at, row.result) for row in rows)


def recipients(connection: Connection) -> frozenset[int]:
    """Everybody to whom a letter about a case was ever posted."""
    asked = select(outgoing.c.recipient).where(*_TO_US).distinct()
    return frozenset(connection.execute(asked).scalars())


def backlog(connection: Connection, now: datetime) -> tuple[int, datetime | None]:
    """How many are due and unsent, and since when the oldest is."""
    due = (outgoing.c.settled_at.is_(None), outgoing.c.not_before <= now)
    row = connection.execute(select(func.count(), func.min(outgoing.c.not_before)).where(*due)).one()
    return (row[0], row[1])


def _settle(connection: Connection, key: str, owner: str, **values: Any) -> bool:
    chosen = (outgoing.c.key == key, outgoing.c.lease_owner == owner, outgoing.c.settled_at.is_(None))
    changed = connection.execute(
        update(outgoing).where(*chosen).values(lease_owner=None, lease_until=None, **values)
    ).rowcount
    return bool(changed)
