"""One beat of the clock: claim a case that has something due and do it, or say that there is nothing."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from workflow.core.case import CLOCK, Command
from workflow.core.errors import Refused
from workflow.core.firing import FIRE
from workflow.services.act import act_within
from workflow.services.runtime import Runtime
from workflow.store import incidents, timers
from workflow.store.errors import TryAgain
from workflow.store.retrying import TIMER_WAITS

TIMER_INCIDENT: Final = "timer"

_log = logging.getLogger(__name__)


class _Failed(Exception):
    """A timer's own step failed; its transaction is rolled back before the failure is written down."""

    def __init__(self, case: int, timer: int, error: Exception) -> None:
        super().__init__(case, timer)
        self.case, self.timer, self.error = case, timer, error


def beat_once(runtime: Runtime, now: datetime) -> bool:
    """Fire the timer that is due longest, in one transaction under the lock of its case. False when nothing is due.

    A timer that fails is tried later and never keeps others waiting; after its last try an incident is opened.
    Raises TryAgain while the database does not answer: the next beat will.
    """
    try:
        return _fire_one(runtime, now)
    except _Failed as failed:
        _log.warning("timer %s of case %s failed: %r", failed.timer, failed.case, failed.error)
        _write_down(runtime, failed, now)
        return True


def _fire_one(runtime: Runtime, now: datetime) -> bool:
    with runtime.database.transaction() as connection:
        claimed = timers.claim_due(connection, now)
        if claimed is None:
            return False
        case, timer = claimed
        command = Command(FIRE, CLOCK, timer=timer, door="clock")
        try:
            act_within(runtime, connection, case, command, now)
        except TryAgain:
            raise
        except Refused as refused:
            if refused.refusals[0].code != "timer_settled":
                raise _Failed(case, timer, refused) from refused
        except Exception as error:
            raise _Failed(case, timer, error) from error
    return True


def _write_down(runtime: Runtime, failed: _Failed, now: datetime) -> None:
    detail = f"{type(failed.error).__name__}: {failed.error}"[:500]
    with runtime.database.transaction() as connection:
        attempts = timers.postpone(connection, failed.case, failed.timer, now, detail)
        if attempts > len(TIMER_WAITS):
            key = f"{failed.case}/{failed.timer}"
            incidents.open_incident(connection, TIMER_INCIDENT, key, {"error": detail}, at=now, case=failed.case)
