"""Frozen versions of documents, and the drawing of them: claimed under a lease, because it takes time and may fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, select, update

from workflow.store.engine import Connection
from workflow.store.retrying import TIMER_WAITS, next_try
from workflow.store.tables import cases, renderings


@dataclass(frozen=True, slots=True)
class Rendering:
    """`definition` is the version whose words it is drawn with; `number` its own, once it has one; `drawn` is False
    while there are no bytes."""

    case_id: int
    name: str
    version: int
    definition: str
    layout: str
    sha256: str
    content: Mapping[str, Any]
    frozen_at: datetime
    number: str | None
    issued: bool
    code: str
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Of a version whose code was asked for: its case as it is now."""

    rendering: Rendering
    case_number: str
    case_definition: str
    unit: str
    applicant: int
    outcome: str | None
    documents: Mapping[str, list[Any]]


_COLUMNS: Final = (
    renderings.c.case_id,
    renderings.c.name,
    renderings.c.version,
    renderings.c.definition,
    renderings.c.layout,
    renderings.c.sha256,
    renderings.c.content,
    renderings.c.frozen_at,
    renderings.c.number,
    renderings.c.issued,
    renderings.c.code,
)
_KEY: Final = (renderings.c.case_id, renderings.c.name, renderings.c.version)
_DUE: Final = (
    select(*_KEY)
    .where(renderings.c.settled_at.is_(None), renderings.c.next_try <= bindparam("now"))
    .order_by(renderings.c.next_try)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def put(connection: Connection, rendering: Rendering) -> None:
    """A new version, to be drawn at once."""
    row = {column.name: getattr(rendering, column.name) for column in _COLUMNS}
    connection.execute(insert(renderings).values(**row, next_try=rendering.frozen_at))


def newest(connection: Connection, case_id: int, name: str) -> Rendering | None:
    chosen = select(*_COLUMNS, renderings.c.result).where(renderings.c.case_id == case_id, renderings.c.name == name)
    row = connection.execute(chosen.order_by(renderings.c.version.desc()).limit(1)).one_or_none()
    return _rendering(row) if row is not None else None


def of_case(connection: Connection, case_id: int) -> tuple[Rendering, ...]:
    """By name and version."""
    chosen = select(*_COLUMNS, renderings.c.result).where(renderings.c.case_id == case_id)
    rows = connection.execute(chosen.order_by(renderings.c.name, renderings.c.version))
    return tuple(_rendering(row) for row in rows)


def by_code(connection: Connection, code: str) -> Found | None:
    """None for a code that no version has."""
    now = (cases.c.number, cases.c.definition, cases.c.applicant_unit, cases.c.applicant, cases.c.outcome)
    chosen = (
        select(*_COLUMNS, renderings.c.result, *now, cases.c.documents)
        .join_from(renderings, cases, cases.c.id == renderings.c.case_id)
        .where(renderings.c.code == code)
    )
    row = connection.execute(chosen).one_or_none()
    return Found(_rendering(row), *row[len(_COLUMNS) + 1 :]) if row is not None else None


def claim(connection: Connection, owner: str, now: datetime, lease: timedelta) -> Rendering | None:
    """The version that has waited longest, for `owner` alone until the lease ends; then anybody may claim it again."""
    key = connection.execute(_DUE, {"now": now}).one_or_none()
    if key is None:
        return None
    until = now + lease
    row = connection.execute(
        update(renderings)
        .where(*_is(*key))
        .values(lease_owner=owner, lease_until=until, next_try=until, attempts=renderings.c.attempts + 1)
        .returning(*_COLUMNS, renderings.c.result)
    ).one()
    return _rendering(row)


def mark_drawn(connection: Connection, drawn: Rendering, at: datetime) -> None:
    _settle(connection, drawn, settled_at=at, result="drawn", last_error=None)


def mark_failed(connection: Connection, failed: Rendering, now: datetime, error: str) -> datetime | None:
    """When it will be tried again; None when it was given up, which wants an incident."""
    attempts = connection.execute(select(renderings.c.attempts).where(*_of(failed))).scalar_one()
    again = next_try(TIMER_WAITS, attempts, now)
    if again is None:
        _settle(connection, failed, settled_at=now, result="failed", last_error=error)
    else:
        _settle(connection, failed, next_try=again, last_error=error)
    return again


def _settle(connection: Connection, rendering: Rendering, **values: Any) -> None:
    connection.execute(
        update(renderings)
        .where(*_of(rendering), renderings.c.settled_at.is_(None))
        .values(**values, lease_owner=None, lease_until=None)
    )


def _of(rendering: Rendering) -> tuple[Any, ...]:
    return _is(rendering.case_id, rendering.name, rendering.version)


def _is(*key: Any) -> tuple[Any, ...]:
    return tuple(column == value for column, value in zip(_KEY, key, strict=True))


def _rendering(row: Row[Any]) -> Rendering:
    return replace(Rendering(*row[: len(_COLUMNS)]), drawn=row[len(_COLUMNS)] == "drawn")
