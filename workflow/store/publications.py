"""Published sources: definitions and the files they share, every version for ever."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, insert, select, update

from workflow.core.errors import NotFound
from workflow.store.engine import Connection
from workflow.store.revisions import bump
from workflow.store.tables import publications

REVISION = "definitions"


@dataclass(frozen=True, slots=True)
class Publication:
    """`kind` is process, organisation, calendar, …; `sha256` the identity of the compiled form of `source`."""

    kind: str
    key: str
    version: int
    sha256: str
    source: str
    published_at: datetime
    published_by: int
    effective_from: date
    retired_at: datetime | None = None


def publish(connection: Connection, publication: Publication) -> None:
    """Raises Violated when this version, or this content under its key, was published before."""
    connection.execute(insert(publications).values(asdict(publication)))
    bump(connection, REVISION)


def retire(connection: Connection, kind: str, key: str, version: int, *, at: datetime) -> None:
    """No new case starts with it; running cases keep it. Raises NotFound."""
    chosen = (publications.c.kind == kind, publications.c.key == key, publications.c.version == version)
    changed = connection.execute(update(publications).where(*chosen).values(retired_at=at)).rowcount
    if not changed:
        raise NotFound(kind, f"{key} {version}")
    bump(connection, REVISION)


def every(connection: Connection) -> tuple[Publication, ...]:
    """All of them in the order of publication."""
    order = (publications.c.published_at, publications.c.kind, publications.c.key, publications.c.version)
    return _found(connection, select(publications).order_by(*order))


def versions(connection: Connection, kind: str, key: str) -> tuple[Publication, ...]:
    """Oldest first."""
    chosen = select(publications).where(publications.c.kind == kind, publications.c.key == key)
    return _found(connection, chosen.order_by(publications.c.version))


def newest_version(connection: Connection, kind: str, key: str) -> int:
    """0 when nothing was published under the key."""
    highest = select(func.max(publications.c.version)).where(publications.c.kind == kind, publications.c.key == key)
    return connection.execute(highest).scalar() or 0


def by_sha256(connection: Connection, kind: str, sha256: str) -> Publication:
    """Raises NotFound."""
    chosen = select(publications).where(publications.c.sha256 == sha256, publications.c.kind == kind)
    found = _found(connection, chosen.limit(1))
    if not found:
        raise NotFound(kind, sha256)
    return found[0]


def _found(connection: Connection, chosen: Select[tuple[object, ...]]) -> tuple[Publication, ...]:
    return tuple(Publication(**row) for row in connection.execute(chosen).mappings())
