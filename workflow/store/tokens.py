"""Bearer tokens of the API and of links: only their digests are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, or_, select, update

from workflow.store.engine import Connection
from workflow.store.tables import tokens


@dataclass(frozen=True, slots=True)
class Token:
    """`digest` is the SHA-256 of the secret; `scope` what it opens. It belongs to a person, a case, or both."""

    digest: str
    kind: str
    label: str
    created_at: datetime
    person_id: int | None = None
    case_id: int | None = None
    scope: Mapping[str, Any] = field(default_factory=dict)
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def create(connection: Connection, token: Token) -> None:
    connection.execute(insert(tokens).values(asdict(token)))


def valid(connection: Connection, digest: str, kind: str, now: datetime) -> Token | None:
    """The token, unless it is unknown, expired or revoked. Whether its person is active is the caller's to ask."""
    row = connection.execute(select(tokens).where(*_open(digest, kind, now))).mappings().one_or_none()
    return Token(**row) if row else None


def use_once(connection: Connection, digest: str, kind: str, now: datetime) -> bool:
    """Mark as used; False when it is not valid or was used before, by however many at the same moment."""
    unused = update(tokens).where(*_open(digest, kind, now), tokens.c.used_at.is_(None))
    return bool(connection.execute(unused.values(used_at=now)).rowcount)


def touch(connection: Connection, digest: str, now: datetime) -> None:
    """Remember the last use of a token that may be used often."""
    connection.execute(update(tokens).where(tokens.c.digest == digest).values(used_at=now))


def of_person(connection: Connection, person: int) -> tuple[Token, ...]:
    """Those not revoked, newest first."""
    chosen = select(tokens).where(tokens.c.person_id == person, tokens.c.revoked_at.is_(None))
    rows = connection.execute(chosen.order_by(tokens.c.created_at.desc())).mappings()
    return tuple(Token(**row) for row in rows)


def revoke(connection: Connection, now: datetime, *, person: int | None = None, digest: str | None = None) -> int:
    """One token, or all of a person who leaves; how many were revoked."""
    chosen = tokens.c.digest == digest if digest is not None else tokens.c.person_id == person
    still = update(tokens).where(chosen, tokens.c.revoked_at.is_(None))
    return connection.execute(still.values(revoked_at=now)).rowcount


def _open(digest: str, kind: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        tokens.c.digest == digest,
        tokens.c.kind == kind,
        tokens.c.revoked_at.is_(None),
        or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > now),
    )
