"""What was found, as rows that people read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflow.services.case_rows import CaseRow, row_of
from workflow.services.runtime import Runtime
from workflow.services.search import find_matches

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """`more`: not all that fits is here, so that more words help."""

    cases: tuple[CaseRow, ...]
    more: bool


def search_page(runtime: Runtime, person: int, question: str, now: datetime) -> Found:
    """The newest MOST cases that `search_cases` finds."""
    with runtime.database.snapshot() as connection:
        matches = find_matches(runtime, connection, person, question, now, limit=MOST)
        rows = tuple(row_of(runtime, connection, view, matches.directory) for view in matches.views)
    return Found(rows, matches.more)
