"""The measurement behind `python -m benchmarks pages`: three databases, the same questions to each in turn."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.databases import database, server
from benchmarks.pages.asking import Browser, Page, browser, pages
from benchmarks.pages.beats import beats
from benchmarks.pages.copying import fill
from benchmarks.pages.models import live_through, logins, settings_on
from workflow.bootstrap import open_runtime
from workflow.config import Settings

Report = dict[str, Any]

KINDS: Final = ("postgresql", "sqlite")
FIRST: Final = "few"
FEW: Final = 1_000
WARM_UP: Final = 3
DUE: Final = 1_000
"""Timers; of few open cases only half have one."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the large databases hold: many open tasks in one, many finished cases in the other."""

    open_tasks: int = 100_000
    finished: int = 300_000
    rounds: int = 40


def measure(url: str | None, kind: str, sizes: Sizes) -> Report:
    """On `kind` of database. `url` may name a PostgreSQL server to use."""
    load = os.getloadavg()[0]
    few = min(FEW, sizes.open_tasks, sizes.finished)
    with ExitStack() as stack:
        filled = {
            FIRST: (few, few),
            "many_open": (sizes.open_tasks, few),
            "many_finished": (few, sizes.finished),
        }
        begun = time.perf_counter()
        address = stack.enter_context(server(url)) if kind == "postgresql" else None
        built = {name: stack.enter_context(_built(address, name, *size)) for name, size in filled.items()}
        prepared = time.perf_counter() - begun
        report = _asked({name: it[0] for name, it in built.items()}, next(iter(built.values()))[1], sizes.rounds)
        clock = {name: beats(built[name][0], min(DUE, filled[name][0] // 2)) for name in (FIRST, "many_open")}
    return {
        "database": kind,
        "rows": {name: dict(zip(("open_tasks", "finished"), size, strict=True)) for name, size in filled.items()},
        "prepared_s": round(prepared, 1),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "pages": report,
        "clock": {name: asdict(it) for name, it in clock.items()},
    }


@contextmanager
def _built(address: str | None, name: str, open_tasks: int, finished: int) -> Iterator[tuple[Settings, Sequence[str]]]:
    """The settings of a filled database, and the numbers of a case that waits and of one that is over."""
    with ExitStack() as stack:
        instance = Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(database(address, name)) if address else ""
        settings = settings_on(url, instance)
        models = live_through(settings)
        with open_runtime(settings) as runtime:
            people = logins(runtime)
            with runtime.database.snapshot() as connection:
                wanted = "SELECT number FROM cases WHERE id = {}"
                numbers = [connection.run(wanted.format(models[it]), ())[0][0] for it in ("pool", "ended")]
        fill(settings.database_url, models, people, open_tasks=open_tasks, finished=finished)
        yield settings, numbers


def _asked(built: Mapping[str, Settings], numbers: Sequence[str], rounds: int) -> Report:
    with ExitStack() as stack:
        browsers = {name: stack.enter_context(browser(it.database_url, it.instance)) for name, it in built.items()}
        return {page.name: _compared(page, browsers, rounds) for page in pages(*numbers)}


def _compared(page: Page, browsers: Mapping[str, Browser], rounds: int) -> Report:
    """Milliseconds by database, and how many times those of the first the medians of the others are."""
    addresses = {name: it.address(page) for name, it in browsers.items()}
    _ask(page, browsers, addresses, WARM_UP)
    before = {name: it.processor() for name, it in browsers.items()}
    times = _ask(page, browsers, addresses, rounds)
    found = {}
    for name, each in times.items():
        used, begun = browsers[name].processor(), before[name]
        found[name] = {
            "p50_ms": round(1000 * median(each), 1),
            "p95_ms": round(1000 * sorted(each)[len(each) * 95 // 100], 1),
            "processor_ms": round(1000 * (used - begun) / rounds, 1)
            if used is not None and begun is not None
            else None,
            "ratio": round(median(each) / median(times[FIRST]), 2),
        }
    return found


def _ask(
    page: Page, browsers: Mapping[str, Browser], addresses: Mapping[str, str], rounds: int
) -> dict[str, list[float]]:
    """Seconds by database, which take turns in shuffled order."""
    times: dict[str, list[float]] = {name: [] for name in browsers}
    order, shuffled = list(browsers), random.Random(rounds)
    for _ in range(rounds):
        shuffled.shuffle(order)
        for name in order:
            times[name].append(browsers[name].seconds(page.login, addresses[name]))
    return times
