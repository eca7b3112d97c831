"""The inbox as a page: what waits for a person, in tabs and groups, with how much there is of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from workflow.core.authority import InboxKey, principals
from workflow.core.calendar import TAIPEI
from workflow.core.deadlines import is_overdue
from workflow.core.definition import Definition, Slot
from workflow.core.directory import Directory
from workflow.core.situation import Situation, until_due
from workflow.core.text import Text
from workflow.core.turn import find_slot
from workflow.services.facets import Facet
from workflow.services.inbox import place_of, read_place
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.store import candidates, looks
from workflow.store.candidates import Waiting
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

MOST: Final = 1000
"""Tasks that are looked at, the soonest due; nobody works through more, and so tabs and filters can be counted."""
PAGE: Final = 50
TABS: Final = ("mine", "deputy", "pool")
GROUPS: Final = ("overdue", "today", "week", "later")


@dataclass(frozen=True, slots=True)
class Item:
    """One task. `tab` and `group` are of TABS and GROUPS; `news` is new, changed or empty: since the reader looked."""

    task: int
    case: int
    number: str
    title: Text
    process: str
    process_title: Text
    speed: str
    state: str
    state_label: Text
    part: Text | None
    kind: str
    applicant: Text
    opened_at: datetime
    due_at: datetime | None
    due: Situation
    group: str
    tab: str
    behalf: Text | None
    claimed: Text | None
    news: str
    place: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; empty means everything."""

    tab: str = ""
    process: str = ""
    state: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`total` is of everything, `found` of what was asked for; `tabs` and `groups` count within the other filters."""

    items: tuple[Item, ...]
    total: int
    found: int
    tabs: Mapping[str, int]
    groups: Mapping[str, int]
    processes: tuple[Facet, ...]
    states: tuple[Facet, ...]
    next: str | None
    cut: bool


def open_inbox(
    runtime: Runtime, person: int, now: datetime, wanted: Wanted, *, after: str | None = None, limit: int = PAGE
) -> InboxPage:
    """Three statements, whatever waits. Raises Invalid when `after` was not given out by this function."""
    everything = waiting_for(runtime, person, now)
    matching = [item for item in everything if _fits(item, wanted, _ALL)]
    start = read_place(after)
    left = [item for item in matching if after is None or read_place(item.place) > start]
    return InboxPage(
        items=tuple(left[:limit]),
        total=len(everything),
        found=len(matching),
        tabs=Counter(item.tab for item in everything if _fits(item, wanted, _ALL - {"tab"})),
        groups=Counter(item.group for item in everything if _fits(item, wanted, _ALL - {"due"})),
        processes=_facets(everything, wanted, "process", lambda item: (item.process, item.process_title)),
        states=_facets(everything, wanted, "state", lambda item: (item.state, item.state_label)),
        next=left[limit - 1].place if len(left) > limit else None,
        cut=len(everything) >= MOST,
    )


def waiting_for(runtime: Runtime, person: int, now: datetime) -> tuple[Item, ...]:
    """All tasks of a person, soonest due first, no more than MOST."""
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        keys = principals(directory, person, now)
        claimants = [person, *(key.on_behalf_of for key in keys if key.on_behalf_of is not None)]
        rows = candidates.inbox(connection, [key.key for key in keys], claimants, most=MOST)
        seen = looks.versions(connection, person, sorted({row.case_id for row in rows}))
        reading = _Reading(runtime, connection, directory, keys, now, seen, revisions.get("definitions", 0))
        return tuple(_item(reading, row, mine, person) for row in rows if (mine := _reaching_keys(reading, row)))


@dataclass(frozen=True, slots=True)
class _Reading:
    runtime: Runtime
    connection: Connection
    directory: Directory
    keys: tuple[InboxKey, ...]
    now: datetime
    seen: Mapping[int, int]
    revision: int
    names: dict[str, Names] = field(default_factory=dict)


def _reaching_keys(reading: _Reading, row: Waiting) -> list[InboxKey]:
    """Through which the task reaches the reader: none for a deputy whose right does not cover the process."""
    return [key for key in reading.keys if key.key in row.principals and _covers(key, row.process)]


def _item(reading: _Reading, row: Waiting, mine: Sequence[InboxKey], person: int) -> Item:
    definition = reading.runtime.catalogue.process(reading.connection, row.definition).definition
    calendar = reading.runtime.catalogue.calendar(reading.connection, definition.calendars, reading.revision)
    names = reading.names.setdefault(row.definition, Names(reading.directory, definition))
    slot = find_slot(definition, row.state, row.key) if row.state in definition.states else None
    own, known = any(key.capacity == "own" for key in mine), reading.seen.get(row.case_id)
    return Item(
        task=row.task,
        case=row.case_id,
        number=row.number or "",
        title=row.title,
        process=row.process,
        process_title=definition.title,
        speed=definition.speed,
        state=row.state,
        state_label=names.state(row.state),
        part=_part(definition, row.state, slot),
        kind=row.kind,
        applicant=names.person(row.applicant),
        opened_at=row.opened_at,
        due_at=row.due_at,
        due=until_due(row.due_at, calendar, reading.now),
        group=_group(row.due_at, reading.now),
        tab=_tab(definition, row, slot, own=own),
        behalf=None if own else names.person(mine[0].on_behalf_of),
        claimed=names.person(row.claimed_by) if row.claimed_by not in {None, person} else None,
        news="new" if known is None else "changed" if known < row.version else "",
        place=place_of(row.place()),
    )


def _covers(key: InboxKey, process: str) -> bool:
    return not key.processes or process in key.processes


def _tab(definition: Definition, row: Waiting, slot: Slot | None, *, own: bool) -> str:
    if not own:
        return "deputy"
    is_pool = slot is not None and definition.actors[slot.actor].kind == "pool"
    return "pool" if row.claimed_by is None and is_pool else "mine"


def _part(definition: Definition, state: str, slot: Slot | None) -> Text | None:
    """The branch, where the state has several."""
    if slot is None or len(definition.states[state].branches) < 2:
        return None
    return next((branch.label for branch in definition.states[state].branches if branch.key == slot.branch), None)


def _group(due_at: datetime | None, now: datetime) -> str:
    """This week ends with its Sunday."""
    if due_at is None:
        return "later"
    if is_overdue(due_at, now):
        return "overdue"
    today, day = now.astimezone(TAIPEI).date(), due_at.astimezone(TAIPEI).date()
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=6 - today.weekday()) else "later"


_ALL: Final = frozenset({"tab", "process", "state", "due"})


def _fits(item: Item, wanted: Wanted, by: frozenset[str]) -> bool:
    values = {"tab": item.tab, "process": item.process, "state": item.state, "due": item.group}
    return all(getattr(wanted, name) in {"", values[name]} for name in by)


def _facets(
    items: Sequence[Item], wanted: Wanted, name: str, of: Callable[[Item], tuple[str, Text]]
) -> tuple[Facet, ...]:
    """The commonest first; those that the other filters leave."""
    found = Counter(of(item) for item in items if _fits(item, wanted, _ALL - {name}))
    return tuple(Facet(value, label, count) for (value, label), count in found.most_common())
