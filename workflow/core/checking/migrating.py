"""L21: a plan that moves running cases to another version leads each of them to a place where it can go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workflow.core.checking.places import error, nearest, slots_of, warning
from workflow.core.definition import Definition
from workflow.core.findings import Finding, Path

AUTOMATIC: Final = frozenset({"choice", "end"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How many running cases stand in a state, and how many of their open tasks there are by key."""

    cases: int
    tasks: Mapping[str, int] = field(default_factory=dict)


def check_migration(
    before: Definition, after: Definition, moves: Mapping[str, str], live: Mapping[str, Standing], path: Path = ()
) -> Iterator[Finding]:
    """Whether `moves` (old state → new one) places every case in `live`, by the state in which it stands.

    A state that is not mentioned goes to the one of the same name. Errors forbid the migration; a warning names open
    tasks that have no counterpart and would be lost. `path` is where the plan stands in a file.
    """
    for old, new in moves.items():
        if old not in before.states:
            hint = nearest(old, before.states)
            yield error("L21", "moves_unknown_state", (*path, old), hint=hint, name=old, version=before.version)
        if new not in after.states:
            hint = nearest(new, after.states)
            yield error("L21", "moves_unknown_state", (*path, old), hint=hint, name=new, version=after.version)
    for state, standing in live.items():
        target = moves.get(state, state)
        if standing.cases and (state in moves or target in after.states):
            yield from _arrival(before, after, state, target, standing, path=(*path, state))
        elif standing.cases:
            yield error("L21", "state_not_moved", path, state=state, cases=standing.cases, version=after.version)


def _arrival(
    before: Definition, after: Definition, state: str, target: str, standing: Standing, *, path: Path
) -> Iterator[Finding]:
    found = after.states.get(target)
    if found is None:
        return
    if found.type in AUTOMATIC and state in before.states and before.states[state].type not in AUTOMATIC:
        yield error("L21", "moves_to_no_stop", path, state=state, to=target, cases=standing.cases)
        return
    kept = {slot.key for slot in slots_of(found)}
    lost = {key: count for key, count in standing.tasks.items() if count and key not in kept}
    if lost:
        tasks = tuple(f"{key} ×{count}" for key, count in sorted(lost.items()))
        yield warning("L21", "tasks_lost", path, state=state, to=target, tasks=tasks)
