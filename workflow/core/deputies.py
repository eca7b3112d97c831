"""Who stands in for whom: nothing is copied when somebody leaves, it is looked up at the moment of the act.

Deputies are an ordered list. The second may act only while the first has left or is away himself, and the
absent person keeps every right of his own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workflow.core.directory import Deputyship, Directory, is_active

_Reached = tuple[int, tuple[int, ...], tuple[str, ...]]
"""A person, the people between (that person included), and the processes that the chain is limited to."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be done: when, in which process (None: whichever), in which post (None: as oneself).

    People in `avoid` may not decide it; a deputy among them does not keep the next one waiting.
    """

    now: datetime
    process: str | None = None
    post: tuple[str, str] | None = None
    avoid: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """A right to act for `principal`, got directly or through the people in `via`, nearest first.

    `processes` is what the chain is limited to; empty means no limit, or that the matter's process is inside.
    """

    principal: int
    capacity: Literal["deputy", "acting_for"]
    via: tuple[int, ...] = ()
    processes: tuple[str, ...] = ()


def in_force(deputyship: Deputyship, now: datetime) -> bool:
    return deputyship.valid_from <= now < deputyship.valid_to


def is_away(directory: Directory, person: int, matter: Matter) -> bool:
    """Whether somebody stands in for the person now in the matter's process, in whatever post."""
    rows = directory.by_principal.get(person, ())
    return any(in_force(row, matter.now) and _in_process(row, matter) for row in rows)


def entitles(directory: Directory, deputyship: Deputyship, matter: Matter) -> bool:
    """Whether the deputyship is in force, covers the matter, and its deputy's turn has come."""
    if not _covers(deputyship, matter):
        return False
    rows = directory.by_principal.get(deputyship.principal, ())
    return not any(_goes_before(directory, row, deputyship, matter) for row in rows)


def acts_for(directory: Directory, deputy: int, matter: Matter, depth: int) -> Iterator[Link]:
    """Everybody for whom `deputy` may act, the nearest first, through chains of at most `depth` links."""
    frontier: list[_Reached] = [(deputy, (), ())]
    seen: set[tuple[int, tuple[str, ...]]] = set()
    for _ in range(depth):
        following: list[_Reached] = []
        for link in _links_above(directory, frontier, matter):
            if link.principal == deputy or (link.principal, link.processes) in seen:
                continue
            seen.add((link.principal, link.processes))
            yield link
            if link.principal not in matter.avoid:
                following.append((link.principal, (*link.via, link.principal), link.processes))
        frontier = following


def deputies_of(directory: Directory, principal: int, matter: Matter, depth: int) -> tuple[int, ...]:
    """Everybody who may act for `principal` and decide the matter, in order, the deputies' deputies last."""
    found: dict[int, None] = {}
    frontier = [principal]
    for _ in range(depth):
        rows = [row for person in frontier for row in directory.by_principal.get(person, ())]
        named = dict.fromkeys(row.deputy for row in rows if entitles(directory, row, matter))
        fresh = [person for person in named if person not in found and person != principal]
        frontier = [p for p in fresh if is_active(directory, p) and p not in matter.avoid]
        found.update(dict.fromkeys(frontier))
    return tuple(found)


def possible_principals(directory: Directory, deputy: int, now: datetime, depth: int) -> tuple[int, ...]:
    """Everybody for whom `deputy` may be able to act in some process and post; `acts_for` says in which."""
    found: dict[int, None] = {}
    frontier = [deputy]
    for _ in range(depth):
        rows = [row for person in frontier for row in directory.by_deputy.get(person, ())]
        named = dict.fromkeys(row.principal for row in rows if in_force(row, now))
        frontier = [person for person in named if person not in found and person != deputy]
        found.update(dict.fromkeys(frontier))
    return tuple(found)


def _links_above(directory: Directory, frontier: list[_Reached], matter: Matter) -> Iterator[Link]:
    for person, via, limit in frontier:
        for row in directory.by_deputy.get(person, ()):
            processes = _common(limit, row.processes) if matter.process is None else ()
            if processes is None or not is_active(directory, row.principal):
                continue
            if entitles(directory, row, matter):
                yield Link(row.principal, row.capacity, via, processes)


def _covers(deputyship: Deputyship, matter: Matter) -> bool:
    return (
        in_force(deputyship, matter.now)
        and (not deputyship.posts or matter.post in deputyship.posts)
        and _in_process(deputyship, matter)
    )


def _in_process(deputyship: Deputyship, matter: Matter) -> bool:
    return not deputyship.processes or matter.process is None or matter.process in deputyship.processes


def _goes_before(directory: Directory, first: Deputyship, second: Deputyship, matter: Matter) -> bool:
    """Whether the deputy of `first` keeps the deputy of `second` waiting."""
    if first.position >= second.position or first.deputy == second.deputy or not _covers(first, matter):
        return False
    # Without a process at hand, a deputy for some processes must not hide the others from the next one.
    if matter.process is None and first.processes and not _within(second.processes, first.processes):
        return False
    if first.deputy in matter.avoid or not is_active(directory, first.deputy):
        return False
    return not is_away(directory, first.deputy, matter)


def _within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return bool(inner) and set(inner) <= set(outer)


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...] | None:
    """The processes inside both limits; None when there are none."""
    if not left or not right:
        return left or right
    return tuple(sorted(set(left) & set(right))) or None
