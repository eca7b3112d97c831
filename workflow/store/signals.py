"""Word from one case to another: put down with the step that sends it, taken away with the step that hears it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, delete, select, update

from workflow.store.engine import Connection
from workflow.store.retrying import TIMER_WAITS, next_try
from workflow.store.tables import cases, register_rows, signals
from workflow.store.upserting import insert_into

ENDED: Final = "ended"
CALL_OFF: Final = "call_off"
SENT: Final = "sent"

CLAIM: Final = (
    select(
        signals.c.case_id,
        signals.c.source,
        signals.c.version,
        signals.c.place,
        signals.c.kind,
        signals.c.content,
    )
    .join(cases, cases.c.id == signals.c.case_id)
    .where(signals.c.next_try <= bindparam("now"))
    .order_by(signals.c.next_try)
    .limit(1)
    .with_for_update(of=cases, skip_locked=True)
)
"""As timers are claimed: under the lock of the case that is to hear."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`case` is to hear what `source` sent with its entry `version`."""

    case: int
    source: int
    version: int
    place: int
    kind: str
    content: Mapping[str, Any]


def put(connection: Connection, signal: Waiting, at: datetime) -> None:
    """What is said twice from the same place is said once."""
    row = {
        "case_id": signal.case,
        "source": signal.source,
        "version": signal.version,
        "place": signal.place,
        "kind": signal.kind,
        "content": dict(signal.content),
        "at": at,
        "next_try": at,
    }
    connection.execute(insert_into(connection, signals).values(**row).on_conflict_do_nothing())


def target(connection: Connection, code: str, register: str) -> int | None:
    """The case of that number, or the one that wrote the row of a register last; None when there is none."""
    wanted = select(cases.c.id).where(cases.c.number == code)
    if register:
        row = (register_rows.c.register == register, register_rows.c.code == code)
        wanted = select(register_rows.c.case_id).where(*row)
    found: int | None = connection.execute(wanted).scalar_one_or_none()
    return found


def claim_due(connection: Connection, now: datetime) -> Waiting | None:
    """What waits longest for a case that nobody else has locked; None when there is nothing."""
    row = connection.execute(CLAIM, {"now": now}).one_or_none()
    return Waiting(*row) if row else None


def take(connection: Connection, signal: Waiting) -> None:
    connection.execute(delete(signals).where(*_one(signal)))


def postpone(connection: Connection, signal: Waiting, now: datetime, error: str) -> int:
    """Count a failure in a transaction of its own; the failures so far. After the eighth it is not claimed again."""
    attempts: int = connection.execute(select(signals.c.attempts).where(*_one(signal))).scalar_one() + 1
    again = next_try(TIMER_WAITS, attempts, now)
    changed = update(signals).where(*_one(signal)).values(attempts=attempts, last_error=error, next_try=again)
    connection.execute(changed)
    return attempts


def _one(signal: Waiting) -> tuple[ColumnElement[bool], ...]:
    return (
        signals.c.case_id == signal.case,
        signals.c.source == signal.source,
        signals.c.version == signal.version,
        signals.c.place == signal.place,
    )
