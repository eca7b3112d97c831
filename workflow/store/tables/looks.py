"""What a person saw of a case when they last opened it."""

from __future__ import annotations

from sqlalchemy import Column, Integer

from workflow.store.tables.base import clustered
from workflow.store.types import Id, Json, Moment

looks = clustered(
    "looks",
    Column("person_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("content", Json, nullable=False),
    Column("earlier", Json),
)
"""`content` is what was visible at `version`; `earlier` what the page compares it with until something new comes."""
