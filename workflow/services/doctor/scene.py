"""What a rule that looks at the whole database is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select

from workflow.store.engine import Connection

MOST_PER_RULE: Final = 100
"""Findings of one rule that are told one by one; what a damaged table repeats thousands of times says no more."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`connection` is one transaction: everything in it is of one moment."""

    connection: Connection
    now: datetime

    def rows(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        """What is wrong: no more of it than is told, and one that says that there is more."""
        return self.connection.execute(wanted.limit(MOST_PER_RULE + 1)).all()
