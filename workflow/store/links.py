"""Which case follows from which."""

from __future__ import annotations

from sqlalchemy import insert, select

from workflow.store.engine import Connection
from workflow.store.tables import cases, links


def put(connection: Connection, parent: int, child: int, seq: int | None = None) -> None:
    """`seq`: the parent waits for it as for its child of that number."""
    connection.execute(insert(links).values(child=child, parent=parent, seq=seq))


def child_of(connection: Connection, parent: int, seq: int) -> int:
    """The case that its parent counts so."""
    chosen = select(links.c.child).where(links.c.parent == parent, links.c.seq == seq)
    child: int = connection.execute(chosen).scalar_one()
    return child


def open_after(connection: Connection, case: int) -> tuple[int, ...]:
    """The case, if it is open; else those open ones that follow from it, however far; else the case itself."""
    near, seen, found = [case], {case}, list[int]()
    while near and not found:
        chosen = select(cases.c.id, cases.c.closed_at).where(cases.c.id.in_(near))
        closed = [row.id for row in connection.execute(chosen) if row.closed_at is not None]
        found = sorted(set(near) - set(closed))
        following = select(links.c.child).where(links.c.parent.in_(closed), links.c.seq.is_(None))
        near = [] if found else [it for it in connection.execute(following).scalars() if it not in seen]
        seen |= set(near)
    return tuple(found) or (case,)


def beside(connection: Connection, case: int) -> tuple[int | None, tuple[int, ...]]:
    """The case from which this one follows, and those that follow from it: first those that it waits for, as it counts
    them, then the others as they began."""
    chosen = select(links.c.parent, links.c.child, links.c.seq)
    rows = connection.execute(chosen.where((links.c.child == case) | (links.c.parent == case))).all()
    rows = sorted(rows, key=lambda row: (row.seq is None, row.seq or 0, row.child))
    parent = next((row.parent for row in rows if row.child == case), None)
    return parent, tuple(row.child for row in rows if row.parent == case)
