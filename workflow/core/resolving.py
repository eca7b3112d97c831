"""From an actor of a definition to the post or person that is asked, past vacancies and conflicts.

No way leads from here to an approval: where nobody can act, a named fallback is asked or the step is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from workflow.core.case import CaseView, Holder
from workflow.core.definition import ActorRule, Definition, Nobody
from workflow.core.directory import (
    Directory,
    declared_units,
    holders_of,
    is_active,
    nearest_unit,
    posts_of,
    upwards,
)
from workflow.core.errors import Refusal, Refused
from workflow.core.turn import value_at

SelfApproval = Literal["to_superior", "forbid", "allow"]

_FIELD = "data."


@dataclass(frozen=True, slots=True)
class Why:
    """One detour on the way to the holder.

    Codes: `unit_unset` (path), `person_unset` (path), `no_decider` (item), `left` (person), `not_there` (person),
    `vacant` (post, unit), `climbed` (post, from, to), `conflict_to_superior` (from, to: principals), `conflict`
    (holder), `sent_to_fallback` (to).
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolution:
    holders: tuple[Holder, ...]
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    directory: Directory
    on: date
    data: Mapping[str, object]
    applicant: int | None
    applicant_unit: str
    decider: tuple[str, str] | None
    avoid: frozenset[int]


def present(directory: Directory, holder: Holder, on: date) -> tuple[int, ...]:
    """The active people who are the holder that day; a `person` counts whatever posts they hold."""
    if holder.person is not None:
        return (holder.person,) if is_active(directory, holder.person) else ()
    if holder.post is None or holder.unit is None:
        return ()
    return holders_of(directory, holder.post, holder.unit, on)


def superior(directory: Directory, holder: Holder, on: date, avoid: frozenset[int] = frozenset()) -> Holder | None:
    """The head of the holder's unit, or of the nearest one above that is led by somebody else.

    A vacant post and one whose people are all in `avoid` are passed over.
    None above the school's head. A person without a unit given is looked for in the first post held that day.
    """
    own = frozenset(present(directory, holder, on))
    for unit in upwards(directory, _unit_of(directory, holder, on)):
        place = nearest_unit(directory, unit.head, unit.key, on) if unit.head is not None else None
        if place is None or (unit.head, place) == (holder.post, holder.unit):
            continue
        heads = frozenset(holders_of(directory, unit.head or "", place, on))
        leads_it = bool(own) and own <= heads
        if not leads_it and heads - avoid:
            return Holder(unit.head, place)
    return None


def resolve(
    rule: ActorRule,
    *,
    directory: Directory,
    on: date,
    data: Mapping[str, object],
    applicant_unit: str,
    decider: tuple[str, str] | None,
    avoid: frozenset[int],
    self_approval: SelfApproval,
    nobody: Nobody,
    actors: Mapping[str, ActorRule],
    applicant: int | None = None,
) -> Resolution:
    """Whom to ask. `avoid` is the conflict set: no holder is returned whose people are all in it.

    `decider` is the (post, unit) of the authority table. Raises Refused `nobody_can_act` (actor, reasons).
    """
    asked = _Asked(directory, on, data, applicant, applicant_unit, decider, avoid)
    holder, why = _named(rule, asked)
    if holder is not None and _all_avoided(holder, asked):
        holder, detour = _past_conflict(holder, asked, self_approval)
        why = (*why, detour)
    if holder is not None:
        return Resolution((holder,), why)
    fallback = actors.get(nobody.actor) if nobody.does == "send_to" and nobody.actor is not None else None
    if fallback is not None:
        holder, more = _named(fallback, asked)
        why = (*why, Why("sent_to_fallback", {"to": fallback.name}), *more)
        if holder is not None and not _all_avoided(holder, asked):
            return Resolution((holder,), why)
    raise Refused(Refusal("nobody_can_act", {"actor": rule.name, "reasons": [detour.code for detour in why]}))


def owners(definition: Definition, view: CaseView, directory: Directory, on: date) -> tuple[Holder, ...]:
    """Who answers for the definition; empty while the post is vacant."""
    asked = _Asked(directory, on, view.data, view.applicant, view.applicant_unit, None, frozenset())
    holder, _ = _named(definition.actors[definition.owner], asked)
    return () if holder is None else (holder,)


