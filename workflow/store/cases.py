"""Cases as lists show them, and the versions of one case's documents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Row, literal, select, true, tuple_

from workflow.core.case import FileView, Holder, TaskView
from workflow.core.text import Text
from workflow.store.courses import read_course
from workflow.store.engine import Connection
from workflow.store.tables import cases, documents, tasks
from workflow.store.types import Moment
from workflow.store.views import asked_of

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Newest:
    """A place in a list of cases, the newest first."""

    started_at: datetime
    case_id: int


TOP: Final = Newest(datetime.max.replace(tzinfo=UTC), 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Listed:
    """One case of a list with its open tasks."""

    id: int
    number: str
    process: str
    definition: str
    title: Text
    applicant: int
    state: str
    version: int
    started_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    speed: str | None
    tasks: tuple[TaskView, ...]

    def place(self) -> Newest:
        return Newest(self.started_at, self.id)


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of a document, with who handed it in and when."""

    file: FileView
    by: int
    at: datetime


def any_case(connection: Connection) -> bool:
    return connection.execute(select(cases.c.id).limit(1)).first() is not None


def of_applicant(
    connection: Connection,
    applicant: int,
    *,
    closed: bool,
    after: Newest = TOP,
    most: int = PAGE,
    but: Collection[str] = (),
) -> tuple[Listed, ...]:
    """Running or closed cases, `but` of these processes, the newest first: two statements."""
    place = tuple_(cases.c.started_at, cases.c.id) < tuple_(literal(after.started_at, Moment()), after.case_id)
    state = cases.c.closed_at.is_not(None) if closed else cases.c.closed_at.is_(None)
    chosen = (
        select(*(cases.c[name] for name in _COLUMNS))
        .where(cases.c.applicant == applicant, cases.c.started_at.is_not(None), state, place)
        .where(cases.c.process.not_in(sorted(but)) if but else true())
        .order_by(cases.c.started_at.desc(), cases.c.id.desc())
        .limit(most)
    )
    rows = connection.execute(chosen).all()
    return listed(connection, rows)


def listed(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Listed, ...]:
    """Rows of the columns of `Listed`, each with its open tasks."""
    waiting = _open_tasks(connection, [row.id for row in rows if row.closed_at is None])
    return tuple(
        Listed(
            row.id,
            row.number,
            row.process,
            row.definition,
            Text(row.title_zh, row.title_en),
            row.applicant,
            row.state,
            row.version,
            row.started_at,
            row.due_at,
            row.closed_at,
            row.outcome,
            row.speed,
            tuple(waiting.get(row.id, ())),
        )
        for row in rows
    )


def document_versions(connection: Connection, case_id: int) -> tuple[Kept, ...]:
    """All versions that were handed in, by name, the newest first."""
    chosen = (
        select(documents).where(documents.c.case_id == case_id).order_by(documents.c.name, documents.c.version.desc())
    )
    return tuple(
        Kept(FileView(row.name, row.version, row.sha256, row.size, row.filename, row.media_type), row.by, row.at)
        for row in connection.execute(chosen)
    )


def _open_tasks(connection: Connection, ids: Sequence[int]) -> dict[int, list[TaskView]]:
    if not ids:
        return {}
    chosen = select(tasks).where(tasks.c.case_id.in_(ids), tasks.c.closed_at.is_(None)).order_by(tasks.c.seq)
    found: dict[int, list[TaskView]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.case_id, []).append(_task(row))
    return found


def _task(row: Row[Any]) -> TaskView:
    return TaskView(
        row.seq,
        row.visit,
        row.state,
        row.key,
        row.branch,
        row.kind,
        tuple(Holder(*holder) for holder in row.holders),
        row.opened_at,
        row.due_at,
        row.claimed_by,
        about=row.about,
        asked=asked_of(row.asked) if row.asked is not None else None,
        course=read_course(row.course),
    )


_COLUMNS: Final = (
    "id",
    "number",
    "process",
    "definition",
    "title_zh",
    "title_en",
    "applicant",
    "state",
    "version",
    "started_at",
    "due_at",
    "closed_at",
    "outcome",
    "speed",
)
