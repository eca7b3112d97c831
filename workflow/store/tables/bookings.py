"""What cases hold: rooms, cars, the time of people. Nothing is held twice at any moment; a trigger sees to it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Text

from workflow.store.tables.base import clustered, one_of, partial_index
from workflow.store.types import Id, Moment

bookings = clustered(
    "bookings",
    Column("case_id", Id, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("resource", Text, primary_key=True),
    Column("placed_by", Text),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("released_at", Moment),
    Column("released_as", Text),
    CheckConstraint("starts_at < ends_at", name="span"),
    CheckConstraint("(released_at IS NULL) = (released_as IS NULL)", name="released"),
    one_of("released_as", "replaced", "released", "void", "ended"),
    partial_index("ix_bookings_resource_ends_at", "resource", "ends_at", where="released_at IS NULL"),
    partial_index("ix_bookings_ends_at", "ends_at", where="released_at IS NULL"),
)
"""Held from `starts_at` up to, and not at, `ends_at`, by the step that made the case's `version`. `placed_by` is the
place of the decision behind it, `state.key`; None where the clock went on by itself. What was given free
stays as a row.
"""
