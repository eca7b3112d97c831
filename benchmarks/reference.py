"""The standard job in hand-written SQL: the limit (one load, one data-changing statement) and the plain way.

Their workflow is three lines of Python. They keep no evidence, know no people and check no right, so nothing that does
more can be faster on the same database.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import psycopg

from benchmarks import reference_statements as sql
from benchmarks.form import FORM
from benchmarks.reference_schema import TO_POSTGRESQL, TO_SQLITE, schema
from workflow.store.connecting import journal_pragmas

UNITS: Final = ("legal", "finance", "intl")
ACTOR: Final = "chair"
COMMENT: Final = "同意 / agree"
FINISHED: Final = (
    "SELECT (SELECT count(*) FROM wf_case), (SELECT count(*) FROM wf_case WHERE state = 'done'),"
    " (SELECT count(*) FROM wf_task WHERE status = 'done'), (SELECT count(*) FROM wf_audit)"
)

Asked = list[tuple[str, str]]


def following(state: str, open_tasks: int) -> tuple[str, Asked]:
    """The state after an answer, and the (node, assignee) asked next."""
    if state == "dean":
        return "cosign", [("cosign", unit) for unit in UNITS]
    if state == "cosign":
        return ("cosign", []) if open_tasks > 1 else ("decision", [("decision", "vp")])
    return "done", []


def number() -> str:
    return f"R-{os.getpid()}-{time.time_ns()}"


def form_text() -> str:
    return json.dumps(FORM, ensure_ascii=False)


class Reference(ABC):
    """One client: `start` and `complete` are durable steps and give the ids of the tasks that they opened."""

    connection: psycopg.Connection[Any] | sqlite3.Connection

    def close(self) -> None:
        self.connection.close()

    def run_case(self, times: list[float]) -> None:
        """One case from start to end; the seconds of each of its steps are added to `times`."""
        begun = time.perf_counter()
        case, waiting = self.start()
        times.append(time.perf_counter() - begun)
        while waiting:
            begun = time.perf_counter()
            waiting += self.complete(case, waiting.pop(0))
            times.append(time.perf_counter() - begun)

    @abstractmethod
    def start(self) -> tuple[int, list[int]]: ...

    @abstractmethod
    def complete(self, case: int, task: int) -> list[int]: ...

    @abstractmethod
    def counts(self) -> Sequence[int]:
        """Cases, finished cases, finished tasks, audit rows."""

    def faults(self) -> list[str]:
        """What the rows of all clients should hold and do not; to be asked when no client is at work."""
        cases, finished, tasks, audit = self.counts()
        wanted = {"finished": (finished, cases), "tasks": (tasks, 5 * cases), "audit": (audit, 6 * cases)}
        return [f"{name}: {found}, not {due}" for name, (found, due) in wanted.items() if found != due]


class _Postgresql(Reference):
    autocommit = False
    connection: psycopg.Connection[Any]

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)
        with self.connection.transaction():
            self.connection.execute("SELECT pg_advisory_xact_lock(1)")
            self.connection.execute(schema(TO_POSTGRESQL), prepare=False)
        self.connection.autocommit = self.autocommit

    def one(self, text: str, values: Sequence[Any] | Mapping[str, Any]) -> tuple[Any, ...]:
        row = self.connection.execute(text, values).fetchone()
        assert row is not None
        return tuple(row)

    def counts(self) -> Sequence[int]:
        row = self.one(FINISHED, ())
        self.connection.rollback()
        return row


class Limit(_Postgresql):
    autocommit = True

    def start(self) -> tuple[int, list[int]]:
        given = {"num": number(), "title": FORM["subject"], "data": form_text(), "actor": ACTOR, "n": datetime.now(UTC)}
        case, task = self.one(sql.START_CTE, given)
        return case, [task]

    def complete(self, case: int, task: int) -> list[int]:
        rows = self.connection.execute(sql.LOAD, (case,)).fetchall()
        state, rev = rows[0][:2]
        state, asked = following(state, len(rows))
        given = {
            "st": state,
            "n": datetime.now(UTC),
            "cid": case,
            "rev": rev,
            "actor": ACTOR,
            "cm": COMMENT,
            "tid": task,
        }
        given |= {"nn": [node for node, _ in asked], "na": [assignee for _, assignee in asked]}
        opened, audit = self.one(sql.STEP_CTE, given)
        assert audit is not None, "somebody was faster"
        return list(opened)


class Plain(_Postgresql):
    def start(self) -> tuple[int, list[int]]:
        now = datetime.now(UTC)
        (case,) = self.one(sql.NEW_CASE, (number(), FORM["subject"], form_text(), ACTOR, now, now))
        (task,) = self.one(sql.NEW_TASK, (case, "dean", "dean", now, now))
        self.connection.execute(sql.NEW_AUDIT, (case, task, ACTOR, now, "start", ""))
        self.connection.commit()
        return case, [task]

    def complete(self, case: int, task: int) -> list[int]:
        now, run = datetime.now(UTC), self.connection.execute
        state, rev, _ = self.one(sql.LOCK_CASE, (case,))
        still_open = run(sql.OPEN_TASKS, (case,)).fetchall()
        state, asked = following(state, len(still_open))
        run(sql.END_TASK, (now, ACTOR, COMMENT, task))
        run(sql.NEW_AUDIT, (case, task, ACTOR, now, "approve", COMMENT))
        opened: list[int] = []
        if asked:
            nodes, assignees = [node for node, _ in asked], [assignee for _, assignee in asked]
            opened = [row[0] for row in run(sql.NEW_TASKS, (case, now, now, nodes, assignees)).fetchall()]
        assert run(sql.MOVE_CASE, (state, now, case, rev)).rowcount == 1, "somebody was faster"
        self.connection.commit()
        return opened


class PlainSqlite(Reference):
    """No round trip to save there: the plain way is the limit. As durable as the engine's own connections."""

    connection: sqlite3.Connection

    def __init__(self, url: str) -> None:
        path = url.removeprefix("sqlite:///")
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=30, cached_statements=256)
        for pragma in (*journal_pragmas(sqlite3.sqlite_version_info), "foreign_keys = ON"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.executescript(schema(TO_SQLITE))

    def start(self) -> tuple[int, list[int]]:
        now, run = datetime.now(UTC).isoformat(), self.connection.execute
        run("BEGIN IMMEDIATE")
        (case,) = run(sql.marked(sql.NEW_CASE), (number(), FORM["subject"], form_text(), ACTOR, now, now)).fetchone()
        (task,) = run(sql.marked(sql.NEW_TASK), (case, "dean", "dean", now, now)).fetchone()
        run(sql.marked(sql.NEW_AUDIT), (case, task, ACTOR, now, "start", ""))
        run("COMMIT")
        return case, [task]

    def complete(self, case: int, task: int) -> list[int]:
        now, run = datetime.now(UTC).isoformat(), self.connection.execute
        run("BEGIN IMMEDIATE")
        state, rev, data = run("SELECT state, rev, data FROM wf_case WHERE id = ?", (case,)).fetchone()
        json.loads(data)
        still_open = run(sql.marked(sql.OPEN_TASKS), (case,)).fetchall()
        state, asked = following(state, len(still_open))
        run(sql.marked(sql.END_TASK), (now, ACTOR, COMMENT, task))
        run(sql.marked(sql.NEW_AUDIT), (case, task, ACTOR, now, "approve", COMMENT))
        new = sql.marked(sql.NEW_TASK)
        opened = [run(new, (case, node, assignee, now, now)).fetchone()[0] for node, assignee in asked]
        assert run(sql.marked(sql.MOVE_CASE), (state, now, case, rev)).rowcount == 1, "somebody was faster"
        run("COMMIT")
        return opened

    def counts(self) -> Sequence[int]:
        row: tuple[int, ...] = self.connection.execute(FINISHED).fetchone()
        return row
