"""The standard job through the engine's own door, with everything on that a real case has on."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from benchmarks.form import FORM
from workflow.adapters.holidays_tw import layer_from_document
from workflow.core.canonical import sha256_hex
from workflow.core.case import CaseView, Command
from workflow.core.cast import cast
from workflow.core.fields import Lookups
from workflow.core.machine import Process
from workflow.core.scopes import saw_of
from workflow.core.turn import Turn
from workflow.core.world import World
from workflow.reading.folder import Library, read_folder
from workflow.services.act import Done, act, start
from workflow.services.catalogue import Catalogue
from workflow.services.runtime import People, Runtime
from workflow.store.engine import Connection, Database, open_database
from workflow.store.migrating import migrate
from workflow.store.people import put_holding, put_person
from workflow.store.publications import Publication, publish
from workflow.store.revisions import load_revisions

PROCESS: Final = "standard_job"
APPLICANT: Final = "faculty.me"
ANSWERS: Final = (
    ("dean.coe", "dean", "approve"),
    ("chief_secretary", "legal", "agree"),
    ("acc_head", "finance", "agree"),
    ("oia_dean", "intl", "agree"),
    ("vp_admin", "decider", "approve"),
)
"""Who answers which slot how, in this order; each also says `OPINION`."""
OPINION: Final = "同意 / agree"

_JOB: Final = Path(__file__).parent / "job"
_SHIPPED: Final = Path(__file__).parents[1] / "definitions"
_FIRST_DAY: Final = date(2026, 1, 1)


def prepare(url: str) -> None:
    """An empty database as the engine needs it: tables, the shipped organisation and calendars, people, the job."""
    database = open_database(url)
    migrate(database)
    files = _files()
    library = read_folder(files, layer_from_document)
    with database.transaction() as connection:
        _publish(connection, files, library)
        _settle_people(connection, library)
    database.dispose()


class Engine:
    """One client of the engine in a process of its own."""

    def __init__(self, url: str) -> None:
        self.database = open_database(url)
        self._runtime = new_runtime(self.database)
        with self.database.snapshot() as connection:
            revisions = load_revisions(connection)
            directory = self._runtime.people.at(connection, revisions)
            catalogue, revision = self._runtime.catalogue, revisions.get("definitions", 0)
            self._process: Process = catalogue.newest(connection, PROCESS, datetime.now(UTC).date(), revision)
            calendar = catalogue.calendar(connection, self._process.definition.calendars, revision)
        self._world = World(directory, calendar, Lookups())
        self._people = directory.by_login

    def close(self) -> None:
        self.database.dispose()

    def run_case(self, times: list[float]) -> None:
        """One case from start to end; the seconds of each of its steps are added to `times`."""
        times.extend(self.stepwise())

    def stepwise(self) -> Iterator[float]:
        """The steps of one case, one at a time: the seconds that each took.

        What a page would have shown before (`saw`) is made between the steps and takes no part in their time.
        """
        command = Command("submit", self._people[APPLICANT], input=FORM, nonce=secrets.token_hex(16))
        begun = time.perf_counter()
        done = start(self._runtime, PROCESS, command, datetime.now(UTC))
        yield time.perf_counter() - begun
        for login, key, action in ANSWERS:
            command = self._command(done, login, key, action)
            begun = time.perf_counter()
            done = act(self._runtime, done.case, command, datetime.now(UTC))
            yield time.perf_counter() - begun
        if done.step is None or done.step.after.outcome != "approved":
            raise RuntimeError(f"case {done.number} did not end approved")

    def faults(self) -> list[str]:
        """What the rows of all clients should hold and do not; to be asked when no client is at work."""
        with self.database.snapshot() as connection:
            cases = _count(connection, "cases")
            wanted = {name: cases * each for name, each in PER_CASE.items()}
            found = {name: _count(connection, name) for name in PER_CASE}
        return [f"{name}: {found[name]}, not {wanted[name]}" for name in wanted if found[name] != wanted[name]]

    def _command(self, done: Done, login: str, key: str, action: str) -> Command:
        assert done.step is not None
        view: CaseView = done.step.after
        task = next(task for task in view.tasks if task.open and task.key == key)
        command = Command(action, self._people[login], task=task.seq, input={"opinion": OPINION})
        turn = Turn(self._process, view, command, self._world, now=datetime.now(UTC), seed=b"")
        saw, nonce = saw_of(turn, action, task), secrets.token_hex(16)
        return Command(action, command.actor, task=task.seq, input=command.input, saw=saw, nonce=nonce)


PER_CASE: Final = {
    "cases WHERE outcome = 'approved'": 1,
    "history": 6,
    "form_uses": 6,
    "decisions": 6,
    "tasks WHERE closed_at IS NOT NULL": 6,
    "tasks WHERE closed_at IS NULL": 0,
    "timers WHERE settled_at IS NULL": 0,
    "timers WHERE settled_at IS NOT NULL": 6,
    "candidates": 0,
    "outgoing": 6,
}
"""What every finished case leaves. Timers: one of the case, one per task after the first."""


def new_runtime(database: Database) -> Runtime:
    catalogue = Catalogue(layer_from_document)
    return Runtime(database, catalogue, People(catalogue), secrets.token_bytes)


def _files() -> dict[str, bytes]:
    shipped = [_SHIPPED / "organisation.yaml", *sorted((_SHIPPED / "calendars").glob("*.yaml"))]
    return {path.name: path.read_bytes() for path in [*shipped, *sorted(_JOB.glob("*.yaml"))]}


def _publish(connection: Connection, files: dict[str, bytes], library: Library) -> None:
    organisation, authority = library.organisation, library.authority
    job = library.processes[PROCESS].definition
    assert organisation is not None and authority is not None and job is not None  # noqa: PT018 - one condition
    _publish_one(connection, "organisation", organisation.key, organisation.sha256, files["organisation.yaml"])
    for key in library.calendars:
        _publish_one(connection, "calendar", key, sha256_hex(files[f"{key}.yaml"]), files[f"{key}.yaml"])
    _publish_one(connection, "authority", authority.key, authority.sha256, files["authority.yaml"])
    _publish_one(connection, "process", PROCESS, job.sha256, files["standard_job.yaml"])


def _publish_one(connection: Connection, kind: str, key: str, sha256: str, source: bytes) -> None:
    now = datetime.now(UTC)
    publish(connection, Publication(kind, key, 1, sha256, source.decode(), now, 1, _FIRST_DAY))


def _settle_people(connection: Connection, library: Library) -> None:
    organisation = library.organisation
    assert organisation is not None
    directory = cast(organisation.units, organisation.posts)
    for person in directory.people.values():
        put_person(connection, person)
    for holding in directory.holdings:
        put_holding(connection, holding)


def _count(connection: Connection, rows: str) -> int:
    return int(connection.run(f"SELECT count(*) FROM {rows}", ())[0][0])
