"""Whether the service can do its work, and how much of it there is: for monitors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.services.runtime import Runtime
from workflow.store import outgoing, timers
from workflow.store.errors import StoreError
from workflow.store.measuring import count_open
from workflow.store.migrating import newest_version, schema_version

NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Readiness:
    """`schema` is True when the database has the one that this program wants. Lags are zero when nothing waits."""

    answers: bool
    schema: bool = False
    clock_lag: timedelta = NONE
    outgoing_lag: timedelta = NONE

    @property
    def ready(self) -> bool:
        """A clock or a deliverer that is late does not keep people from the pages."""
        return self.answers and self.schema


@dataclass(frozen=True, slots=True)
class Measures:
    open_cases: int
    open_tasks: int
    timers_overdue: int
    clock_lag: timedelta
    outgoing_waiting: int
    outgoing_lag: timedelta
    open_incidents: int


def examine_readiness(runtime: Runtime, now: datetime) -> Readiness:
    """Asks the database; never raises for one that does not answer or is not as it should be."""
    try:
        with runtime.database.snapshot() as connection:
            if schema_version(connection) != newest_version():
                return Readiness(answers=True)
            timer = timers.oldest_due(connection, now)
            _, letter = outgoing.backlog(connection, now)
    except StoreError:
        return Readiness(answers=False)
    return Readiness(True, True, _lag(timer, now), _lag(letter, now))


def measure(runtime: Runtime, now: datetime) -> Measures | None:
    """Three statements on indexes of open rows; None when the database does not answer."""
    try:
        with runtime.database.snapshot() as connection:
            counts = count_open(connection, now)
            timer = timers.oldest_due(connection, now)
            waiting, letter = outgoing.backlog(connection, now)
    except StoreError:
        return None
    return Measures(
        open_cases=counts.cases,
        open_tasks=counts.tasks,
        timers_overdue=counts.timers,
        clock_lag=_lag(timer, now),
        outgoing_waiting=waiting,
        outgoing_lag=_lag(letter, now),
        open_incidents=counts.incidents,
    )


def _lag(since: datetime | None, now: datetime) -> timedelta:
    return max(NONE, now - since) if since is not None else NONE
