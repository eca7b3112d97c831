"""The versions of processes: which one new cases get, which are still in use, and taking one out of use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from workflow.core.calendar import TAIPEI
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.machine import Process
from workflow.reading.folder import Files
from workflow.services.publishing import unpublished
from workflow.services.runtime import Runtime
from workflow.store import publications, running
from workflow.store.engine import Connection
from workflow.store.publications import Publication
from workflow.store.running import Count

KIND = "process"

Status = Literal["draft", "scheduled", "in_force", "replaced", "retired"]


@dataclass(frozen=True, slots=True)
class Version:
    """`draft`: a file that is not published; `scheduled`: in force from a later day; `replaced`: a later version is in
    force, and only cases that began with this one go by it; `retired`: taken out of use."""

    process: str
    version: int
    sha256: str
    status: Status
    effective_from: date
    published_at: datetime | None = None
    retired_at: datetime | None = None
    running: int = 0
    cases: int = 0


def list_versions(
    runtime: Runtime, now: datetime, *, process: str | None = None, drafts: Files | None = None
) -> tuple[Version, ...]:
    """Every version of every process, or of one, oldest first; `drafts` are files that may not be published yet.

    Raises NotFound for a process that has none.
    """
    with runtime.database.report() as connection:
        rows = [row for row in publications.every(connection) if row.kind == KIND and process in {None, row.key}]
        counts = running.counts(connection, process)
        files = unpublished(connection, drafts or {}, now)
    today = now.astimezone(TAIPEI).date()
    found = [*_published(rows, counts, today), *(_draft(it) for it in files if process in {None, it.key})]
    if process is not None and not found:
        raise NotFound("version", process)
    return tuple(sorted(found, key=lambda it: (it.process, it.version, it.status == "draft")))


def retire_version(runtime: Runtime, process: str, version: int, now: datetime) -> tuple[Version, ...]:
    """Start no new case with it any more; running cases keep it. Gives all versions as they stand then.

    Raises NotFound, Refused `already_retired`.
    """
    with runtime.database.transaction() as connection:
        row = version_row(connection, process, version)
        if row.retired_at is not None:
            raise Refused(Refusal("already_retired", {"process": process, "version": version}))
        publications.retire(connection, KIND, process, version, at=now)
    return list_versions(runtime, now, process=process)


def find_version(runtime: Runtime, process: str, now: datetime, version: int | None = None) -> Process:
    """A published version, without a number the one that new cases get, else the newest. Raises NotFound."""
    with runtime.database.snapshot() as connection:
        if version is not None:
            return runtime.catalogue.process(connection, version_row(connection, process, version).sha256)
        rows = publications.versions(connection, KIND, process)
        today = now.astimezone(TAIPEI).date()
        in_force = _in_force([row for row in rows if row.retired_at is None], today)
        if not rows:
            raise NotFound("version", process)
        return runtime.catalogue.process(connection, (in_force or rows[-1]).sha256)


def version_row(connection: Connection, process: str, version: int) -> Publication:
    """Raises NotFound."""
    found = [row for row in publications.versions(connection, KIND, process) if row.version == version]
    if not found:
        raise NotFound("version", f"{process}@{version}")
    return found[0]


def _published(rows: Sequence[Publication], counts: dict[str, Count], today: date) -> Iterator[Version]:
    for _, several in groupby(sorted(rows, key=lambda row: row.key), key=lambda row: row.key):
        versions = list(several)
        current = _in_force([row for row in versions if row.retired_at is None], today)
        for row in versions:
            count = counts.get(row.sha256, Count())
            yield Version(
                row.key,
                row.version,
                row.sha256,
                _status(row, current, today),
                row.effective_from,
                row.published_at,
                row.retired_at,
                count.running,
                count.all,
            )


def _in_force(rows: Sequence[Publication], today: date) -> Publication | None:
    """The one that new cases get: as the catalogue chooses it."""
    begun = [row for row in rows if row.effective_from <= today]
    return max(begun, key=lambda row: (row.effective_from, row.published_at, row.version), default=None)


def _status(row: Publication, current: Publication | None, today: date) -> Status:
    if row.retired_at is not None:
        return "retired"
    if row.effective_from > today:
        return "scheduled"
    return "in_force" if row == current else "replaced"


def _draft(row: Publication) -> Version:
    return Version(row.key, row.version, row.sha256, "draft", row.effective_from)
