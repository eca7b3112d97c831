"""L25: what a new version changes for those who work with the one in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, TypeVar

from workflow.core.checking.places import at, info
from workflow.core.definition import Definition, State
from workflow.core.findings import Finding

Value = TypeVar("Value")

_WRITTEN: Final[Mapping[str, str]] = {
    "edges": "next", "arms": "cases", "join": "vote", "stop_at_first": "objections", "party": "by",
}  # fmt: skip
"""What an attribute is called in the file, where that is another word."""


@dataclass(frozen=True, slots=True)
class Running:
    """Cases that stand in a state now, and the logins of those who hold open tasks of it."""

    cases: int = 0
    people: tuple[str, ...] = ()


def check_changes(in_force: Definition, planned: Definition, running: Mapping[str, Running]) -> Iterator[Finding]:
    """Infos only. Running cases keep the version that they began with; these are the ones a migration would move."""
    if in_force.sha256 == planned.sha256:
        return
    for name in _either(in_force.states, planned.states):
        yield from _state(in_force, planned, name, running.get(name, Running()))
    now = {spec.name: spec for spec in in_force.fields}
    then = {spec.name: spec for spec in planned.fields}
    for key, old, new in (
        ("data", now, then),
        ("documents", in_force.documents, planned.documents),
        ("actors", in_force.actors, planned.actors),
    ):
        names = _differing(old, new)
        if names:
            yield info("L25", "names_differ", (key,), part=key, names=names, version=in_force.version)


def _state(in_force: Definition, planned: Definition, name: str, running: Running) -> Iterator[Finding]:
    old, new = in_force.states.get(name), planned.states.get(name)
    touched = {"state": name, "cases": running.cases, "people": running.people or ("–",)}
    if new is None:
        yield info("L25", "state_gone", ("states",), version=in_force.version, **touched)
    elif old is None:
        yield info("L25", "state_new", at(new), state=name, version=in_force.version)
    elif old != new:
        yield info("L25", "state_differs", at(new), version=in_force.version, parts=_parts(old, new), **touched)


def _parts(old: State, new: State) -> tuple[str, ...]:
    names = (each.name for each in fields(State) if getattr(old, each.name) != getattr(new, each.name))
    return tuple(_WRITTEN.get(name, name) for name in names)


def _differing(old: Mapping[str, Value], new: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(name for name in _either(old, new) if old.get(name) != new.get(name))


def _either(old: Mapping[str, Value], new: Mapping[str, Value]) -> Sequence[str]:
    return tuple(dict.fromkeys((*new, *old)))
