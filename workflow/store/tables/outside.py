"""Links by which somebody outside answers, the codes that open them, and what was done through them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from workflow.store.tables.base import clustered, digest, metadata
from workflow.store.types import Id, Json, Moment

guest_links = Table(
    "guest_links",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("case_id", Id, ForeignKey("cases.id"), nullable=False),
    Column("task_seq", Integer, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("token", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("asked_at", Moment),
    Column("opened_at", Moment),
    Column("answered_at", Moment),
    Column("ended_at", Moment),
    Column("ended_as", Text),
    digest("token"),
    CheckConstraint("id > 0", name="id"),
    CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended"),
    Index("ix_guest_links_case_id", "case_id", "task_seq"),
)
"""`token` is the SHA-256 of the secret in the address. Letters go to the recipient `-id`; so do uploads and forms."""

guest_codes = clustered(
    "guest_codes",
    Column("session", Text, primary_key=True),
    Column("link_id", Id, nullable=False),
    Column("code", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", Moment),
    digest("session"),
    digest("code"),
    Index("ix_guest_codes_link_id", "link_id", "made_at"),
    Index("ix_guest_codes_made_at", "made_at"),
)
"""One code for one browser: `session` is the SHA-256 of that browser's secret, `code` a keyed digest. A code that was
typed (`used_at`) has made the browser's session; a later one is a row of its own."""

guest_acts = clustered(
    "guest_acts",
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("link_id", Id, nullable=False),
    Column("action", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("sent_to", Text, nullable=False),
    Column("ip", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("files", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_guest_acts_link_id", "link_id"),
)
"""The witness to one entry of the history: who they said they were, and from where. The entry commits to it."""
