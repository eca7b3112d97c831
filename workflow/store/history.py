"""The chain of entries of a case, read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow.store.engine import Connection
from workflow.store.tables import history


@dataclass(frozen=True, slots=True)
class Entry:
    """`content` are the bytes that were hashed; `reason` and the salt of its commitment stand beside them."""

    seq: int
    at: datetime
    prev: str
    hash: str
    content: bytes
    reason: str | None
    reason_salt: str | None

    @property
    def facts(self) -> Mapping[str, Any]:
        """The content as it reads; moments and decimals are texts in it."""
        facts: Mapping[str, Any] = json.loads(self.content)
        return facts


def entries(connection: Connection, case_id: int) -> tuple[Entry, ...]:
    """All entries of one case, oldest first."""
    wanted = select(history).where(history.c.case_id == case_id).order_by(history.c.seq)
    return tuple(
        Entry(row.seq, row.at, row.prev_hash, row.hash, row.entry.encode(), row.reason, row.reason_salt)
        for row in connection.execute(wanted)
    )
