"""What cases are made from and what they leave behind."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from workflow.store.tables.base import clustered, digest, metadata
from workflow.store.types import Id, Json, Moment

publications = Table(
    "publications",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", Id, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("retired_at", Moment),
    UniqueConstraint("kind", "key", "sha256"),
    CheckConstraint("version > 0", name="version"),
    digest("sha256"),
    Index("ix_publications_sha256", "sha256"),
)
"""Every version ever published, as it was written. The source of a row never changes."""

register_rows = clustered(
    "register_rows",
    Column("register", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("data", Json, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Id, nullable=False),
    Column("case_id", Id),
    CheckConstraint("version > 0", name="version"),
    CheckConstraint("valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to", name="valid"),
)
"""The newest version of each row; `case_id` is the case whose step wrote it."""

register_keys = clustered(
    "register_keys",
    Column("register", Text, primary_key=True),
    Column("columns", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("code", Text, nullable=False),
    digest("value"),
    ForeignKeyConstraint(["register", "code"], ["register_rows.register", "register_rows.code"]),
    Index("ix_register_keys_register_code", "register", "code"),
)
"""What no two rows of a register may hold alike: columns, with a digest of what one row holds in them."""

register_history = clustered(
    "register_history",
    Column("register", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("data", Json, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Id, nullable=False),
    Column("case_id", Id),
    ForeignKeyConstraint(["register", "code"], ["register_rows.register", "register_rows.code"]),
)
