"""What a person should know first: what waits for them, how their things stand, what is due soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflow.core.text import Text
from workflow.services.drafts import OpenDraft, list_drafts
from workflow.services.inbox_page import Item, tasks_ahead
from workflow.services.my_cases import MyCase, list_my_cases
from workflow.services.runtime import Runtime

FIRST_TASKS: Final = 5
FIRST_CASES: Final = 3
FIRST_DEADLINES: Final = 10
SOON: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Deadline:
    """`mine`: the person's own task; otherwise somebody else's step in a case of theirs."""

    at: datetime
    number: str
    title: Text
    state: Text
    mine: bool


@dataclass(frozen=True, slots=True)
class Home:
    """`tasks` are the first of those `waiting`, `cases` of those `running`, `deadlines` of as many as come `soon`."""

    tasks: tuple[Item, ...]
    waiting: int
    drafts: tuple[OpenDraft, ...]
    cases: tuple[MyCase, ...]
    running: int
    more_running: bool
    deadlines: tuple[Deadline, ...]
    soon: int

    @property
    def empty(self) -> bool:
        return not (self.waiting or self.drafts or self.running)


def open_home(runtime: Runtime, person: int, now: datetime) -> Home:
    """A fixed number of statements."""
    ahead = tasks_ahead(runtime, person, now, first=FIRST_TASKS, soon=FIRST_DEADLINES, until=now + SOON)
    running = list_my_cases(runtime, person, now)
    deadlines = sorted(_deadlines(ahead.soon, running.cases, now), key=lambda it: (it.at, it.number))
    unlisted = ahead.coming - len(ahead.soon)
    return Home(
        tasks=ahead.first,
        waiting=ahead.total,
        drafts=list_drafts(runtime, person, now),
        cases=tuple(sorted(running.cases, key=lambda case: not case.mine))[:FIRST_CASES],
        running=len(running.cases),
        more_running=running.next is not None,
        deadlines=tuple(deadlines[:FIRST_DEADLINES]),
        soon=len(deadlines) + unlisted,
    )


def _deadlines(soon: tuple[Item, ...], running: tuple[MyCase, ...], now: datetime) -> Iterator[Deadline]:
    """Those of the tasks that are not listed above them, and of what others do for the person."""
    for item in soon:
        if item.due_at is not None:
            yield Deadline(item.due_at, item.number, item.title, item.state_label, True)
    for case in running:
        if case.due_at is not None and not case.mine and now <= case.due_at <= now + SOON:
            yield Deadline(case.due_at, case.number, case.title, case.state, False)
