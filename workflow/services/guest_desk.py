"""What the desk sees of links: to whom they went, how far they came, and what was done through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.core.case import CaseView
from workflow.core.guests import WRONG_PERSON, is_guest
from workflow.core.text import Text
from workflow.services.naming import OUTSIDE
from workflow.services.reasons import Told
from workflow.store import guests
from workflow.store.engine import Connection
from workflow.store.guests import ActRow, LinkRow


@dataclass(frozen=True, slots=True)
class LinkLine:
    """`state` is written, sent, failed, asked, opened, done, wrong_person, revoked, replaced, expired or over; `at`
    when it came to that. `task` is the open task that it belongs to, if that is still open."""

    name: str
    address: str
    state: str
    at: datetime
    made_at: datetime
    expires_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """`signed` are the names under which guests acted, by the entry of the history; `acts` the whole witness."""

    lines: tuple[LinkLine, ...] = ()
    acts: tuple[ActRow, ...] = ()

    def signed(self, seq: int) -> Text:
        name = next((act.name for act in self.acts if act.seq == seq), "")
        return Text(name, name) if name else OUTSIDE

    def names(self) -> Mapping[int, Text]:
        """Of those who acted last through each link, under the ids by which they are actors."""
        return {-act.link_id: Text(act.name, act.name) for act in self.acts if act.name}


NOTHING: Outside = Outside()


def outside_of(connection: Connection, view: CaseView, told: tuple[Told, ...], now: datetime) -> Outside:
    """No statement for a case that never had a link; three for the others."""
    sent = any(event["event"] == "link_sent" for entry in told for event in entry.facts["events"])
    if not sent and not any(is_guest(entry.facts["actor"]) for entry in told):
        return NOTHING
    rows, letters = guests.of_case(connection, view.id), guests.letters_of_case(connection, view.id)
    open_tasks = {task.seq for task in view.tasks if task.open}
    lines = tuple(_line(row, letters.get(row.id), row.task_seq in open_tasks, now) for row in reversed(rows))
    return Outside(lines, guests.acts_of_case(connection, view.id))


def _line(row: LinkRow, letter: str | None, is_open: bool, now: datetime) -> LinkLine:
    state, at = _state(row, letter, is_open, now)
    return LinkLine(row.name, row.address, state, at, row.made_at, row.expires_at, is_open and row.ended_as is None)


def _state(row: LinkRow, letter: str | None, is_open: bool, now: datetime) -> tuple[str, datetime]:
    """The furthest that it came to."""
    if row.answered_at is not None:
        return "done", row.answered_at
    if row.ended_as is not None and row.ended_at is not None:
        return WRONG_PERSON if row.ended_as == WRONG_PERSON else row.ended_as, row.ended_at
    if not is_open:
        return "over", row.made_at
    if row.expires_at <= now:
        return "expired", row.expires_at
    if row.opened_at is not None:
        return "opened", row.opened_at
    if row.asked_at is not None:
        return "asked", row.asked_at
    return ("failed" if letter == "failed" else "sent" if letter == "sent" else "written"), row.made_at
