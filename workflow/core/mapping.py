"""From the states and tasks of one version to those of another, so that a running case can be moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from workflow.core.definition import ActorRule, Definition, State
from workflow.core.text import Text

Place = tuple[str, str]
"""A state and the key of one of its tasks."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What a file says of cases of an earlier version: `state` or `state.task` there, and here."""

    version: int
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """States by name, tasks by place. What is not among them has nothing that it becomes."""

    states: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[Place, Place] = field(default_factory=dict)


def split_place(name: str) -> tuple[str, str | None]:
    """`cosign.legal.2` is task `legal.2` of state `cosign`."""
    state, found, key = name.partition(".")
    return state, key if found else None


def moves_between(before: Definition, after: Definition, places: Iterable[tuple[str, str]] = ()) -> Moves:
    """Where each state and task of `before` is in `after`: as `places` say, else under the same name.

    The one task of a state that has one is the one task of the other, whatever their names.
    """
    named = {split_place(name): split_place(target) for name, target in places}
    states = {
        name: named.get((name, None), (name, None))[0]
        for name in before.states
        if named.get((name, None), (name, None))[0] in after.states
    }
    return Moves(states, dict(_tasks(before, after, states, named)))


def back_again(moves: Moves) -> tuple[tuple[str, str], ...]:
    """The places for the way back. Where two states became one, the one of the same name, else the first."""
    states: dict[str, str] = {}
    for name, target in sorted(moves.states.items(), key=lambda item: item[0] != item[1]):
        states.setdefault(target, name)
    tasks: dict[str, str] = {}
    for (state, key), (target, other) in moves.tasks.items():
        if states.get(target) == state:
            tasks.setdefault(f"{target}.{other}", f"{state}.{key}")
    return (*states.items(), *tasks.items())


def _tasks(
    before: Definition,
    after: Definition,
    states: Mapping[str, str],
    named: Mapping[tuple[str, str | None], tuple[str, str | None]],
) -> Iterator[tuple[Place, Place]]:
    for name, state in before.states.items():
        keys = _keys(state)
        for key in keys:
            target, other = named.get((name, key)) or (states.get(name), named.get((name, None), ("", None))[1])
            there = _keys(after.states[target]) if target is not None and target in after.states else []
            found = other or (key if key in there else there[0] if len(there) == len(keys) == 1 else None)
            if target is not None and found is not None and found in there:
                yield (name, key), (target, found)


def _keys(state: State) -> list[str]:
    return [slot.key for branch in state.branches for slot in branch.slots]


def command_input(before: Definition, after: Definition, moves: Moves) -> dict[str, object]:
    """What the command that moves a case is given: names only, so that it can be written down and told."""
    anew = [
        f"{state}.{key}"
        for (name, task), (state, key) in moves.tasks.items()
        if _rule(before, name, task) != _rule(after, state, key)
    ]
    return {
        "before": before.version,
        "version": after.version,
        "states": dict(moves.states),
        "tasks": {f"{state}.{key}": f"{other}.{there}" for (state, key), (other, there) in moves.tasks.items()},
        "asked_anew": anew,
    }


def _rule(definition: Definition, state: str, key: str) -> ActorRule | None:
    """Who is asked for a task, however the rule is called."""
    slots = (slot for branch in definition.states[state].branches for slot in branch.slots)
    rule = next((definition.actors.get(slot.actor) for slot in slots if slot.key == key), None)
    return replace(rule, name="", label=Text("", "")) if rule is not None else None
