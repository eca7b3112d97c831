"""The measurement behind `qianhe bench`: one run, one machine, ratios."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.clients import Clients, clients
from benchmarks.counting import statements_of
from benchmarks.databases import database, server, settings
from benchmarks.engine import ANSWERS, Engine, prepare
from benchmarks.slices import Figures, interleaved
from workflow.store.connecting import journal_pragmas

Report = dict[str, Any]

ON_POSTGRESQL: Final = ("limit", "plain", "engine")
POSTGRESQL_SHARE: Final = 0.8
SLICES: Final = 21
SQLITE_SLICES: Final = 7
"""Fewer there: a client ends its last case, and on a slow disk one case takes half a second."""
SECONDS: Final = 60.0


def bench(url: str | None, *, count: int = 1, seconds: float = SECONDS, slices: int = SLICES) -> Report:
    """Measure for `seconds`, up to 40 s of preparation and of cases brought to their end come on top.

    `url` may name a PostgreSQL server to use.

    Raises RuntimeError when the rows left behind are not those of whole cases.
    """
    with server(url) as address:
        report = on_postgresql(address, count, slices, seconds * POSTGRESQL_SHARE)
    return report | {"sqlite": on_sqlite(min(slices, SQLITE_SLICES), seconds * (1 - POSTGRESQL_SHARE))}


def on_postgresql(address: str, count: int, slices: int, seconds: float) -> Report:
    with ExitStack() as stack:
        urls = {name: stack.enter_context(database(address, name)) for name in ON_POSTGRESQL}
        prepare(urls["engine"])
        statements = statements_per_step(urls["engine"])
        programs = {name: stack.enter_context(clients(name, url, count)) for name, url in urls.items()}
        found = measured(programs, slices, seconds)
        described = {"python": platform.python_version(), **settings(urls["limit"])}
    return {
        "database": "postgresql",
        "settings": described,
        "clients": count,
        "slices": slices,
        "programs": _shown(found),
        "ratio_to_limit": _ratio(found, "limit"),
        "ratio_to_plain": _ratio(found, "plain"),
        "statements_per_step": max(statements),
    }


def on_sqlite(slices: int, seconds: float, count: int = 1) -> Report:
    """There is no round trip to save, so plain SQL is the limit. One writes at a time, so further clients only wait."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        urls = {"limit": f"sqlite:///{Path(folder, 'limit.db')}", "engine": f"sqlite:///{Path(folder, 'engine.db')}"}
        prepare(urls["engine"])
        programs = {
            "limit": stack.enter_context(clients("plain_sqlite", urls["limit"], count)),
            "engine": stack.enter_context(clients("engine", urls["engine"], count)),
        }
        found = measured(programs, slices, seconds)
    version = sqlite3.sqlite_version_info
    return {
        "sqlite_settings": {
            "sqlite": sqlite3.sqlite_version,
            "pragmas": list(journal_pragmas(version)),
            "clients": count,
        },
        "sqlite_programs": _shown(found),
        "sqlite_ratio_to_limit": _ratio(found, "limit"),
    }


def measured(programs: Mapping[str, Clients], slices: int, seconds: float) -> dict[str, Figures]:
    found = interleaved(programs, slices, seconds / (slices * len(programs)))
    faults = [f"{name}: {fault}" for name, program in programs.items() for fault in program.faults()]
    if faults:
        raise RuntimeError("; ".join(faults))
    return found


def statements_per_step(url: str) -> list[int]:
    """Statements of each step of one case on PostgreSQL, beside those that begin and end a transaction."""
    with closing(Engine(url)) as program:
        program.run_case([])
        with statements_of(program.database) as statements:
            counts = [statements.counted() for _ in program.stepwise()]
    assert len(counts) == len(ANSWERS) + 1
    return counts


def _shown(found: Mapping[str, Figures]) -> Report:
    return {name: {key: round(value, 3) for key, value in asdict(each).items()} for name, each in found.items()}


def _ratio(found: Mapping[str, Figures], to: str) -> float:
    return round(found["engine"].steps_per_s / found[to].steps_per_s, 3)
