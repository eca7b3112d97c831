"""L21: a map to another version leads each running case to a place where it can go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workflow.core.checking.places import error, nearest, slots_of, warning
from workflow.core.definition import Definition
from workflow.core.findings import Finding, Path
from workflow.core.mapping import moves_between, split_place

AUTOMATIC: Final = frozenset({"choice", "end"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How many running cases stand in a state, and how many of their open tasks there are by key."""

    cases: int
    tasks: Mapping[str, int] = field(default_factory=dict)


def check_migration(
    before: Definition,
    after: Definition,
    places: Sequence[tuple[str, str]],
    live: Mapping[str, Standing],
    path: Path = (),
) -> Iterator[Finding]:
    """Whether the map (`state` or `state.task` of `before` → of `after`) places every case in `live`.

    What it does not mention goes to the same name. An error says that cases cannot be moved, a warning which open tasks
    have no counterpart and would be closed. `path` is where the map stands in the file of `after`.
    """
    for name, _ in places:
        state, _ = split_place(name)
        if state not in before.states:
            hint = nearest(state, before.states)
            yield error("L21", "moves_unknown_state", (*path, name), hint=hint, name=state, version=before.version)
    moves = moves_between(before, after, places)
    for state, standing in live.items():
        target = moves.states.get(state)
        if not standing.cases or state not in before.states:
            continue
        if target is None:
            yield error("L21", "state_not_moved", path, state=state, cases=standing.cases, version=after.version)
        elif after.states[target].type in AUTOMATIC and before.states[state].type not in AUTOMATIC:
            yield error("L21", "moves_to_no_stop", (*path, state), state=state, to=target, cases=standing.cases)
        else:
            keys = [slot.key for slot in slots_of(before.states[state])]
            lost = [key for key in keys if standing.tasks.get(key) and (state, key) not in moves.tasks]
            if lost:
                tasks = tuple(f"{key} ×{standing.tasks[key]}" for key in lost)
                yield warning("L21", "tasks_lost", (*path, state), state=state, to=target, tasks=tasks)
