"""What each person last saw of a case, so that a page can say what has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow.store.engine import Connection
from workflow.store.tables import looks
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class Look:
    """`content` and `earlier` are plain JSON; see the table."""

    person_id: int
    case_id: int
    version: int
    at: datetime
    content: Mapping[str, Any]
    earlier: Mapping[str, Any] | None = None


def get(connection: Connection, person: int, case_id: int) -> Look | None:
    chosen = select(looks).where(looks.c.person_id == person, looks.c.case_id == case_id)
    row = connection.execute(chosen).mappings().one_or_none()
    return Look(**row) if row else None


def put(connection: Connection, look: Look) -> None:
    """Of two looks at once the newer version stays."""
    new = insert_into(connection, looks).values(asdict(look))
    changes = {name: new.excluded[name] for name in ("version", "at", "content", "earlier")}
    newer = looks.c.version <= new.excluded.version
    connection.execute(new.on_conflict_do_update(index_elements=["person_id", "case_id"], set_=changes, where=newer))


def versions(connection: Connection, person: int, cases: Sequence[int]) -> dict[int, int]:
    """The version that the person saw last, by case; cases never opened are left out."""
    if not cases:
        return {}
    chosen = select(looks.c.case_id, looks.c.version).where(looks.c.person_id == person, looks.c.case_id.in_(cases))
    return {row.case_id: row.version for row in connection.execute(chosen)}
