"""People, posts and units as one frozen picture, rebuilt only when somebody changes them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeVar

from workflow.core.text import Text

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Unit:
    """`head` is the post that leads it; `supervisor` a post outside that oversees it."""

    key: str
    label: Text
    level: int
    parent: str | None = None
    head: str | None = None
    kind: str = "office"
    supervisor: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """`units` are where the post exists; `level` 1 is the school head's, 4 a handler's."""

    key: str
    label: Text
    level: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    login: str
    name: Text
    email: str
    language: str = "zh-TW"
    active: bool = True


@dataclass(frozen=True, slots=True)
class Holding:
    """`acting` holders stand in for a vacancy (代理). `valid_to` is the last day, inclusive."""

    person: int
    post: str
    unit: str
    valid_from: date
    valid_to: date | None = None
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Deputyship:
    """`deputy` may act for `principal` between two moments; empty `posts` or `processes` mean all of them."""

    principal: int
    deputy: int
    capacity: Literal["deputy", "acting_for"]
    position: int
    valid_from: datetime
    valid_to: datetime
    posts: tuple[tuple[str, str], ...] = ()
    processes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    revision: int
    units: Mapping[str, Unit] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()
    deputyships: tuple[Deputyship, ...] = ()
    by_post: Mapping[tuple[str, str], tuple[Holding, ...]] = field(default_factory=dict)
    by_person: Mapping[int, tuple[Holding, ...]] = field(default_factory=dict)
    by_deputy: Mapping[int, tuple[Deputyship, ...]] = field(default_factory=dict)
    by_principal: Mapping[int, tuple[Deputyship, ...]] = field(default_factory=dict)
    by_login: Mapping[str, int] = field(default_factory=dict)


def build_directory(
    revision: int,
    *,
    units: Iterable[Unit],
    posts: Iterable[Post],
    people: Iterable[Person],
    holdings: Iterable[Holding],
    deputyships: Iterable[Deputyship],
) -> Directory:
    """The picture with its indexes: proper holders before acting ones, deputies by their positions."""
    persons = {person.id: person for person in people}
    held = tuple(sorted(holdings, key=lambda row: (row.acting, row.valid_from, row.person, row.post, row.unit)))
    deputies = tuple(sorted(deputyships, key=lambda row: (row.position, row.valid_from, row.principal, row.deputy)))
    return Directory(
        revision,
        units={unit.key: unit for unit in units},
        posts={post.key: post for post in posts},
        people=persons,
        holdings=held,
        deputyships=deputies,
        by_post=_grouped(((row.post, row.unit), row) for row in held),
        by_person=_grouped((row.person, row) for row in held),
        by_deputy=_grouped((row.deputy, row) for row in deputies),
        by_principal=_grouped((row.principal, row) for row in deputies),
        by_login={person.login: person.id for person in persons.values()},
    )


def is_active(directory: Directory, person: int) -> bool:
    """False for leavers and for ids that nobody has, the clock's among them."""
    found = directory.people.get(person)
    return found is not None and found.active


def holds_on(holding: Holding, day: date) -> bool:
    return holding.valid_from <= day and (holding.valid_to is None or day <= holding.valid_to)


def posts_of(directory: Directory, person: int, on: date) -> tuple[tuple[str, str], ...]:
    """(post, unit) pairs held that day, acting or not; none for a leaver."""
    if not is_active(directory, person):
        return ()
    held = [(row.post, row.unit) for row in directory.by_person.get(person, ()) if holds_on(row, on)]
    return tuple(dict.fromkeys(held))


def holders_of(directory: Directory, post: str, unit: str, on: date) -> tuple[int, ...]:
    """The active people who hold the post that day, proper holders before acting ones."""
    held = [
        row.person
        for row in directory.by_post.get((post, unit), ())
        if holds_on(row, on) and is_active(directory, row.person)
    ]
    return tuple(dict.fromkeys(held)) if len(held) > 1 else tuple(held)


def upwards(directory: Directory, unit: str | None) -> Iterator[Unit]:
    """The unit and its parents up to the school; ends also where units wrongly contain each other."""
    seen: set[str] = set()
    while unit is not None and unit not in seen and unit in directory.units:
        seen.add(unit)
        yield directory.units[unit]
        unit = directory.units[unit].parent


def declared_units(directory: Directory, post: str, unit: str | None) -> Iterator[str]:
    """From `unit` upwards, the units where the post exists, occupied or not."""
    known = directory.posts.get(post)
    places = known.units if known is not None else ()
    return (above.key for above in upwards(directory, unit) if above.key in places)


def nearest_unit(directory: Directory, post: str, unit: str | None, on: date) -> str | None:
    """The first unit from `unit` upwards where the post exists and somebody holds it that day."""
    declared = declared_units(directory, post, unit)
    return next((place for place in declared if holders_of(directory, post, place, on)), None)


def _grouped(pairs: Iterable[tuple[K, R]]) -> dict[K, tuple[R, ...]]:
    groups: dict[K, list[R]] = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in groups.items()}
