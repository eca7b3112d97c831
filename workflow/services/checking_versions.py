"""What definitions change for an installation: which states differ from those in force, and whom that touches (L25)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from workflow.core.calendar import TAIPEI
from workflow.core.checking.comparing import Running, check_changes
from workflow.core.checking.migrating import Standing, check_migration
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.findings import Finding, in_order, place
from workflow.reading.compiling.process import Compiled
from workflow.reading.folder import Library
from workflow.services.runtime import Runtime
from workflow.store import publications, running, standing
from workflow.store.engine import Connection
from workflow.store.publications import Publication
from workflow.store.revisions import load_revisions


def changes_since(runtime: Runtime, library: Library, files: Iterable[str], now: datetime) -> tuple[Finding, ...]:
    """For each process in `files`: infos where another version is in force, and whether its maps fit running cases."""
    wanted = set(files)
    found: list[Finding] = []
    with runtime.database.report() as connection:
        for compiled in library.processes.values():
            if compiled.file in wanted and compiled.definition is not None:
                told = (*_changes(runtime, connection, compiled.definition, now), *_maps(runtime, connection, compiled))
                found += [place(finding, compiled.file, compiled.positions) for finding in told]
    return in_order(found)


def _changes(runtime: Runtime, connection: Connection, planned: Definition, now: datetime) -> Iterator[Finding]:
    revisions = load_revisions(connection)
    today, revision = now.astimezone(TAIPEI).date(), revisions.get("definitions", 0)
    try:
        in_force = runtime.catalogue.newest(connection, planned.process, today, revision).definition
    except NotFound:
        return
    directory = runtime.people.at(connection, revisions)
    asked = standing.principals_by_state(connection, planned.process)
    counted = standing.cases_by_state(connection, planned.process)
    cases = {
        state: Running(count, tuple(_named(directory, each) for each in asked.get(state, ())))
        for state, count in counted.items()
    }
    yield from check_changes(in_force, planned, cases)


def _maps(runtime: Runtime, connection: Connection, compiled: Compiled) -> Iterator[Finding]:
    """Each map of the file against the cases that run by the version it leads from."""
    for position, entry in enumerate(compiled.migrations):
        planned = compiled.definition
        row = next((it for it in publications.every(connection) if _is_version(it, planned, entry.version)), None)
        if planned is None or row is None:
            continue
        before = runtime.catalogue.process(connection, row.sha256).definition
        tasks = standing.open_tasks(connection, row.sha256)
        counted = running.by_state(connection, row.sha256)
        live = {state: Standing(count, tasks.get(state, {})) for state, count in counted.items()}
        yield from check_migration(before, planned, entry.places, live, ("migrate", position, "map"))


def _is_version(row: Publication, planned: Definition | None, version: int) -> bool:
    return planned is not None and (row.kind, row.key, row.version) == ("process", planned.process, version)


def _named(directory: Directory, principal: str) -> str:
    """People by their logins, posts as they are."""
    person = directory.people.get(int(principal[1:])) if principal.startswith("#") else None
    return principal if person is None else person.login
