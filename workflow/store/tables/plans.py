"""How far open tasks have been planned anew after people, calendars or authority changed."""

from __future__ import annotations

from sqlalchemy import Column, Text

from workflow.store.tables.base import clustered
from workflow.store.types import Id, Json

plans = clustered(
    "plans",
    Column("name", Text, primary_key=True),
    Column("done", Json, nullable=False),
    Column("goal", Json),
    Column("last_case", Id, nullable=False),
    Column("told", Json, nullable=False),
)
"""One row. `done` says what everything was last planned for, `goal` what it is being planned for; cases up to
`last_case` are. `told` holds by person the numbers of the cases of which they are to hear."""
