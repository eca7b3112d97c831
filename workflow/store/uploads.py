"""Files handed in ahead of the form that will use them, bound to whoever sent them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from workflow.store.engine import Connection
from workflow.store.tables import uploads


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
    connection.execute(insert(uploads).values(asdict(upload)))


def get(connection: Connection, upload: str, person: int, *, since: datetime) -> Upload | None:
    """None for unknown ids, for those of others, and for what was handed in before `since`."""
    chosen = (uploads.c.id == upload, uploads.c.person_id == person, uploads.c.at >= since)
    row = connection.execute(select(uploads).where(*chosen)).mappings().one_or_none()
    return Upload(**row) if row else None


def forget_before(connection: Connection, moment: datetime) -> int:
    """How many were dropped; their files may be gone when no document has their digest."""
    return connection.execute(delete(uploads).where(uploads.c.at < moment)).rowcount
