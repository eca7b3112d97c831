"""What happened, what must still reach the outside, and which forms were already used."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    text,
)

from workflow.store.tables.base import clustered, metadata, partial_index
from workflow.store.types import Id, Json, Moment

history = clustered(
    "history",
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("prev_hash", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("reason", Text),
    Column("reason_salt", Text),
)
"""One entry per step: `seq` is the version it made, `entry` the hashed text; `reason`, a person's, stays outside."""

outgoing = clustered(
    "outgoing",
    Column("key", Text, primary_key=True),
    Column("case_id", Id),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Id, nullable=False),
    Column("facts", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("lease_owner", Text),
    Column("lease_until", Moment),
    Column("settled_at", Moment),
    Column("result", Text),
    Column("last_error", Text),
    CheckConstraint("(settled_at IS NULL) = (result IS NULL)", name="settled"),
    partial_index("ix_outgoing_due", "next_try", where="settled_at IS NULL"),
    partial_index("ix_outgoing_waiting", "case_id", "recipient", "position", where="settled_at IS NULL"),
)
"""`position` orders what one recipient gets about one case; a claim moves `next_try` to the end of its lease."""

form_uses = clustered(
    "form_uses",
    Column("actor", Id, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("body_sha256", Text, nullable=False),
    Column("answer", Json, nullable=False),
    Column("at", Moment, nullable=False),
)

numbers = clustered(
    "numbers",
    Column("series", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    CheckConstraint("last > 0", name="last"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("detail", Json, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", Id),
    partial_index("uq_incidents_open", "kind", "key", where="closed_at IS NULL", unique=True),
)
"""Something a human must look at; at most one open per kind and key (`timer` and `case/seq`)."""
