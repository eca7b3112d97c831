"""Whom a person lets stand in (代理) and when: made and ended by the person, and never unmade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from workflow.core.calendar import TAIPEI
from workflow.core.directory import Deputyship, Directory, is_active
from workflow.core.errors import FieldProblem, Invalid, NotFound
from workflow.core.text import Text
from workflow.services.runtime import Runtime
from workflow.store import people
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

Days = tuple[datetime, datetime]
When = Literal["now", "planned", "past"]


@dataclass(frozen=True, slots=True)
class Standing:
    """`other` is the deputy or, seen by the deputy, whom he stands in for. `last` is the last day that it covers;
    `begun` is False for one that was ended before it began."""

    id: int
    other: Text
    capacity: str
    first: date
    last: date
    reason: str
    when: When
    begun: bool
    everything: bool


@dataclass(frozen=True, slots=True)
class Delegation:
    """`mine` are a person's own deputies, now, planned and past; `others` those whom he stands in for now or later."""

    mine: Mapping[When, tuple[Standing, ...]]
    others: tuple[Standing, ...]


def delegation_of(runtime: Runtime, person: int, now: datetime) -> Delegation:
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        rows = people.standing_deputyships(connection)
    own = [_standing(directory, key, row, row.deputy, now) for key, row in rows if row.principal == person]
    others = [_standing(directory, key, row, row.principal, now) for key, row in rows if row.deputy == person]
    mine: dict[When, tuple[Standing, ...]] = {
        "now": tuple(it for it in own if it.when == "now"),
        "planned": tuple(sorted((it for it in own if it.when == "planned"), key=lambda it: it.first)),
        "past": tuple(reversed([it for it in own if it.when == "past"])),
    }
    return Delegation(mine, tuple(it for it in others if it.when != "past"))


def add_deputyship(runtime: Runtime, person: int, given: Mapping[str, Any], now: datetime) -> None:
    """`given` holds deputy (a login), capacity, first and last (days, both included) and perhaps a reason.

    For all posts and processes. The same once more changes nothing. Raises Invalid at the field in question.
    """
    with runtime.database.transaction() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        deputy = directory.by_login[given["deputy"]]
        days = max(_midnight(given["first"]), now), _midnight(given["last"] + timedelta(days=1))
        wanted = Deputyship(
            principal=person,
            deputy=deputy,
            capacity=given["capacity"],
            position=1 + sum(_meets(row, days) for row in directory.by_principal.get(person, ())),
            valid_from=days[0],
            valid_to=days[1],
            reason=given.get("reason") or "",
        )
        if any(_same(row, wanted) for row in directory.by_principal.get(person, ())):
            return
        problems = tuple(_problems(directory, wanted, given, now))
        if problems:
            raise Invalid(*problems)
        people.add_deputyship(connection, wanted)


def end_deputyship(runtime: Runtime, person: int, deputyship: int, now: datetime) -> None:
    """Raises NotFound for one that is not the person's own."""
    with runtime.database.transaction() as connection:
        if deputyship not in _own(connection, person):
            raise NotFound("deputyship", str(deputyship))
        people.end_deputyship(connection, deputyship, now)


def _own(connection: Connection, person: int) -> frozenset[int]:
    return frozenset(key for key, row in people.standing_deputyships(connection) if row.principal == person)


def _problems(
    directory: Directory, wanted: Deputyship, given: Mapping[str, Any], now: datetime
) -> Iterator[FieldProblem]:
    days = wanted.valid_from, wanted.valid_to
    if given["first"] < now.astimezone(TAIPEI).date():
        yield FieldProblem("first", "first_in_the_past")
    if given["last"] < given["first"]:
        yield FieldProblem("last", "last_before_first")
        return
    if wanted.deputy == wanted.principal:
        yield FieldProblem("deputy", "deputy_is_oneself")
    elif not is_active(directory, wanted.deputy):
        yield FieldProblem("deputy", "deputy_has_left")
    elif wanted.principal in _stand_in_for(directory, wanted.deputy, days):
        yield FieldProblem("deputy", "deputy_circle")
    for row in directory.by_principal.get(wanted.principal, ()):
        if row.deputy == wanted.deputy and _meets(row, days):
            begins, ends = _day(row.valid_from), _last_day(row)
            yield FieldProblem("deputy", "deputy_overlaps", {"begins": begins, "ends": ends})
            return


def _stand_in_for(directory: Directory, person: int, days: Days) -> frozenset[int]:
    """Everybody to whom what is the person's may come in these days, through however many deputies."""
    found: set[int] = set()
    frontier = [person]
    while frontier:
        rows = [row for each in frontier for row in directory.by_principal.get(each, ()) if _meets(row, days)]
        frontier = [deputy for deputy in dict.fromkeys(row.deputy for row in rows) if deputy not in found]
        found.update(frontier)
    return frozenset(found)


def _meets(row: Deputyship, days: Days) -> bool:
    """One that ended before it began meets nothing."""
    return row.valid_from < row.valid_to and row.valid_from < days[1] and days[0] < row.valid_to


def _same(row: Deputyship, wanted: Deputyship) -> bool:
    """Sent twice; what begins today begins at the moment of sending."""
    alike = (row.deputy, row.capacity, row.valid_to, row.reason) == (
        wanted.deputy,
        wanted.capacity,
        wanted.valid_to,
        wanted.reason,
    )
    return alike and _day(row.valid_from) == _day(wanted.valid_from) and not row.posts and not row.processes


def _standing(directory: Directory, key: int, row: Deputyship, other: int, now: datetime) -> Standing:
    when: When = "past" if row.valid_to <= now or row.valid_from == row.valid_to else "now"
    if when == "now" and now < row.valid_from:
        when = "planned"
    return Standing(
        id=key,
        other=directory.people[other].name,
        capacity=row.capacity,
        first=_day(row.valid_from),
        last=_last_day(row),
        reason=row.reason,
        when=when,
        begun=row.valid_from < row.valid_to,
        everything=not row.posts and not row.processes,
    )


def _last_day(row: Deputyship) -> date:
    return max(_day(row.valid_to - timedelta(microseconds=1)), _day(row.valid_from))


def _day(at: datetime) -> date:
    return at.astimezone(TAIPEI).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TAIPEI)
