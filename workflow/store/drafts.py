"""Forms begun and not submitted: they belong to one person and are no cases yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from workflow.store.engine import Connection
from workflow.store.tables import drafts
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class Draft:
    """`data` as typed, not yet valid; `files` are the facts of stored files by document name."""

    id: int
    person_id: int
    process: str
    data: Mapping[str, Any]
    updated_at: datetime
    files: Mapping[str, Any] = field(default_factory=dict)


def put(connection: Connection, draft: Draft) -> None:
    """Insert, or replace what the same person has under this id; another person's draft stays as it is."""
    new = insert_into(connection, drafts).values(asdict(draft))
    changes = {name: new.excluded[name] for name in ("data", "files", "updated_at")}
    own = drafts.c.person_id == new.excluded.person_id
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=changes, where=own))


def get(connection: Connection, draft: int, person: int, *, lock: bool = False) -> Draft | None:
    """With `lock`, nobody else changes it until the transaction ends."""
    chosen = select(drafts).where(drafts.c.id == draft, drafts.c.person_id == person)
    chosen = chosen.with_for_update() if lock else chosen
    row = connection.execute(chosen).mappings().one_or_none()
    return Draft(**row) if row else None


def of_person(connection: Connection, person: int) -> tuple[Draft, ...]:
    """Newest first."""
    chosen = select(drafts).where(drafts.c.person_id == person).order_by(drafts.c.updated_at.desc())
    return tuple(Draft(**row) for row in connection.execute(chosen).mappings())


def remove(connection: Connection, draft: int, person: int) -> None:
    connection.execute(delete(drafts).where(drafts.c.id == draft, drafts.c.person_id == person))
