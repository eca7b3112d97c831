"""One clock among very many armed timers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final

from benchmarks.pages.copying import arm_more
from benchmarks.pages.models import NOW
from benchmarks.pages.processor import seconds_of, servants_of
from workflow.bootstrap import open_runtime
from workflow.config import Settings
from workflow.core.canonical import moment_text
from workflow.services.beating import beat_once

IDLE_BEATS: Final = 50


@dataclass(frozen=True, slots=True)
class Beats:
    """`armed` timers of which `due` were fired in `seconds`; an idle beat finds nothing due.

    `processor_s` is processor time of the clock and of its database; None where the system does not tell.
    """

    armed: int
    due: int
    seconds: float
    processor_s: float | None
    idle_ms: float


def beats(settings: Settings, due: int) -> Beats:
    """Raises RuntimeError when not exactly those were fired that were due."""
    moment = NOW - timedelta(hours=1)
    armed = arm_more(settings.database_url, due=due, at=moment_text(moment))
    with open_runtime(settings) as runtime:
        beat_once(runtime, NOW)
        processes = [os.getpid(), *servants_of(settings.database_url)]
        begun, used = time.perf_counter(), seconds_of(processes)
        fired = 1
        while beat_once(runtime, NOW):
            fired += 1
        seconds, then = time.perf_counter() - begun, seconds_of(processes)
        idle = [_timed(lambda: beat_once(runtime, NOW)) for _ in range(IDLE_BEATS)]
        with runtime.database.snapshot() as connection:
            ((failed,),) = connection.run("SELECT count(*) FROM timers WHERE last_error IS NOT NULL", ())
    if (fired, failed) != (due, 0):
        raise RuntimeError(f"{fired} timers were fired, not {due}, and {failed} failed")
    processor = round(then - used, 3) if then is not None and used is not None else None
    return Beats(armed, due, round(seconds, 3), processor, round(1000 * median(idle), 3))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
