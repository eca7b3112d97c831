"""Which case was joined to which (併案)."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from workflow.store.engine import Connection
from workflow.store.tables import merged


def put(connection: Connection, case: int, lead: int) -> None:
    connection.execute(insert(merged).values(case_id=case, lead=lead))


def take_out(connection: Connection, case: int) -> None:
    connection.execute(delete(merged).where(merged.c.case_id == case))


def lead_of(connection: Connection, case: int) -> int | None:
    """The case to which this one was joined."""
    found: int | None = connection.execute(select(merged.c.lead).where(merged.c.case_id == case)).scalar()
    return found


def beside(connection: Connection, case: int) -> tuple[int | None, tuple[int, ...]]:
    """The case to which this one was joined, and those that were joined to it, oldest first."""
    chosen = select(merged.c.case_id, merged.c.lead).where((merged.c.case_id == case) | (merged.c.lead == case))
    rows = connection.execute(chosen.order_by(merged.c.case_id)).all()
    lead = next((row.lead for row in rows if row.case_id == case), None)
    return lead, tuple(row.case_id for row in rows if row.lead == case)
