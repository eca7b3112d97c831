"""What was printed, and what a case has drawn for itself."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text, text

from workflow.store.tables.base import clustered, digest, partial_index
from workflow.store.types import Id, Json, Moment

verify_codes: Table = clustered(
    "verify_codes",
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("issued_at", Moment, nullable=False),
    CheckConstraint("length(code) = 34", name="code"),
)
"""One code for each version of a case that was ever printed; all papers of that version bear it."""

renderings: Table = clustered(
    "renderings",
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", Json, nullable=False),
    Column("frozen_at", Moment, nullable=False),
    Column("number", Text),
    Column("issued", Boolean, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("next_try", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("lease_owner", Text),
    Column("lease_until", Moment),
    Column("settled_at", Moment),
    Column("result", Text),
    Column("last_error", Text),
    digest("sha256"),
    CheckConstraint("version > 0", name="version"),
    CheckConstraint("length(code) = 34", name="code"),
    CheckConstraint("(settled_at IS NULL) = (result IS NULL)", name="settled"),
    partial_index("ix_renderings_due", "next_try", where="settled_at IS NULL"),
)
"""Each frozen version of a document: its input, whose digest is `sha256`, and the job that draws it; an issued letter
is such a version. A claim moves `next_try` to the end of its lease."""
