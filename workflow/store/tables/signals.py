"""Word from one case to another that has still to arrive."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text, text

from workflow.store.tables.base import clustered, partial_index
from workflow.store.types import Id, Json, Moment

signals = clustered(
    "signals",
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("source", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("content", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("next_try", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("last_error", Text),
    partial_index("ix_signals_due", "next_try", where="next_try IS NOT NULL"),
)
"""`case_id` is to hear it; `source` sent it with its entry `version`. The row goes with the step that takes it, so that
it is heard once. `next_try` without a value: given up, an incident says so.
"""
