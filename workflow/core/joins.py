"""When the branches of a visit have answered enough."""

from __future__ import annotations

from collections.abc import Callable

from workflow.core.asked import is_asked_key, out_of
from workflow.core.case import DecisionView
from workflow.core.definition import Branch, Slot, State
from workflow.core.scopes import is_stale
from workflow.core.turn import Turn
from workflow.core.voting import ABSTAIN, AGAINST, Tally


def answered(turn: Turn, state: State, slot: Slot) -> bool:
    """Whether the slot has an answer that counts in this visit."""
    decision = turn.decision_for(state.name, slot.key)
    return decision is not None and decision.visit == turn.visit


def signed(turn: Turn, state: State, slot: Slot) -> bool:
    """Whether the slot is answered and nobody has still to sign behind it."""
    decision = turn.decision_for(state.name, slot.key)
    if decision is None or decision.visit != turn.visit:
        return False
    return not any(task.position == "after" for task in out_of(turn.tasks.values(), decision.task))


def holds(turn: Turn, state: State, slot: Slot) -> bool:
    """Whether the slot has an answer, of whatever visit, that carried the case on and still fits."""
    decision = turn.decision_for(state.name, slot.key)
    return decision is not None and leads_on(turn, slot, decision) and not is_stale(turn, decision)


def was_asked(turn: Turn, state: State, slot: Slot) -> bool:
    """Whether the slot has an answer that counts, of whatever visit and whether it still fits or not."""
    return turn.decision_for(state.name, slot.key) is not None


def leads_on(turn: Turn, slot: Slot, earlier: DecisionView) -> bool:
    """A deferral is no answer that could count again: it only waits, and the case comes back for the answer."""
    states = turn.definition.states
    edge = states[earlier.state].edge(earlier.outcome)
    waiting = [states[name] for name in (edge.to if edge else ()) if states[name].type == "wait"]
    comes_back = any(earlier.state in following.to for state in waiting for following in state.edges)
    return not comes_back and any(known.code == earlier.outcome and known.completes for known in slot.outcomes)


def is_joined(
    turn: Turn, state: State, needed: list[Branch], counts: Callable[[Turn, State, Slot], bool] = answered
) -> bool:
    """Whether enough of the `needed` branches are complete; without any branch there is nothing to wait for."""
    if state.votes:
        return count_votes(turn, state, needed, counts).settled
    complete = sum(all(counts(turn, state, slot) for slot in branch.slots) for branch in needed)
    return complete == len(needed) if state.join.rule == "all" or not needed else complete >= 1


def passing_outcome(
    turn: Turn, state: State, needed: list[Branch], counts: Callable[[Turn, State, Slot], bool] = answered
) -> str:
    """The outcome by which a joined state is left: that of the vote, a single answer's own edge, else `complete` or
    `approve`."""
    if state.votes:
        return "approve" if count_votes(turn, state, needed, counts).won else AGAINST
    given = [d for d in turn.standing_decisions() if d.state == state.name and not is_asked_key(d.key)]
    last = [d for d in given if d.visit == turn.visit] or given
    if last and state.type != "parallel" and state.edge(last[-1].outcome) is not None:
        return last[-1].outcome
    return "complete" if state.edge("complete") is not None else "approve"


def count_votes(
    turn: Turn, state: State, voters: list[Branch], counts: Callable[[Turn, State, Slot], bool] = answered
) -> Tally:
    """How the vote stands among those who had one when the state was entered."""
    slots = [voter.slots[0] for voter in voters]
    given = [
        (slot, decision.outcome)
        for slot in slots
        if counts(turn, state, slot) and (decision := turn.decision_for(state.name, slot.key)) is not None
    ]
    answers = [outcome for _, outcome in given]
    strong = {slot.key for slot in slots if slot.actor in state.join.veto}
    return Tally(
        state.join,
        voters=len(voters),
        approving=sum(outcome not in {AGAINST, ABSTAIN} for outcome in answers),
        against=answers.count(AGAINST),
        abstaining=answers.count(ABSTAIN),
        vetoed=any(outcome == AGAINST and slot.key in strong for slot, outcome in given),
        veto_open=not strong <= {slot.key for slot, _ in given},
    )
