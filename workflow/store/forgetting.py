"""Dropping rows that have served, a bounded number at a time, each found by an index."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Column, ColumnElement, Table, delete, exists, select, tuple_

from workflow.store.engine import Connection
from workflow.store.tables import cases, form_uses, guest_codes, looks, sessions, sign_in_attempts, uploads

_WHEN: Final = (sessions.c.seen_at, sign_in_attempts.c.since, uploads.c.at, guest_codes.c.made_at)
BY_TIME: Final = {column.table.name: column for column in _WHEN}
"""By table, the indexed column that says how old a row is."""
KEPT_NONCES: Final = "draft:"
"""Such a nonce keeps a draft from becoming a second case, for as long as somebody may have its page open."""

Key = tuple[int, str] | tuple[int, int]


def forget_oldest(connection: Connection, table: str, before: datetime, *, most: int) -> int:
    """How many rows of a table of BY_TIME went, the oldest first."""
    when = BY_TIME[table]
    (key,) = when.table.primary_key.columns
    oldest = select(key).where(when < before).order_by(when).limit(most)
    return connection.execute(delete(when.table).where(key.in_(oldest))).rowcount


def forget_forms(connection: Connection, after: Key | None, before: datetime, most: int) -> Key | None:
    """Look at `most` used forms from a place on and drop those answered before a moment; the place to go on from."""
    old = form_uses.c.at < before, ~form_uses.c.nonce.startswith(KEPT_NONCES, autoescape=True)
    return _walk(connection, form_uses, (form_uses.c.actor, form_uses.c.nonce), after, most, *old)


def forget_looks(connection: Connection, after: Key | None, before: datetime, most: int) -> Key | None:
    """As `forget_forms`: what people saw of cases that were closed before a moment, and of no later."""
    over = exists().where(cases.c.id == looks.c.case_id, cases.c.closed_at < before).correlate(looks)
    return _walk(connection, looks, (looks.c.person_id, looks.c.case_id), after, most, looks.c.at < before, over)


def _walk(
    connection: Connection,
    table: Table,
    key: tuple[Column[int], Column[str] | Column[int]],
    after: Key | None,
    most: int,
    *doomed: ColumnElement[bool],
) -> Key | None:
    """Along the key, so that no index has to be kept that every step would write."""
    later = tuple_(*key) > tuple_(*after) if after is not None else key[0].is_not(None)
    page = connection.execute(select(*key).where(later).order_by(*key).limit(most)).all()
    if not page:
        return None
    first, last = tuple(page[0]), tuple(page[-1])
    within = (tuple_(*key) >= tuple_(*first)) & (tuple_(*key) <= tuple_(*last))
    connection.execute(delete(table).where(within, *doomed))
    return (int(last[0]), last[1]) if len(page) == most else None
