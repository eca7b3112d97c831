"""L02 inside the core: every name of a state leads to a state, and the case can be approved at all."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.places import at, at_move, error, nearest
from workflow.core.definition import Definition
from workflow.core.findings import Finding, Path
from workflow.core.graph import all_moves


def check_structure(definition: Definition) -> Iterator[Finding]:
    for path, name in _names(definition):
        if name not in definition.states:
            yield error("L02", "unknown_state", path, hint=nearest(name, definition.states), name=name)
    for state in definition.states.values():
        if state.when is not None and state.pass_to is None:
            yield error("L02", "pass_to_missing", at(state, "when"), state=state.name)
        for edge in state.edges:
            if not edge.to:
                yield error("L02", "target_missing", at(state, "next", edge.outcome), outcome=edge.outcome)
    if not any(state.type == "end" and state.outcome == "approved" for state in definition.states.values()):
        yield error("L02", "no_approved_end", ("states",))


def _names(definition: Definition) -> Iterator[tuple[Path, str]]:
    """Every place that names a state, with the name."""
    yield ("start",), definition.start
    for move in all_moves(definition):
        yield at_move(move), move.target
    for state in definition.states.values():
        if state.visits is not None:
            yield at(state, "visits", "end"), state.visits.end
    if definition.withdraw is not None:
        yield ("anytime", "withdraw", "before"), definition.withdraw.before
        yield ("anytime", "withdraw", "to"), definition.withdraw.to
    if definition.merge is not None:
        yield ("anytime", "merge", "before"), definition.merge.before
        yield ("anytime", "merge", "to"), definition.merge.to
