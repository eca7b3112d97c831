"""The visits of a month: what is held for them, and those that have taken place, each as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from workflow.core.bookings import whole_days
from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView
from workflow.core.directory import Directory, posts_of
from workflow.core.text import Text
from workflow.core.titles import case_title
from workflow.core.visibility import sight
from workflow.services.bookings import names_of_resources
from workflow.services.naming import Names, name_of
from workflow.services.runtime import Runtime
from workflow.services.typed import typed
from workflow.store import bookings, registers
from workflow.store.bookings import Booking
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

VISITS: Final = "visits"
"""The register in which visits that have taken place stand."""
MOST: Final = 300
"""Of bookings, and of rows: a month that has more is told to be cut short."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`title` None: something is held for a case of which the reader may not know. `number` None: there is no case to
    go to. `things` are what is held."""

    first: date
    last: date
    title: Text | None
    number: str | None
    place: Text | None
    things: tuple[Text, ...]

    def is_on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` are whole weeks from Sunday; `visits` those that have a day in the month, earliest first."""

    first: date
    weeks: tuple[tuple[date, ...], ...]
    visits: tuple[Visit, ...]
    more: bool

    @property
    def last(self) -> date:
        return _next_month(self.first) - timedelta(days=1)

    @property
    def previous(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def next(self) -> str:
        return f"{_next_month(self.first):%Y-%m}"


def month_of_visits(runtime: Runtime, person: int, now: datetime, first: date) -> Month:
    """`first` is the first day of the month. Five statements, and one for each register of which something is held."""
    last = _next_month(first) - timedelta(days=1)
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        held = bookings.held_between(connection, whole_days(first, last), most=MOST + 1)
        spec = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers.get(VISITS)
        posts = {post for post, _ in posts_of(directory, person, now.astimezone(TAIPEI).date())}
        reads = spec is None or spec.seen_by(posts)
        rows = registers.rows_within(connection, VISITS, first, last, most=MOST + 1) if reads else {}
        views = {view.id: view for view in load_cases(connection, sorted({it.case for it in held[:MOST]}))}
        things = names_of_resources(connection, directory, (it.resource for it in held[:MOST]))
        reader = _Reader(runtime, connection, directory, person, now)
        known = {case: title for case, view in views.items() if (title := reader.title(view)) is not None}
    coming = _coming(held[:MOST], views, known, things)
    past = (_past(code, row, Names(directory)) for code, row in list(rows.items())[:MOST])
    visits = sorted((*coming, *past), key=lambda it: (it.first, it.last, it.number or ""))
    return Month(first, tuple(_weeks(first, last)), tuple(visits), len(held) > MOST or len(rows) > MOST)


@dataclass(frozen=True, slots=True)
class _Reader:
    runtime: Runtime
    connection: Connection
    directory: Directory
    person: int
    now: datetime

    def title(self, view: CaseView) -> Text | None:
        """What the case is called, if he may know of it."""
        process = self.runtime.catalogue.process(self.connection, view.definition)
        if sight(process.definition, view, self.directory, self.person, self.now) is None:
            return None
        return case_title(process.definition, typed(process, view).data)


def _coming(
    held: Iterable[Booking], views: Mapping[int, CaseView], known: Mapping[int, Text], things: Mapping[str, Text]
) -> Iterator[Visit]:
    """One for each case that may be known, with all that it holds; of others one for each thing."""
    by_case: dict[int, list[Booking]] = {}
    for booking in held:
        by_case.setdefault(booking.case, []).append(booking)
    for case, its in by_case.items():
        if case in known:
            first, last = min(it.span.first for it in its), max(it.span.last for it in its)
            all_things = tuple(things[it.resource] for it in its)
            yield Visit(first, last, known[case], views[case].number, None, all_things)
        else:
            for it in its:
                yield Visit(it.span.first, it.span.last, None, None, None, (things[it.resource],))


def _past(code: str, row: Mapping[str, Any], names: Names) -> Visit:
    first = date.fromisoformat(str(row["from"]))
    last = date.fromisoformat(str(row.get("to") or row["from"]))
    unit = names.unit(row["unit"]) if row.get("unit") else None
    return Visit(first, last, name_of(code, row), None, unit, ())


def _weeks(first: date, last: date) -> Iterator[tuple[date, ...]]:
    day = first - timedelta(days=first.isoweekday() % 7)
    while day <= last:
        yield tuple(day + timedelta(days=offset) for offset in range(7))
        day += timedelta(days=7)


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
