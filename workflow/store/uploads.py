"""Files handed in ahead of the form that will use them, bound to whoever sent them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from workflow.store.engine import Connection
from workflow.store.tables import uploads
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class Upload:
    id: str
    person_id: int
    sha256: str
    size: int
    filename: str
    media_type: str
    at: datetime


def add(connection: Connection, upload: Upload) -> None:
    """What is there already under this id stays as it is."""
    connection.execute(insert_into(connection, uploads).values(asdict(upload)).on_conflict_do_nothing())


def get(connection: Connection, upload: str, person: int, *, since: datetime) -> Upload | None:
    """None for unknown ids, for those of others, and for what was handed in before `since`."""
    chosen = (uploads.c.id == upload, uploads.c.person_id == person, uploads.c.at >= since)
    row = connection.execute(select(uploads).where(*chosen)).mappings().one_or_none()
    return Upload(**row) if row else None


def of_ids(connection: Connection, ids: Sequence[str], person: int, *, since: datetime) -> Mapping[str, Upload]:
    """Those of `ids` that `get` would find, by id."""
    chosen = (uploads.c.id.in_(ids), uploads.c.person_id == person, uploads.c.at >= since)
    rows = connection.execute(select(uploads).where(*chosen)).mappings()
    return {row["id"]: Upload(**row) for row in rows}


def forget_before(connection: Connection, moment: datetime) -> int:
    """How many were dropped; their files may be gone when no document has their digest."""
    return connection.execute(delete(uploads).where(uploads.c.at < moment)).rowcount
