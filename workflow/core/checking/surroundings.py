"""What a definition is proved against besides itself: people, posts, the authority table, the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.core.authority_table import AuthorityItem, AuthorityTable
from workflow.core.calendar import TAIPEI, Calendar
from workflow.core.definition import Definition
from workflow.core.directory import Directory


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`present`: the directory holds the people of the house; else the cast of scenario tests, one for each post.

    Of a cast only what is impossible counts: how many people share a post, and who is away, it does not know.
    """

    directory: Directory
    now: datetime
    authority: AuthorityTable | None = None
    calendar: Calendar | None = None
    present: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(TAIPEI).date()

    def item_of(self, definition: Definition) -> AuthorityItem | None:
        if self.authority is None or definition.authority_item is None:
            return None
        return self.authority.items.get(definition.authority_item)
