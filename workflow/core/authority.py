"""Who may act: in which capacity a person stands before a task, and what forbids it.

The directory is asked at the moment of the act, never when a task is assigned: a leaver, or a deputy whose
days are over, has lost the right without anybody having to take it away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import Capacity, Holder
from workflow.core.definition import Definition
from workflow.core.deputies import Matter, acts_for, deputies_of, possible_principals
from workflow.core.directory import Directory, holders_of, holds_on, is_active, nearest_unit, posts_of
from workflow.core.errors import Refusal, Refused
from workflow.core.resolving import Resolution, Why, owners, present, resolve, superior

__all__ = [
    "InboxKey",
    "Resolution",
    "Standing",
    "Why",
    "choose_standing",
    "holders_of",
    "may_start",
    "nearest_unit",
    "owners",
    "posts_of",
    "present",
    "principals",
    "recipients",
    "refusals_for",
    "resolve",
    "standings",
    "superior",
]

_PREFERENCE: Final[Mapping[Capacity, int]] = MappingProxyType({"own": 0, "acting": 1, "deputy": 2, "acting_for": 3})
_NOWHERE: Final[Mapping[str, frozenset[int]]] = MappingProxyType({})
_NOBODY: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """A right to act for `holder`; `via` are the people between in a chain of deputies, the actor's first."""

    actor: int
    on_behalf_of: int | None
    capacity: Capacity
    post: str | None
    unit: str | None
    holder: Holder
    via: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxKey:
    """`key` is what tasks are found under; `processes` limits a deputy's view, empty means all of them."""

    key: str
    capacity: Capacity
    on_behalf_of: int | None = None
    processes: tuple[str, ...] = ()


def standings(
    directory: Directory,
    holders: tuple[Holder, ...],
    actor: int,
    now: datetime,
    process: str,
    *,
    depth: int = 1,
    avoid: frozenset[int] = _NOBODY,
) -> tuple[Standing, ...]:
    """Every right by which `actor` may act for a holder at this moment, the best first; empty for leavers.

    `depth` bounds chains of deputies. `avoid` is the conflict set: whoever is in it does not keep the next
    deputy waiting and hands nothing on. Conflicts of the actor himself are for `refusals_for`.
    """
    if not is_active(directory, actor):
        return ()
    day = now.astimezone(TAIPEI).date()
    found: list[Standing] = []
    for holder in holders:
        people = present(directory, holder, day)
        if actor in people:
            capacity = _own_capacity(directory, holder, actor, day)
            found.append(Standing(actor, None, capacity, holder.post, holder.unit, holder))
        if actor in directory.by_deputy:
            matter = Matter(now, process, _post_of(holder), avoid)
            found.extend(_for_others(directory, holder, actor, people, matter=matter, depth=depth))
    if len(found) > 1:
        found.sort(key=lambda standing: _PREFERENCE[standing.capacity])
    return tuple(found)


def refusals_for(
    standing: Standing, *, conflict: frozenset[int], earlier: Mapping[str, frozenset[int]] = _NOWHERE
) -> tuple[Refusal, ...]:
    """What forbids to act by this right: `self_approval` (people), `same_person_twice` (state, people).

    `earlier` maps each state that wants other people than this one to those who decided there, themselves or
    through a deputy.
    A chain of deputies through somebody in conflict counts as his own act.
    """
    acting = {standing.actor} if standing.on_behalf_of is None else {standing.actor, standing.on_behalf_of}
    refusals: list[Refusal] = []
    involved = conflict & acting.union(standing.via)
    if involved:
        refusals.append(Refusal("self_approval", {"people": sorted(involved)}))
    for state, people in earlier.items():
        twice = people & acting
        if twice:
            refusals.append(Refusal("same_person_twice", {"state": state, "people": sorted(twice)}))
    return tuple(refusals)


def choose_standing(
    found: tuple[Standing, ...],
    *,
    holders: tuple[Holder, ...],
    conflict: frozenset[int],
    earlier: Mapping[str, frozenset[int]] = _NOWHERE,
) -> Standing:
    """The best right that nothing forbids.

    Raises Refused with all that forbids the best of them, or with `not_yours` (holders) where there is none.
    """
    best: tuple[Refusal, ...] = ()
    for standing in found:
        refusals = refusals_for(standing, conflict=conflict, earlier=earlier)
        if not refusals:
            return standing
        best = best or refusals
    if best:
        raise Refused(*best)
    raise Refused(Refusal("not_yours", {"holders": [holder.principal() for holder in holders]}))


def principals(directory: Directory, person: int, now: datetime, *, depth: int = 1) -> tuple[InboxKey, ...]:
    """Where the person's inbox looks for tasks: own keys (`#id`, `post@unit`), then those of absent others.

    Wider than the right to act, which depends on the process of the case: `standings` decides.
    """
    if not is_active(directory, person):
        return ()
    day = now.astimezone(TAIPEI).date()
    keys = [InboxKey(holder.principal(), "own") for holder in _hats(directory, person, day)]
    mine = {key.key for key in keys}
    for other in possible_principals(directory, person, now, depth):
        for holder in _hats(directory, other, day):
            if holder.principal() not in mine:
                matter = Matter(now, post=_post_of(holder))
                keys.extend(_deputy_keys(directory, holder, person, other, matter=matter, depth=depth))
    return tuple(keys)


def recipients(
    directory: Directory,
    holder: Holder,
    now: datetime,
    *,
    process: str | None = None,
    depth: int = 1,
    avoid: frozenset[int] = _NOBODY,
) -> tuple[int, ...]:
    """Who is told of a task: the holders, then their deputies in force; nobody of `avoid` or in their name."""
    matter = Matter(now, process, _post_of(holder), avoid)
    day = now.astimezone(TAIPEI).date()
    people = [person for person in present(directory, holder, day) if person not in avoid]
    told = dict.fromkeys(people)
    for person in people:
        told.update(dict.fromkeys(deputies_of(directory, person, matter, depth)))
    return tuple(told)


def may_start(definition: Definition, directory: Directory, person: int, on: date) -> tuple[tuple[str, str], ...]:
    """The hats, (post, unit), under which the person may start a case; of several one has to be chosen."""
    return tuple(held for held in posts_of(directory, person, on) if held[0] in definition.may_start)


def _own_capacity(directory: Directory, holder: Holder, actor: int, day: date) -> Capacity:
    rows = directory.by_person.get(actor, ())
    acting = [row.acting for row in rows if (row.post, row.unit) == (holder.post, holder.unit) and holds_on(row, day)]
    return "acting" if acting and all(acting) else "own"


def _for_others(
    directory: Directory,
    holder: Holder,
    actor: int,
    people: tuple[int, ...],
    *,
    matter: Matter,
    depth: int,
) -> Iterator[Standing]:
    for link in acts_for(directory, actor, matter, depth):
        if link.principal in people:
            yield Standing(actor, link.principal, link.capacity, holder.post, holder.unit, holder, link.via)


def _deputy_keys(
    directory: Directory, holder: Holder, person: int, other: int, *, matter: Matter, depth: int
) -> Iterator[InboxKey]:
    for link in acts_for(directory, person, matter, depth):
        if link.principal == other:
            yield InboxKey(holder.principal(), "deputy", other, link.processes)


def _hats(directory: Directory, person: int, day: date) -> tuple[Holder, ...]:
    return (Holder(person=person), *(Holder(post, unit) for post, unit in posts_of(directory, person, day)))


def _post_of(holder: Holder) -> tuple[str, str] | None:
    return (holder.post, holder.unit) if holder.post is not None and holder.unit is not None else None
