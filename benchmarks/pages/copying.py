"""Very many cases as copies of a few: rows are made by the database from rows, so that every table is filled alike.

A copy is found and listed as its model is. Its chain of entries is not its own, and one that is over is lean: without
salts, entries and the facts of its letters, which no list and no search reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from benchmarks.pages.models import APPLICANT, OFFICERS, Models
from workflow.store import tables

HOT_SHARE: Final = 20
"""One in so many open tasks waits for the officers, who share one pool; the others for chairs of departments."""
TASKS_OF_A_CHAIR: Final = 20
RARE_CASES: Final = 20
APPLICANT_SHARE: Final = 10
"""One in so many cases has the same applicant; the others are spread over everybody."""
ID_STEP: Final = 1 << 22
"""Ids of models differ in the 21 bits below."""
COPIED: Final = (
    "cases", "tasks", "candidates", "decisions", "timers", "documents", "history", "outgoing", "title_terms",
)  # fmt: skip
OVER: Final = ("ended", "rare")
LEAN: Final = {"cases": {"salts": "'{}'"}, "history": {"entry": "'{}'"}, "outgoing": {"facts": "'{}'"}}
TIMERS_MORE: Final = 8
"""For each armed timer of an open case when the clock is measured: a case with a long ladder has as many."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Copies number `first` to `last` of a model; `spread` gives the tasks of so many each to departments of no one."""

    model: str
    first: int
    last: int
    spread: int = 0


@dataclass(frozen=True, slots=True)
class Dialect:
    """`n.i` numbers the copies. `earlier` takes a column and a number of minutes."""

    series: str
    padded: str
    earlier: str
    json: str
    before: tuple[str, ...]
    after: tuple[str, ...]


POSTGRESQL: Final = Dialect(
    series="generate_series({first}::bigint, {last}) AS n(i)",
    padded="lpad(n.i::text, 20, '0')",
    earlier="({column} - ({minutes}) * interval '1 minute')",
    json="({text})::json",
    before=("SET session_replication_role = replica", "SET synchronous_commit = off", "SET work_mem = '64MB'"),
    after=("VACUUM ANALYZE", "CHECKPOINT"),
)
SQLITE: Final = Dialect(
    series="(WITH RECURSIVE s(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM s WHERE i < {last}) SELECT i FROM s) n",
    padded="printf('%020d', n.i)",
    earlier="strftime('%Y-%m-%dT%H:%M:%S', {column}, '-' || ({minutes}) || ' minutes') || '.000000Z'",
    json="{text}",
    before=("PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -262144"),
    after=("ANALYZE",),
)


def batches(open_tasks: int, finished: int) -> tuple[Batch, ...]:
    hot = open_tasks // HOT_SHARE
    mine = min(TASKS_OF_A_CHAIR, open_tasks - hot)
    return (
        Batch("pool", 1, hot),
        Batch("chair", 1, mine),
        Batch("chair", mine + 1, open_tasks - hot, spread=TASKS_OF_A_CHAIR),
        Batch("rare", 1, RARE_CASES),
        Batch("ended", 1, finished - RARE_CASES),
    )


def fill(url: str, models: Models, people: Mapping[str, int], *, open_tasks: int, finished: int) -> None:
    """Copy until so many tasks are open and so many cases over, the models not counted."""
    with _connected(url) as (run, dialect):
        for batch in batches(open_tasks, finished):
            for table in COPIED:
                run(_copy(table, batch, models[batch.model], dialect, people))


def arm_more(url: str, *, due: int, at: str) -> int:
    """Let one timer of each of `due` open cases be due `at` a moment, among `TIMERS_MORE` for each; how many wait."""
    with _connected(url) as (run, dialect):
        more = _selected("timers", {"seq": "-c.seq - 100 * n.i", "rule": "'later.' || n.i"})
        series = dialect.series.format(first=1, last=TIMERS_MORE)
        run(f"{more} FROM timers c CROSS JOIN {series} WHERE c.settled_at IS NULL AND c.rule LIKE 'remind%'")
        chosen = "SELECT case_id FROM timers WHERE settled_at IS NULL AND rule = 'remind.1' ORDER BY case_id LIMIT "
        run(
            f"UPDATE timers SET next_try = '{at}', due_at = '{at}'"
            f" WHERE rule = 'remind.1' AND settled_at IS NULL AND case_id IN ({chosen}{due})"
        )
        ((waiting,),) = run("SELECT count(*) FROM timers WHERE settled_at IS NULL")
    return int(waiting)


def _copy(table: str, batch: Batch, model: int, dialect: Dialect, people: Mapping[str, int]) -> str:
    changed = _changed(batch, dialect, people)
    lean = LEAN.get(table, {}) if batch.model in OVER else {}
    columns = {**changed["*"], **changed.get(table, {}), **lean}
    of_case = "id" if table == "cases" else "case_id"
    series = dialect.series.format(first=batch.first, last=batch.last)
    return f"{_selected(table, columns)} FROM {table} c CROSS JOIN {series} WHERE c.{of_case} = {model}"


def _selected(table: str, columns: Mapping[str, str]) -> str:
    names = [column.name for column in tables.metadata.tables[table].columns]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(columns.get(it, f'c.{it}') for it in names)}"


def _changed(batch: Batch, dialect: Dialect, people: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """What is different in a copy, by table and column; `*` is of every table."""
    first_officer, everybody = people[OFFICERS[0]], len(people)
    applicant = f"CASE WHEN n.i % {APPLICANT_SHARE} = 0 THEN {people[APPLICANT]} ELSE 1 + n.i % {everybody} END"
    due = dialect.earlier.format(column="c.due_at", minutes="60 * (n.i % 200)")
    unit = f"'u' || (n.i / {batch.spread})" if batch.spread else "'me'"
    holders = f"""replace(CAST(c.holders AS text), '"me"', '"' || {unit} || '"')"""
    began = dialect.earlier.format(column="c.started_at", minutes="n.i")
    return {
        "*": {"case_id": f"c.case_id - n.i * {ID_STEP}", "applicant": applicant},
        "cases": {
            "id": f"c.id - n.i * {ID_STEP}",
            "number": "c.number || '-' || n.i",
            "head": f"substr(c.head, 1, 44) || {dialect.padded}",
            "started_at": began,
        },
        "tasks": {"holders": dialect.json.format(text=holders), "due_at": due},
        "candidates": {"principal": f"replace(c.principal, '@me', '@' || {unit})", "due_at": due},
        "decisions": {
            "actor": f"CASE WHEN c.actor = {people[APPLICANT]} THEN {applicant}"
            f" ELSE {first_officer} + n.i % {len(OFFICERS)} END"
        },
        "history": {"prev_hash": f"substr(c.prev_hash, 1, 44) || {dialect.padded}"},
        "outgoing": {"key": "c.key || '/' || n.i"},
    }


@contextmanager
def _connected(url: str) -> Iterator[tuple[Any, Dialect]]:
    """Past the engine, with what slows down or protects rows set aside."""
    dialect = SQLITE if url.startswith("sqlite") else POSTGRESQL
    driver: Any = (
        sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        if dialect is SQLITE
        else psycopg.connect(url, autocommit=True)
    )

    def run(statement: str) -> list[tuple[Any, ...]]:
        cursor = driver.execute(statement)
        return cursor.fetchall() if cursor.description else []

    try:
        for statement in dialect.before:
            run(statement)
        run("BEGIN")
        yield run, dialect
        run("COMMIT")
        for statement in dialect.after:
            run(statement)
    finally:
        driver.close()
