"""L10 and L11: loops need a human and a bound, and whoever goes back goes to a state that nobody could have avoided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workflow.core.checking.places import at, at_move, error, slots_of
from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.core.graph import (
    Graph,
    Move,
    all_moves,
    dominators,
    forward_moves,
    graph_of,
    loops,
    path_avoiding,
)  # fmt: skip

Above = Mapping[str, frozenset[str]]


def check_loops(definition: Definition) -> Iterator[Finding]:
    """Wants every named state to exist."""
    moves = all_moves(definition)
    automatic = graph_of((move for move in moves if _runs_by_itself(definition, move)), definition.states)
    unbounded = {state.name for state in definition.states.values() if state.visits is None}
    unstopped = graph_of((move for move in moves if move.source in unbounded), unbounded)
    for code, parts in (("loop_without_human", loops(automatic)), ("loop_without_bound", loops(unstopped))):
        for part in parts:
            states = _in_order(definition, part)
            yield error("L10", code, at(definition.states[states[0]]), states=states)
    for state in definition.states.values():
        if state.visits is None:
            continue
        if state.visits.max < 1:
            yield error("L10", "bound_below_one", at(state, "visits", "max"), max=state.visits.max)
        if definition.states[state.visits.end].type != "end":
            yield error("L10", "bound_ends_nowhere", at(state, "visits", "end"), state=state.visits.end)


def _runs_by_itself(definition: Definition, move: Move) -> bool:
    """Where nothing was edited, approvals of an earlier visit are carried and pass the case on without a human."""
    state = definition.states[move.source]
    if move.automatic or move.back or state.type not in {"approve", "parallel"}:
        return move.automatic
    given = [outcome for slot in slots_of(state) for outcome in slot.outcomes if outcome.code == move.name]
    return move.name == "complete" or any(outcome.completes for outcome in given)


def check_returns(definition: Definition) -> Iterator[Finding]:
    """Wants every named state to exist."""
    moves = all_moves(definition)
    declared = graph_of((move for move in moves if not move.back), definition.states)
    above = dominators(declared, definition.start)
    for move in moves:
        dominated = move.target in above.get(move.source, frozenset())
        if move.back and move.source in above and not dominated:
            yield _avoidable("return_to_avoidable", definition, declared, move, above)
        elif move.kind == "edge" and not move.back and dominated:
            yield error("L11", "goes_back_undeclared", at_move(move), outcome=move.name, to=move.target)
    yield from _loops_with_two_doors(definition, declared, above)


def _loops_with_two_doors(definition: Definition, declared: Graph[str], above: Above) -> Iterator[Finding]:
    """What still runs in a circle without the moves that go back can be entered in several places."""
    forward = forward_moves(definition)
    for part in loops(graph_of(forward, definition.states)):
        doors = {move.target for move in forward if move.target in part and move.source not in part}
        entering = [move for move in forward if move.source in part and move.target in doors]
        if entering and entering[0].source in above:
            yield _avoidable("loop_entered_twice", definition, declared, entering[0], above)


def _avoidable(code: str, definition: Definition, declared: Graph[str], move: Move, above: Above) -> Finding:
    """Says a path that misses the target, and which targets none misses."""
    around = path_avoiding(declared, definition.start, move.source, move.target)
    allowed = _in_order(definition, above[move.source] - {move.source})
    return error(
        "L11", code, at_move(move), outcome=move.name, to=move.target, path=around or (), allowed=allowed
    )  # fmt: skip


def _in_order(definition: Definition, names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in definition.states if name in wanted)
