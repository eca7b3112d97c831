"""L17: one actor who decides twice on the way is asked twice; the engine never counts one answer for both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Final

from workflow.core.checking.places import at_slot, slots_of, warning
from workflow.core.definition import ActorRule, Definition, Slot, State
from workflow.core.findings import Finding
from workflow.core.graph import ahead_of

DECIDING: Final = frozenset({"approve", "parallel"})


def check_repetitions(definition: Definition) -> Iterator[Finding]:
    """Wants every named state to exist. Where the two decisions rest on the same, or other people are wanted anyway,
    the meaning is plain."""
    ahead = ahead_of(definition)
    asked = [(s, slot) for s in definition.states.values() if s.type in DECIDING for slot in slots_of(s)]
    told: set[tuple[str, str, str]] = set()
    for (earlier, first), (later, second) in permutations(asked, 2):
        if later.name not in ahead[earlier.name] or _kept_apart(definition, earlier, later):
            continue
        twice = _same(definition, first, second) and set(first.binds) != set(second.binds)
        identity = (earlier.name, later.name, second.key)
        if twice and identity not in told:
            told.add(identity)
            yield _asked_twice(definition, earlier, later, second)


def _asked_twice(definition: Definition, earlier: State, later: State, slot: Slot) -> Finding:
    actor = definition.actors[slot.actor].name
    return warning("L17", "decides_twice", at_slot(later, slot, "by"), actor=actor, states=(earlier.name, later.name))


def _same(definition: Definition, first: Slot, second: Slot) -> bool:
    one, other = definition.actors.get(first.actor), definition.actors.get(second.actor)
    return one is not None and other is not None and _means(one) == _means(other)


def _means(rule: ActorRule) -> tuple[str, str | None, str | None]:
    return ("post" if rule.kind == "pool" else rule.kind, rule.post, rule.of)


def _kept_apart(definition: Definition, one: State, other: State) -> bool:
    return any(
        constraint.kind == "different_people" and {one.name, other.name} <= set(constraint.states)
        for constraint in definition.constraints
    )
