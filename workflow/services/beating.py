"""One beat of the clock: claim a case that has something due, or something to hear, and do it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from workflow.core.case import CLOCK, Command
from workflow.core.errors import Refused
from workflow.core.firing import FIRE
from workflow.services.act import act_within
from workflow.services.runtime import Runtime
from workflow.services.signalling import command_of
from workflow.store import incidents, signals, timers
from workflow.store.errors import TryAgain
from workflow.store.retrying import TIMER_WAITS
from workflow.store.signals import Waiting

TIMER_INCIDENT: Final = "timer"
SIGNAL_INCIDENT: Final = "signal"

_log = logging.getLogger(__name__)


class _Failed(Exception):
    """A timer's own step failed; its transaction is rolled back before the failure is written down."""

    def __init__(self, case: int, timer: int, error: Exception) -> None:
        super().__init__(case, timer)
        self.case, self.timer, self.error = case, timer, error


class _Unheard(Exception):
    """The step that was to hear a signal failed; its transaction is rolled back."""

    def __init__(self, signal: Waiting, error: Exception) -> None:
        super().__init__(signal)
        self.signal, self.error = signal, error


def beat_once(runtime: Runtime, now: datetime) -> bool:
    """Fire the timer that is due longest, or let a case hear what waits longest for it; each in one transaction under
    the lock of the case. False when there is nothing.

    What fails is tried later and never keeps others waiting; after its last try an incident is opened.
    Raises TryAgain while the database does not answer: the next beat will.
    """
    try:
        return _fire_one(runtime, now) or _hear_one(runtime, now)
    except _Failed as failed:
        _log.warning("timer %s of case %s failed: %r", failed.timer, failed.case, failed.error)
        _write_down(runtime, failed, now)
        return True
    except _Unheard as unheard:
        _log.warning("signal %s failed: %r", unheard.signal, unheard.error)
        _write_down_unheard(runtime, unheard, now)
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


def _hear_one(runtime: Runtime, now: datetime) -> bool:
    with runtime.database.transaction() as connection:
        signal = signals.claim_due(connection, now)
        if signal is None:
            return False
        try:
            done = act_within(runtime, connection, signal.case, command_of(connection, signal), now)
        except TryAgain:
            raise
        except Exception as error:
            raise _Unheard(signal, error) from error
        if done is not None:
            signals.take(connection, signal)
    return True


def _write_down_unheard(runtime: Runtime, unheard: _Unheard, now: datetime) -> None:
    signal, detail = unheard.signal, _detail(unheard.error)
    with runtime.database.transaction() as connection:
        attempts = signals.postpone(connection, signal, now, detail)
        if attempts > len(TIMER_WAITS):
            key = f"{signal.case}/{signal.source}.{signal.version}.{signal.place}"
            incidents.open_incident(connection, SIGNAL_INCIDENT, key, {"error": detail}, at=now, case=signal.case)


def _detail(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _write_down(runtime: Runtime, failed: _Failed, now: datetime) -> None:
    detail = _detail(failed.error)
    with runtime.database.transaction() as connection:
        attempts = timers.postpone(connection, failed.case, failed.timer, now, detail)
        if attempts > len(TIMER_WAITS):
            key = f"{failed.case}/{failed.timer}"
            incidents.open_incident(connection, TIMER_INCIDENT, key, {"error": detail}, at=now, case=failed.case)
