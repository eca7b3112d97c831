"""How the service is, in what people would notice: does it answer, do reminders come, do letters leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflow.services.runtime import Runtime
from workflow.store import outgoing, timers
from workflow.store.errors import StoreError

TOLERATED: Final = timedelta(minutes=5)
"""Below this nobody calls it late: letters wait a minute for an undo, and beats come every second."""


@dataclass(frozen=True, slots=True)
class Health:
    """`clock_late` and `mail_late` are None when in time or unknown."""

    answers: bool
    clock_late: timedelta | None = None
    mail_late: timedelta | None = None
    mail_waiting: int = 0

    @property
    def fine(self) -> bool:
        return self.answers and self.clock_late is None and self.mail_late is None


def examine_health(runtime: Runtime, now: datetime) -> Health:
    """Three statements on indexes of open rows."""
    try:
        with runtime.database.snapshot() as connection:
            timer = timers.oldest_due(connection, now)
            waiting, letter = outgoing.backlog(connection, now)
    except StoreError:
        return Health(answers=False)
    return Health(True, _late(timer, now), _late(letter, now), waiting)


def _late(since: datetime | None, now: datetime) -> timedelta | None:
    return now - since if since is not None and now - since > TOLERATED else None
