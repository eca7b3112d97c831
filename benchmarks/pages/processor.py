"""Processor time of whole processes: what a page costs whatever else the machine does meanwhile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psycopg


def seconds_of(pids: list[int]) -> float | None:
    """Of all threads of processes that live on; None where the system does not tell."""
    found = 0
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").glob("*"):
            with suppress(OSError):
                found += int((thread / "schedstat").read_text().split()[0])
    return found / 1e9 if found else None


def servants_of(url: str) -> list[int]:
    """The processes in which PostgreSQL serves a database, those of this question left out; none of an embedded one."""
    if not url.startswith("postgres"):
        return []
    query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(query).fetchall()]


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that live on."""
    lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for text in lists for child in text.split()]
