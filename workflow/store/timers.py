"""Armed timers: which case has something due, and what to do with a timer that fails."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select, update

from workflow.store.engine import Connection
from workflow.store.retrying import TIMER_WAITS, next_try
from workflow.store.tables import cases, signals, timers

CLAIM: Final = (
    select(timers.c.case_id, timers.c.seq)
    .join(cases, cases.c.id == timers.c.case_id)
    .where(timers.c.settled_at.is_(None), timers.c.next_try <= bindparam("now"))
    .order_by(timers.c.next_try)
    .limit(1)
    .with_for_update(of=cases, skip_locked=True)
)
"""SQLite has no row locks and leaves the last clause out: its transaction has the whole database."""


def claim_due(connection: Connection, now: datetime) -> tuple[int, int] | None:
    """(case id, timer seq) of what is due longest in a case that nobody else has locked; None when there is nothing.

    The case stays locked until this transaction ends, so load it anew in it: the timer may just have been settled.
    """
    row = connection.execute(CLAIM, {"now": now}).one_or_none()
    return (row.case_id, row.seq) if row else None


def postpone(connection: Connection, case_id: int, seq: int, now: datetime, error: str) -> int:
    """Count a failure in a transaction of its own; the failures so far. After the eighth it is not claimed again."""
    chosen = (timers.c.case_id == case_id, timers.c.seq == seq)
    attempts: int = connection.execute(select(timers.c.attempts).where(*chosen)).scalar_one() + 1
    connection.execute(
        update(timers)
        .where(*chosen)
        .values(attempts=attempts, last_error=error, next_try=next_try(TIMER_WAITS, attempts, now))
    )
    return attempts


def release(connection: Connection, case_id: int, seq: int, now: datetime) -> None:
    """Try a timer that was given up again from now on, with all its tries."""
    chosen = (timers.c.case_id == case_id, timers.c.seq == seq, timers.c.settled_at.is_(None))
    connection.execute(update(timers).where(*chosen).values(attempts=0, next_try=now))


def oldest_due(connection: Connection, now: datetime) -> datetime | None:
    """Since when what waits longest for a clock is due, a timer or word to a case; None when nothing is."""
    waiting = (timers.c.settled_at.is_(None), timers.c.next_try.is_not(None), timers.c.next_try <= now)
    due = select(timers.c.next_try).where(*waiting)
    unheard = select(signals.c.next_try).where(signals.c.next_try.is_not(None), signals.c.next_try <= now)
    both = due.union_all(unheard).subquery()
    oldest: datetime | None = connection.execute(select(func.min(both.c.next_try))).scalar_one()
    return oldest
