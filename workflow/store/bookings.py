"""What cases hold at which time. Whoever books takes the resource's lock first, so that what stands is what he sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from workflow.core.bookings import Span, Why
from workflow.store.engine import Connection
from workflow.store.tables import bookings, triggers
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class Booking:
    """`version` is that of the case behind the step that placed it, `placed_by` the place of the decision behind it."""

    case: int
    version: int
    resource: str
    span: Span
    placed_by: str | None


_STANDING = bookings.c.released_at.is_(None)
_COLUMNS = (
    bookings.c.case_id,
    bookings.c.version,
    bookings.c.resource,
    bookings.c.starts_at,
    bookings.c.ends_at,
    bookings.c.placed_by,
)


def lock(connection: Connection, resource: str) -> None:
    """Until the transaction ends nobody else books the resource. SQLite has one writer at a time anyway."""
    if connection.dialect == "postgresql":
        key = func.hashtextextended(resource, triggers.BOOKING_LOCK)
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def in_the_way(connection: Connection, resource: str, span: Span, *, of_others_than: int) -> Booking | None:
    """The first booking of another case that meets the span."""
    wanted = (
        select(*_COLUMNS)
        .where(_STANDING, bookings.c.resource == resource, bookings.c.case_id != of_others_than)
        .where(bookings.c.ends_at > span.starts_at, bookings.c.starts_at < span.ends_at)
        .order_by(bookings.c.starts_at)
    )
    row = connection.execute(wanted.limit(1)).first()
    return _booking(row) if row is not None else None


def place(connection: Connection, booking: Booking) -> None:
    """Raises Violated (`bookings_apart`) where it would meet another one. One step may hold a thing again."""
    values = {
        "case_id": booking.case,
        "version": booking.version,
        "resource": booking.resource,
        "placed_by": booking.placed_by,
        "starts_at": booking.span.starts_at,
        "ends_at": booking.span.ends_at,
        "released_at": None,
        "released_as": None,
    }
    new = insert_into(connection, bookings).values(**values)
    keys = {"case_id", "version", "resource"}
    again = {name: new.excluded[name] for name in values if name not in keys}
    connection.execute(new.on_conflict_do_update(index_elements=sorted(keys), set_=again))


def release(
    connection: Connection,
    case: int,
    at: datetime,
    why: Why,
    *,
    resource: str | None = None,
    placed_by: str | None = None,
) -> None:
    """Give free what the case holds: all of it, one resource, or what one decision placed."""
    chosen = [bookings.c.case_id == case, _STANDING]
    chosen += [bookings.c.resource == resource] if resource is not None else []
    chosen += [bookings.c.placed_by == placed_by] if placed_by is not None else []
    connection.execute(update(bookings).where(*chosen).values(released_at=at, released_as=why))


def held_by(connection: Connection, cases: Sequence[int]) -> tuple[Booking, ...]:
    """What the cases hold now, earliest first."""
    wanted = select(*_COLUMNS).where(_STANDING, bookings.c.case_id.in_(list(cases)))
    return _bookings(connection, wanted)


def held_between(connection: Connection, span: Span, *, most: int) -> tuple[Booking, ...]:
    """What is held at some moment of the span, earliest first."""
    wanted = select(*_COLUMNS).where(
        _STANDING, bookings.c.ends_at > span.starts_at, bookings.c.starts_at < span.ends_at
    )
    return _bookings(connection, wanted.limit(most))


def _bookings(connection: Connection, wanted: Select[Any]) -> tuple[Booking, ...]:
    ordered = wanted.order_by(bookings.c.starts_at, bookings.c.case_id, bookings.c.resource)
    return tuple(_booking(row) for row in connection.execute(ordered))


def _booking(row: Row[Any]) -> Booking:
    return Booking(row.case_id, row.version, row.resource, Span(row.starts_at, row.ends_at), row.placed_by)
