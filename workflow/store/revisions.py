"""Counters that say when a picture in memory is out of date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import text

from workflow.store.engine import Connection

_ALL: Final = text("SELECT name, value FROM revisions")
_BUMP: Final = text(
    "INSERT INTO revisions (name, value) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET value = revisions.value + 1 RETURNING value"
)


def load_revisions(connection: Connection) -> Mapping[str, int]:
    """By name; one that was never bumped is missing and means 0."""
    return {row.name: row.value for row in connection.execute(_ALL)}


def bump(connection: Connection, name: str) -> int:
    """In the transaction of the change: whoever loads a case after it sees the new number."""
    return int(connection.execute(_BUMP, {"name": name}).scalar_one())
