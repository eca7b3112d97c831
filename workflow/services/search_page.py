"""What was found, as rows that people read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflow.services.case_rows import CaseRow, row_of
from workflow.services.partner_book import Partner
from workflow.services.runtime import Runtime
from workflow.services.search import find_matches

MOST: Final = 50
MOST_PARTNERS: Final = 10


@dataclass(frozen=True, slots=True)
class Found:
    """`more`: not all cases that fit are here, so that more words help. Of `all_partners`, some are in `partners`.

    `number` is that of the case that was asked for by nothing but its number.
    """

    cases: tuple[CaseRow, ...]
    more: bool
    partners: tuple[Partner, ...] = ()
    all_partners: int = 0
    number: str | None = None


def search_page(
    runtime: Runtime, person: int, question: str, now: datetime, *, most: int = MOST, most_partners: int = MOST_PARTNERS
) -> Found:
    """The first cases and partners that `search_cases` finds."""
    with runtime.database.snapshot() as connection:
        matches = find_matches(runtime, connection, person, question, now, limit=most)
        rows = tuple(row_of(runtime, connection, view, matches.directory) for view in matches.views)
    partners = matches.partners
    return Found(rows, matches.more, partners[:most_partners], len(partners), matches.named(question))
