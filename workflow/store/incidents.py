"""Things that a human must look at: at most one open per kind and key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update

from workflow.store.engine import Connection
from workflow.store.tables import incidents
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class Incident:
    id: int
    case_id: int | None
    kind: str
    key: str
    detail: Mapping[str, Any]
    opened_at: datetime
    closed_at: datetime | None
    closed_by: int | None


def open_incident(
    connection: Connection,
    kind: str,
    key: str,
    detail: Mapping[str, Any],
    *,
    at: datetime,
    case: int | None = None,
) -> bool:
    """False when the same is open already."""
    new = insert_into(connection, incidents).values(case_id=case, kind=kind, key=key, detail=dict(detail), opened_at=at)
    once = new.on_conflict_do_nothing(index_elements=["kind", "key"], index_where=text("closed_at IS NULL"))
    return connection.execute(once.returning(incidents.c.id)).scalar_one_or_none() is not None


def close(connection: Connection, incident: int, *, at: datetime, by: int) -> bool:
    """False when it was closed before."""
    still = update(incidents).where(incidents.c.id == incident, incidents.c.closed_at.is_(None))
    return bool(connection.execute(still.values(closed_at=at, closed_by=by)).rowcount)


def standing(connection: Connection) -> tuple[Incident, ...]:
    """The open ones, oldest first."""
    chosen = select(incidents).where(incidents.c.closed_at.is_(None)).order_by(incidents.c.opened_at, incidents.c.id)
    return tuple(Incident(**row) for row in connection.execute(chosen).mappings())
