"""Hashes of passwords; hashing and checking is an adapter's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from workflow.store.engine import Connection
from workflow.store.tables import credentials
from workflow.store.upserting import insert_into


def put(connection: Connection, person: int, password_hash: str, at: datetime) -> None:
    new = insert_into(connection, credentials).values(person_id=person, hash=password_hash, changed_at=at)
    changes = {"hash": new.excluded.hash, "changed_at": new.excluded.changed_at}
    connection.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=changes))


def get(connection: Connection, person: int) -> str | None:
    return connection.execute(select(credentials.c.hash).where(credentials.c.person_id == person)).scalar_one_or_none()
