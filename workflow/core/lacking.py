"""What a case lacks for the way that still lies before it in another version of its process."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Definition, State
from workflow.core.expressions import EvaluationFailed, Expression, UnsetName
from workflow.core.graph import dominators, forward_moves, graph_of
from workflow.core.routing import guard_values
from workflow.core.turn import Turn

APPROVING = frozenset({"approve", "parallel"})


def lacking_values(turn: Turn, before: Definition) -> tuple[str, ...]:
    """The fields, new since `before`, that a condition ahead needs, that have no value, and that nobody fills in."""
    ahead = [turn.definition.states[name] for name in (turn.state, *sorted(turn.process.ahead[turn.state]))]
    filled = {name for state in ahead for branch in state.branches for slot in branch.slots for name in slot.edits}
    known = {spec.name for spec in before.fields} | filled
    missing = (name for state in ahead for guard in _guards(state) if (name := _unset(turn, guard)) is not None)
    return tuple(dict.fromkeys(name for name in missing if name.split(".")[1:2] and name.split(".")[1] not in known))


def skipped_approvals(turn: Turn) -> tuple[str, ...]:
    """The approvals that every case passes on its way to where this one stands, and that it never came by."""
    graph = graph_of(forward_moves(turn.definition), turn.definition.states)
    above = dominators(graph, turn.definition.start).get(turn.state, frozenset())
    names = (name for name in turn.definition.states if name in above and name != turn.state)
    return tuple(n for n in names if turn.definition.states[n].type in APPROVING and n not in turn.visits)


def _guards(state: State) -> Iterator[Expression]:
    yield from (guard for guard in (state.when, *(branch.when for branch in state.branches)) if guard is not None)
    yield from (arm.when for arm in state.arms if arm.when is not None)


def _unset(turn: Turn, guard: Expression) -> str | None:
    """The name that keeps the guard from being told."""
    try:
        guard.truth(guard_values(turn))
    except UnsetName as unset:
        return unset.name
    except EvaluationFailed:
        return None
    return None
