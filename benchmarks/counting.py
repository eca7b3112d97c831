"""Counting statements where they leave the process: libpq's own record of the messages it sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from psycopg.pq import Trace

from workflow.store.engine import Database

BOUNDARIES: Final = frozenset({"BEGIN", "COMMIT", "ROLLBACK"})

_QUERY: Final = re.compile(r'F\t\d+\tQuery\t "(\w*)')
_PARSE: Final = re.compile(r'F\t\d+\tParse\t "([^"]*)" "(\w*)')
_BIND: Final = re.compile(r'F\t\d+\tBind\t "[^"]*" "([^"]*)"')
_EXECUTE: Final = re.compile(r"F\t\d+\tExecute\t")


@dataclass
class Statements:
    """What one connection sends; `prepared` are the first words of statements by the names they were given."""

    record: IO[str]
    prepared: dict[str, str] = field(default_factory=dict)

    def sent(self) -> list[str]:
        """The first word of each statement executed since the last call."""
        words: list[str] = []
        bound = ""
        for line in self.record:
            if query := _QUERY.match(line):
                words.append(query[1])
            elif parsed := _PARSE.match(line):
                self.prepared[parsed[1]] = parsed[2]
            elif chosen := _BIND.match(line):
                bound = chosen[1]
            elif _EXECUTE.match(line):
                words.append(self.prepared.get(bound, bound))
        return words

    def counted(self) -> int:
        """How many since the last call, beside those that begin and end a transaction."""
        return sum(word not in BOUNDARIES for word in self.sent())


@contextmanager
def statements_of(database: Database) -> Iterator[Statements]:
    """Records the PostgreSQL connection that a thread gets from the pool again and again while it needs only one."""
    with database.step() as connection:
        channel = connection.driver.pgconn
    with TemporaryDirectory() as folder:
        path = Path(folder, "sent")
        with path.open("wb") as written, path.open(encoding="utf-8", errors="replace") as record:
            channel.trace(written.fileno())
            channel.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
            yield Statements(record)
            channel.untrace()
