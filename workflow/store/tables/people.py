"""People, what they hold, who stands in for them, and how they are known at the doors."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text, text

from workflow.store.tables.base import clustered, digest, metadata, one_of
from workflow.store.types import Id, Json, Moment

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    CheckConstraint("id > 0", name="id"),
    one_of("language", "zh-TW", "en"),
)
"""Never deleted, only made inactive: a login is not given to a second person."""

holdings = Table(
    "holdings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("post", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("acting", Boolean, nullable=False),
    CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="valid"),
    Index("uq_holdings_key", "person_id", "post", "unit", "valid_from", unique=True),
)

deputyships = Table(
    "deputyships",
    metadata,
    Column("id", Id, primary_key=True),
    Column("principal_id", Id, ForeignKey("people.id"), nullable=False),
    Column("deputy_id", Id, ForeignKey("people.id"), nullable=False),
    Column("capacity", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment, nullable=False),
    Column("posts", Json, nullable=False),
    Column("processes", Json, nullable=False),
    Column("reason", Text, nullable=False),
    one_of("capacity", "deputy", "acting_for"),
    CheckConstraint("principal_id <> deputy_id", name="other"),
    CheckConstraint("valid_from <= valid_to", name="valid"),
)

credentials = Table(
    "credentials",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

tokens = clustered(
    "tokens",
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("scope", Json, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    digest("digest"),
    CheckConstraint("person_id IS NOT NULL OR case_id IS NOT NULL", name="bearer"),
    Index("ix_tokens_person_id", "person_id"),
)
"""Only the SHA-256 of a token is kept. `scope` says what it opens; the kinds are the services' own."""

revisions = clustered(
    "revisions",
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False, server_default=text("0")),
)
"""Counters that say when a picture held in memory (`directory`, `calendar`, …) must be built anew."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("process", Text, nullable=False),
    Column("data", Json, nullable=False),
    Column("files", Json, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_drafts_person_id", "person_id", "updated_at"),
)

uploads = clustered(
    "uploads",
    Column("id", Text, primary_key=True),
    Column("person_id", Id, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Id, nullable=False),
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("at", Moment, nullable=False),
    digest("sha256"),
    Index("ix_uploads_at", "at"),
)
"""Files handed in and not yet part of a case; bound to whoever sent them."""
