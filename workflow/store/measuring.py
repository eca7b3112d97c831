"""How much is open, by the indexes of what is open: the same cost however much is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, text

from workflow.store.engine import Connection
from workflow.store.types import Moment

_COUNTS: Final = text(
    "SELECT (SELECT count(*) FROM (SELECT case_id FROM candidates"
    " UNION SELECT case_id FROM timers WHERE settled_at IS NULL) AS o),"
    " (SELECT count(*) FROM (SELECT DISTINCT case_id, task_seq FROM candidates) AS t),"
    " (SELECT count(*) FROM timers WHERE settled_at IS NULL AND next_try IS NOT NULL AND next_try <= :now),"
    " (SELECT count(*) FROM incidents WHERE closed_at IS NULL)"
).bindparams(bindparam("now", type_=Moment()))


@dataclass(frozen=True, slots=True)
class Counts:
    """`cases` are those with an open task or an armed timer; `timers` those that should have fired."""

    cases: int
    tasks: int
    timers: int
    incidents: int


def count_open(connection: Connection, now: datetime) -> Counts:
    return Counts(*connection.execute(_COUNTS, {"now": now}).one())
