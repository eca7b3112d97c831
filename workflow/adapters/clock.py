"""The metronome: calls a beat again and again. What is due stands in the database; nothing is scheduled here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from apscheduler.events import EVENT_SCHEDULER_STARTED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.blocking import BlockingScheduler

_LOG: Final = logging.getLogger(__name__)


def run_clock(beat: Callable[[], bool], *, every_seconds: float, stop: threading.Event) -> None:
    """Drain at once and then every `every_seconds`, until `stop` is set; returns when the last beat has ended.

    `beat` does one piece of work and says whether there may be more. An error ends the draining, is logged, and
    the next tick goes on. If the scheduler itself breaks, its error comes out here: a clock that stands still
    must not look alive.
    """
    scheduler = BlockingScheduler(
        jobstores={"default": MemoryJobStore()}, executors={"default": ThreadPoolExecutor(1)}, timezone=UTC
    )
    scheduler.add_job(
        _drain,
        "interval",
        args=(beat, stop),
        seconds=every_seconds,
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    ending = threading.Thread(target=_end, args=(scheduler, stop), name="clock-stop", daemon=True)
    scheduler.add_listener(lambda _event: ending.start(), EVENT_SCHEDULER_STARTED)
    scheduler.start()
    ending.join()


def _end(scheduler: BlockingScheduler, stop: threading.Event) -> None:
    stop.wait()
    scheduler.shutdown(wait=True)


def _drain(beat: Callable[[], bool], stop: threading.Event) -> None:
    try:
        while not stop.is_set() and beat():
            pass
    except Exception:
        _LOG.exception("a beat failed; the next tick goes on")
