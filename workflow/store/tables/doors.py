"""Who is signed in at the pages, and who tries to be."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text

from workflow.store.tables.base import clustered, digest
from workflow.store.types import Id, Json, Moment

sessions = clustered(
    "sessions",
    Column("digest", Text, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("data", Json, nullable=False),
    Column("kept", Json),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
    digest("digest"),
    Index("ix_sessions_person_id", "person_id"),
    Index("ix_sessions_seen_at", "seen_at"),
)
"""Only the SHA-256 of a session's token is kept. `kept` is a form that was sent after the session had ended."""

sign_in_attempts = clustered(
    "sign_in_attempts",
    Column("subject", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Index("ix_sign_in_attempts_since", "since"),
)
"""Failures of one login (as a digest: what is typed there may be a password) or one address since a moment."""
