"""The inbox as a page: what waits for a person, in tabs and groups, with how much there is of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from workflow.core.asked import is_asked_key
from workflow.core.authority import InboxKey, principals
from workflow.core.calendar import TAIPEI
from workflow.core.definition import Definition, Slot
from workflow.core.directory import Directory
from workflow.core.situation import Situation, until_due
from workflow.core.text import Text
from workflow.core.together import approval_of
from workflow.core.turn import find_slot
from workflow.services.case_asking import Request, request_of
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
    """One task. `tab` and `group` are of TABS and GROUPS; `news` is new, changed or empty: since the reader looked.
    `together`: it may be approved with others at once."""

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
    request: Request | None = None
    together: bool = False


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


@dataclass(frozen=True, slots=True)
class Ahead:
    """The `first` tasks of `total`, and the first of the `coming` ones that are `soon` due among the others."""

    first: tuple[Item, ...]
    soon: tuple[Item, ...]
    coming: int
    total: int


def open_inbox(
    runtime: Runtime, person: int, now: datetime, wanted: Wanted, *, after: str | None = None, limit: int = PAGE
) -> InboxPage:
    """Three statements, whatever waits. Raises Invalid when `after` was not given out by this function."""
    with runtime.database.snapshot() as connection:
        reading, everything = _everything(runtime, connection, person, now)
        matching = _fitting(everything, wanted)
        start = read_place(after)
        left = [place for place in matching if after is None or place.row.place() > start]
        return InboxPage(
            items=_items(reading, left[:limit], person),
            total=len(everything),
            found=len(matching),
            tabs=Counter(place.tab for place in _fitting(everything, wanted, besides="tab")),
            groups=Counter(place.group for place in _fitting(everything, wanted, besides="due")),
            processes=_facets(everything, wanted, "process", lambda row: _definition(reading, row).title),
            states=_facets(everything, wanted, "state", lambda row: _names(reading, row).state(row.state)),
            next=place_of(left[limit - 1].row.place()) if len(left) > limit else None,
            cut=len(everything) >= MOST,
        )


def tasks_ahead(runtime: Runtime, person: int, now: datetime, *, first: int, soon: int, until: datetime) -> Ahead:
    """The soonest due, and the next `soon` of the others that become due `until` then; three statements."""
    with runtime.database.snapshot() as connection:
        reading, everything = _everything(runtime, connection, person, now)
        coming = [place for place in everything[first:] if place.row.due_at and now <= place.row.due_at <= until]
        shown = _items(reading, [*everything[:first], *coming[:soon]], person)
    return Ahead(shown[:first], shown[first:], len(coming), len(everything))


@dataclass(frozen=True, slots=True)
class _Reading:
    runtime: Runtime
    connection: Connection
    directory: Directory
    keys: tuple[InboxKey, ...]
    now: datetime
    revision: int
    names: dict[str, Names] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """One task, so far as tabs and filters count it: there may be very many, and few of them are shown.

    `deputed` is through which a task reaches the reader that is not the reader's own.
    """

    row: Waiting
    deputed: InboxKey | None
    tab: str
    group: str

    @property
    def values(self) -> Mapping[str, str]:
        """By the names of filters."""
        return {"tab": self.tab, "process": self.row.process, "state": self.row.state, "due": self.group}


def _everything(runtime: Runtime, connection: Connection, person: int, now: datetime) -> tuple[_Reading, list[_Place]]:
    """All tasks of a person, soonest due first, no more than MOST."""
    revisions = load_revisions(connection)
    directory = runtime.people.at(connection, revisions)
    keys = principals(directory, person, now)
    claimants = [person, *(key.on_behalf_of for key in keys if key.on_behalf_of is not None)]
    rows = candidates.inbox(connection, [key.key for key in keys], claimants, most=MOST)
    reading = _Reading(runtime, connection, directory, keys, now, revisions.get("definitions", 0))
    grouped = _Groups.at(now)
    places = [
        _place(reading, row, mine, grouped.of(row.due_at)) for row in rows if (mine := _reaching_keys(reading, row))
    ]
    return reading, places


def _place(reading: _Reading, row: Waiting, mine: Sequence[InboxKey], group: str) -> _Place:
    definition, own = _definition(reading, row), any(key.capacity == "own" for key in mine)
    return _Place(row, None if own else mine[0], _tab(definition, row, _slot(definition, row), own=own), group)


def _definition(reading: _Reading, row: Waiting) -> Definition:
    return reading.runtime.catalogue.process(reading.connection, row.definition).definition


def _names(reading: _Reading, row: Waiting) -> Names:
    return reading.names.setdefault(row.definition, Names(reading.directory, _definition(reading, row)))


def _reaching_keys(reading: _Reading, row: Waiting) -> list[InboxKey]:
    """Through which the task reaches the reader: none for a deputy whose right does not cover the process."""
    return [key for key in reading.keys if key.key in row.principals and _covers(key, row.process)]


def _items(reading: _Reading, places: Sequence[_Place], person: int) -> tuple[Item, ...]:
    seen = looks.versions(reading.connection, person, sorted({place.row.case_id for place in places}))
    return tuple(_item(reading, place, person, seen.get(place.row.case_id)) for place in places)


def _item(reading: _Reading, place: _Place, person: int, known: int | None) -> Item:
    row, definition, names = place.row, _definition(reading, place.row), _names(reading, place.row)
    calendar = reading.runtime.catalogue.calendar(reading.connection, definition.calendars, reading.revision)
    return Item(
        task=row.task,
        case=row.case_id,
        number=row.number or "",
        title=row.title,
        process=row.process,
        process_title=definition.title,
        speed=row.speed or definition.speed,
        state=row.state,
        state_label=names.state(row.state),
        part=_part(definition, row.state, _slot(definition, row)),
        kind=row.kind,
        applicant=names.person(row.applicant),
        opened_at=row.opened_at,
        due_at=row.due_at,
        due=until_due(row.due_at, calendar, reading.now),
        group=place.group,
        tab=place.tab,
        behalf=names.person(place.deputed.on_behalf_of) if place.deputed else None,
        claimed=names.person(row.claimed_by) if row.claimed_by not in {None, person} else None,
        news="new" if known is None else "changed" if known < row.version else "",
        request=request_of(row.asked, names),
        together=_goes_together(definition, row, person),
    )


def _goes_together(definition: Definition, row: Waiting, person: int) -> bool:
    free = row.claimed_by in {None, person} and row.number is not None
    return free and approval_of(definition, row.state, row.key, row.kind, row.asked) is not None


def _slot(definition: Definition, row: Waiting) -> Slot | None:
    return find_slot(definition, row.state, row.key) if row.state in definition.states else None


def _covers(key: InboxKey, process: str) -> bool:
    return not key.processes or process in key.processes


def _tab(definition: Definition, row: Waiting, slot: Slot | None, *, own: bool) -> str:
    if not own:
        return "deputy"
    actor = definition.actors.get(slot.actor) if slot is not None else None
    is_pool = actor is not None and actor.kind == "pool" and not definition.states[row.state].join.each
    return "pool" if row.claimed_by is None and is_pool else "mine"


def _part(definition: Definition, state: str, slot: Slot | None) -> Text | None:
    """The branch, where the state has several."""
    if slot is not None and is_asked_key(slot.key):
        return slot.label
    if slot is None or len(definition.states[state].branches) < 2:
        return None
    return next((branch.label for branch in definition.states[state].branches if branch.key == slot.branch), None)


@dataclass(frozen=True, slots=True)
class _Groups:
    """The moments at which groups end; this week ends with its Sunday."""

    overdue: datetime
    today: datetime
    week: datetime

    @classmethod
    def at(cls, now: datetime) -> _Groups:
        midnight = now.astimezone(TAIPEI).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(
            now.replace(microsecond=0), midnight + timedelta(days=1), midnight + timedelta(days=7 - midnight.weekday())
        )

    def of(self, due_at: datetime | None) -> str:
        if due_at is None:
            return "later"
        if due_at < self.overdue:
            return "overdue"
        return "today" if due_at < self.today else "week" if due_at < self.week else "later"


def _fitting(places: Sequence[_Place], wanted: Wanted, *, besides: str = "") -> Sequence[_Place]:
    """Those that pass all filters but the one `besides`."""
    asked = {name: value for name, value in asdict(wanted).items() if value and name != besides}
    if not asked:
        return places
    return [place for place in places if asked.items() <= place.values.items()]


def _facets(
    places: Sequence[_Place], wanted: Wanted, name: Literal["process", "state"], label: Callable[[Waiting], Text]
) -> tuple[Facet, ...]:
    """The commonest first; those that the other filters leave, each with the label of its soonest due task."""
    rows = [place.row for place in _fitting(places, wanted, besides=name)]
    soonest: dict[str, Waiting] = {}
    for row in rows:
        soonest.setdefault(getattr(row, name), row)
    found = Counter(getattr(row, name) for row in rows)
    return tuple(Facet(value, label(soonest[value]), count) for value, count in found.most_common())
