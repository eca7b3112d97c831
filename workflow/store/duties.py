"""What somebody still has to do in cases that follow from others."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select

from workflow.core.case import Holder
from workflow.store.engine import Connection
from workflow.store.tables import candidates, links

MOST: Final = 100
"""Nobody who has more than these to do is any better for being counted exactly."""


def due_moments(connection: Connection, person: int, but: int) -> tuple[datetime, ...]:
    """When the person's own tasks are due in following cases, soonest first; the case `but` does not count."""
    own = Holder(person=person).principal()
    chosen = (
        select(candidates.c.due_at)
        .join(links, links.c.child == candidates.c.case_id)
        .where(candidates.c.principal == own, candidates.c.case_id != but)
        .order_by(candidates.c.due_at)
        .limit(MOST)
    )
    return tuple(row.due_at for row in connection.execute(chosen))
