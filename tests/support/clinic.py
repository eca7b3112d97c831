"""A database in which cases of every kind have been lived through, and ways to damage it behind the engine's back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.office import FILES, LOGINS, NOW, Office, open_office, runtime_on
from workflow.adapters.files import store
from workflow.core.canonical import canonical_bytes
from workflow.core.case import Command, FileView
from workflow.core.chain import entry_hash
from workflow.core.directory import Deputyship
from workflow.services.act import Done, start
from workflow.services.beating import beat_once
from workflow.services.doctor import Report, check
from workflow.services.publishing import publish
from workflow.store import outgoing, people
from workflow.store.engine import Database, open_database

EXAMINED = NOW + timedelta(days=4)
PAPER = b"%PDF-1.7 paper"
FURTHER = "request_info, delegate, add_signer, add_unit, transfer, hold, change_speed, inform"
EXTEND = "extend: {times: 2, each: 5cd, total: 8cd, approve: [{upto: 5cd, by: head}, {by: head}]}"
CAREFUL = (
    FILES["pair.yaml"]
    .decode()
    .replace("version: 1", "version: 2", 1)
    .replace(
        "actors:\n",
        "documents:\n  paper: {source: upload, label: {zh-TW: 附件, en: Paper}, accept: [pdf]}\nactors:\n",
        1,
    )
    .replace("due+3wd, move: head", "due+3wd, add: head")
    .replace("start: draft\n", f"  may: [{FURTHER}]\nstart: draft\n", 1)
    .replace("deadline: {within: 3wd}", f"deadline: {{within: 3wd, {EXTEND}}}", 1)
    .replace("  take_back: {within: 5wd}\n", "  take_back: {within: 5wd}\n  remind: {every: 1wd}\n", 1)
    .replace("edits: [subject, amount]", "edits: [subject, amount, paper]")
    .replace("start: draft\n", "constraints:\n  - different_people: [votes, decision]\nstart: draft\n", 1)
    .replace(
        "    binds: [subject, amount]\n    next: {approve: done,",
        "    binds: [subject, amount]\n    outcomes:\n      approve: {}\n      defer: {input: {until: {type: date,"
        " label: {zh-TW: 至, en: Until}, required: true}}}\n    next: {approve: done, defer: deferred,",
        1,
    )
    .replace(
        "  done: {type: end,",
        "  deferred:\n    type: wait\n    label: {zh-TW: 暫緩, en: Deferred}\n    until: input.until\n"
        "    next: {elapsed: {to: decision}}\n  done: {type: end,",
        1,
    )
)
"""The process of the office with papers, deferrals, others asked, time governed, and nobody deciding who has voted."""


@dataclass(frozen=True)
class Patient:
    """`cases` are the ids by what became of them; `files` is where papers are kept."""

    url: str
    office: Office
    files: Path
    cases: Mapping[str, int]

    def check(self) -> Report:
        """By somebody who remembers nothing of before."""
        return check(runtime_on(self.office.runtime.database), EXAMINED, files=self.files)

    def named(self) -> set[str]:
        return {finding.rule for finding in self.check().findings}

    def forge(self, *statements: str) -> None:
        """Run statements past triggers and foreign keys; `{done}` stands for the id of that case."""
        with behind(self.url) as run:
            for statement in statements:
                run(statement.format_map(self.cases))

    def retell(self, case: str, change: Callable[[int, dict[str, Any]], object]) -> None:
        """Change what the entries of a case say, and make its chain anew."""
        with behind(self.url) as run:
            wanted = "SELECT seq, prev_hash, entry FROM history WHERE case_id = {} ORDER BY seq"
            entries = run(wanted.format(self.cases[case]))
            digest = entries[0][1]
            for seq, _, entry in entries:
                facts = json.loads(entry)
                change(seq, facts)
                text, prev = canonical_bytes(facts).decode(), digest
                digest = entry_hash(prev, text.encode())
                changed = f"entry = '{text}', prev_hash = '{prev}', hash = '{digest}'"
                run(f"UPDATE history SET {changed} WHERE case_id = {self.cases[case]} AND seq = {seq}")
            run(f"UPDATE cases SET head = '{digest}' WHERE id = {self.cases[case]}")


@contextmanager
def behind(url: str) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """A connection past the engine, with all that protects the rows switched off until it is closed."""
    driver: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else psycopg.connect(url)

    def run(statement: str) -> list[tuple[Any, ...]]:
        cursor = driver.execute(statement)
        return cursor.fetchall() if cursor.description else []

    triggers: list[tuple[Any, ...]] = []
    if url.startswith("sqlite"):
        triggers = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    else:
        run("SET session_replication_role = replica")
    for name, _ in triggers:
        run(f"DROP TRIGGER {name}")
    yield run
    for _, text in triggers:
        run(text)
    driver.commit()
    driver.close()


def live_through(office: Office, files: Path) -> dict[str, int]:
    """Cases of every kind and four days of clock; the ids by what became of them. The letters of `done` are sent."""
    publish(office.runtime, {"pair.yaml": CAREFUL.encode()}, by=0, now=NOW)
    stand_in(office, "head", "chief")
    lives = {
        "voting": (),
        "returned": ("first agree", "second agree", "chief return"),
        "again": ("first agree", "second agree", "chief return", "clerk submit"),
        "withdrawn": ("clerk withdraw",),
        "taken_back": ("first agree", "first take_back"),
        "deciding": ("first agree", "second agree"),
        "deferred": ("first agree", "second agree", "chief defer"),
        "deputised": ("first agree", "second agree", "head approve"),
        "unreturned": ("first agree", "second agree", "chief return", "chief take_back"),
    }
    begun = {"done": live(office, "done", ("first agree", "second disagree", "chief approve"), files)}
    send_letters(office, NOW + timedelta(minutes=10))
    begun |= {name: live(office, name, moves, files) for name, moves in lives.items()}
    while beat_once(office.runtime, EXAMINED):
        pass
    return {name: done.case for name, done in begun.items()}


def send_letters(office: Office, now: datetime) -> None:
    letter = True
    while letter:
        with office.runtime.database.transaction() as connection:
            claimed = outgoing.claim(connection, "deliverer", now, timedelta(minutes=2))
            letter = claimed is not None and outgoing.mark_sent(connection, claimed.key, "deliverer", now)


def live(office: Office, name: str, moves: tuple[str, ...], files: Path) -> Done:
    blob = store(files, BytesIO(PAPER + name.encode()))
    paper = FileView("paper", 1, blob.sha256, blob.size, "paper.pdf", "application/pdf")
    given = {"subject": f"關於{name}", "amount": "1200.50"}
    command = Command("", LOGINS["clerk"], input=given, files={"paper": paper}, nonce=f"start {name}")
    done = start(office.runtime, "pair", command, NOW)
    for place, move in enumerate(moves):
        login, action = move.split()
        more: dict[str, object] = {"until": "2026-12-01"} if action == "defer" else {}
        if action == "submit":
            more = {"subject": "另一主旨"}
        elif action not in {"approve", "agree", "defer"}:
            more = {"reason": "說明理由"}
        office.act(done, login, action, now=NOW + timedelta(minutes=place + 1), nonce=f"{name} {place}", **more)
    return done


def stand_in(office: Office, deputy: str, principal: str) -> None:
    begins, ends = NOW - timedelta(days=1), NOW + timedelta(days=60)
    with office.runtime.database.transaction() as connection:
        people.add_deputyship(
            connection, Deputyship(LOGINS[principal], LOGINS[deputy], "deputy", 1, begins, ends, reason="出差")
        )


@pytest.fixture(scope="session")
def lived_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Mapping[str, int]]:
    folder = tmp_path_factory.mktemp("clinic")
    path = Path(shutil.copy(migrated_file, folder / "lived.db"))
    database = open_database(f"sqlite:///{path}")
    cases = live_through(open_office(database), folder / "files")
    database.dispose()
    return path, folder / "files", cases


@pytest.fixture
def patient(lived_file: tuple[Path, Path, Mapping[str, int]], tmp_path: Path) -> Iterator[Patient]:
    """A healthy database to be damaged."""
    path, files, cases = lived_file
    url = f"sqlite:///{shutil.copy(path, tmp_path / 'patient.db')}"
    database = open_database(url)
    yield Patient(url, Office(runtime_on(database)), Path(shutil.copytree(files, tmp_path / "files")), cases)
    database.dispose()


@pytest.fixture
def postgresql_patient(postgresql: Database, postgresql_url: str, tmp_path: Path) -> Patient:
    """The same on PostgreSQL."""
    office = open_office(postgresql)
    return Patient(postgresql_url, office, tmp_path / "files", live_through(office, tmp_path / "files"))