@dataclass(frozen=True, slots=True)
class Desk:
    """`holders` deal out the tasks of `pool`: the head of its unit, and the post that the actor names beside."""

    pool: Holder
    holders: tuple[Holder, ...]


def desk_of(
    rule: ActorRule, view: CaseView, directory: Directory, on: date, *, avoid: frozenset[int] = frozenset()
) -> Desk | None:
    """None for what is no pool, and while nobody holds the pool's post."""
    if rule.kind != "pool":
        return None
    asked = _Asked(directory, on, view.data, view.applicant, view.applicant_unit, None, avoid)
    pool, _ = _named(rule, asked)
    if pool is None:
        return None
    head = superior(directory, pool, on, avoid)
    place = nearest_unit(directory, rule.desk, pool.unit, on) if rule.desk is not None else None
    beside = (Holder(rule.desk, place),) if place is not None else ()
    return Desk(pool, (*((head,) if head is not None else ()), *beside))


def _named(rule: ActorRule, asked: _Asked) -> tuple[Holder | None, tuple[Why, ...]]:
    """The holder whom the rule means, if anybody is there."""
    if rule.kind == "applicant":
        if asked.applicant is not None and is_active(asked.directory, asked.applicant):
            return Holder(person=asked.applicant), ()
        return None, (Why("left", {"person": asked.applicant}),)
    if rule.kind == "authority":
        if asked.decider is None:
            return None, (Why("no_decider", {"item": rule.item}),)
        return _occupied(*asked.decider, asked)
    if rule.kind == "person":
        return _person_named(rule.of, asked)
    unit = _unit_meant(rule.of, asked)
    if unit is None or rule.post is None:
        return None, (Why("unit_unset", {"path": rule.of}),)
    return _occupied(rule.post, unit, asked)


def _person_named(of: str | None, asked: _Asked) -> tuple[Holder | None, tuple[Why, ...]]:
    login = value_at(asked.data, (of or "").removeprefix(_FIELD))
    person = asked.directory.by_login.get(login) if isinstance(login, str) else None
    if person is None:
        return None, (Why("person_unset", {"path": of}),)
    if not is_active(asked.directory, person):
        return None, (Why("not_there", {"person": person}),)
    return Holder(person=person), ()


def _occupied(post: str, unit: str, asked: _Asked) -> tuple[Holder | None, tuple[Why, ...]]:
    place = nearest_unit(asked.directory, post, unit, asked.on)
    why = tuple(Why("vacant", {"post": post, "unit": empty}) for empty in _vacant(post, unit, place, asked))
    if place is None:
        return None, why or (Why("vacant", {"post": post, "unit": unit}),)
    if place != unit:
        why = (*why, Why("climbed", {"post": post, "from": unit, "to": place}))
    return Holder(post, place), why


def _vacant(post: str, unit: str, place: str | None, asked: _Asked) -> Iterator[str]:
    for declared in declared_units(asked.directory, post, unit):
        if declared == place:
            return
        yield declared


def _past_conflict(holder: Holder, asked: _Asked, self_approval: SelfApproval) -> tuple[Holder | None, Why]:
    above = None
    if self_approval == "to_superior":
        applies = holder.post is not None or holder.person == asked.applicant
        starting = replace(holder, unit=holder.unit or asked.applicant_unit or None) if applies else holder
        above = superior(asked.directory, starting, asked.on, asked.avoid)
    if above is None:
        return None, Why("conflict", {"holder": holder.principal()})
    return above, Why("conflict_to_superior", {"from": holder.principal(), "to": above.principal()})


def _all_avoided(holder: Holder, asked: _Asked) -> bool:
    return asked.avoid.issuperset(present(asked.directory, holder, asked.on))


def _unit_of(directory: Directory, holder: Holder, on: date) -> str | None:
    if holder.unit is not None or holder.person is None:
        return holder.unit
    held = posts_of(directory, holder.person, on)
    return held[0][1] if held else None


def _unit_meant(of: str | None, asked: _Asked) -> str | None:
    if of is None:
        return asked.applicant_unit
    if not of.startswith(_FIELD):
        return of
    value = value_at(asked.data, of.removeprefix(_FIELD))
    return value if isinstance(value, str) and value in asked.directory.units else None
