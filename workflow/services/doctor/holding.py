"""What cases hold: nothing twice at one moment, and nothing for a case that is over."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, select, tuple_

from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.store.tables import bookings, cases


def held_once(scene: Scene) -> Iterator[Fault]:
    """The triggers keep bookings apart; here it is seen whether they did."""
    one, other = bookings.alias("one"), bookings.alias("other")
    meet = and_(
        one.c.resource == other.c.resource, one.c.starts_at < other.c.ends_at, other.c.starts_at < one.c.ends_at
    )
    twice = and_(meet, tuple_(one.c.case_id, one.c.version) < tuple_(other.c.case_id, other.c.version))
    standing = (one.c.released_at.is_(None), other.c.released_at.is_(None))
    wanted = select(one.c.case_id, one.c.resource, other.c.case_id.label("beside")).join(other, twice).where(*standing)
    for row in scene.rows(wanted):
        yield fault("held_twice", at=row.case_id, resource=row.resource, beside=row.beside)
    over = select(bookings.c.case_id, bookings.c.resource).join(cases, cases.c.id == bookings.c.case_id)
    for row in scene.rows(over.where(bookings.c.released_at.is_(None), cases.c.closed_at.is_not(None))):
        yield fault("held_by_closed_case", at=row.case_id, resource=row.resource)
