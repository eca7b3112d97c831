"""When the branches of a visit have answered enough."""

from __future__ import annotations

from workflow.core.definition import Branch, Slot, State
from workflow.core.turn import Turn


def answered(turn: Turn, state: State, slot: Slot) -> bool:
    """Whether the slot has an answer that counts in this visit."""
    decision = turn.decision_for(state.name, slot.key)
    return decision is not None and decision.visit == turn.visit


def is_joined(turn: Turn, state: State, needed: list[Branch]) -> bool:
    """Whether enough of the `needed` branches are complete; without any branch there is nothing to wait for."""
    complete = sum(all(answered(turn, state, slot) for slot in branch.slots) for branch in needed)
    if state.join.rule == "all" or not needed:
        return complete == len(needed)
    return complete >= (1 if state.join.rule == "any" else min(state.join.count, len(needed)))


def passing_outcome(turn: Turn, state: State) -> str:
    """The outcome by which a joined state is left: a single answer's own edge, else `complete` or `approve`."""
    last = [d for d in turn.standing_decisions() if d.state == state.name and d.visit == turn.visit]
    if last and state.type != "parallel" and state.edge(last[-1].outcome) is not None:
        return last[-1].outcome
    return "complete" if state.edge("complete") is not None else "approve"
