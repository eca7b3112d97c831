"""What was printed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from workflow.store.tables.base import clustered
from workflow.store.types import Id, Moment

verify_codes: Table = clustered(
    "verify_codes",
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("issued_at", Moment, nullable=False),
    CheckConstraint("length(code) = 34", name="code"),
)
"""One code for each version of a case that was ever printed; all papers of that version bear it."""
