"""Whether a state may end before its time (`closes_when`): what its condition reads, and what it says now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from workflow.core.case import DecisionView
from workflow.core.definition import Branch, Slot, State
from workflow.core.expressions import EvaluationFailed
from workflow.core.joins import answered, passing_outcome
from workflow.core.routing import guard_values
from workflow.core.turn import Turn

ANEW: Final = frozenset({"take_back", "undo", "reopen"})
"""Whoever asks to answer anew is let, whatever holds meanwhile."""
ASKED: Final = "asked"
GIVEN: Final = "given"
"""What a condition reads beside how often each answer was given."""
Counts = Callable[[Turn, State, Slot], bool]


def answers_of(turn: Turn, state: State, needed: list[Branch], counts: Counts = answered) -> Mapping[str, int]:
    """How many are `asked`, how many have `given` their answer, and how many gave each; the last of a list speaks."""
    codes = {outcome.code for branch in state.branches for slot in branch.slots for outcome in slot.outcomes}
    said = [decision.outcome for branch in needed if (decision := _answer(turn, state, branch, counts)) is not None]
    return {code: said.count(code) for code in codes} | {ASKED: len(needed), GIVEN: len(said)}


def closes(turn: Turn, state: State, needed: list[Branch], counts: Counts = answered) -> str | None:
    """The outcome by which the state ends now; None while its condition does not hold, or cannot be told yet."""
    rule = state.closes
    if rule is None:
        return None
    try:
        holds = rule.when.truth({**guard_values(turn), "answers": answers_of(turn, state, needed, counts)})
    except EvaluationFailed:
        return None
    if not holds:
        return None
    return rule.outcome or passing_outcome(turn, state, needed, counts)


def _answer(turn: Turn, state: State, branch: Branch, counts: Counts) -> DecisionView | None:
    """The answer of a branch, once all its slots have one."""
    if not all(counts(turn, state, slot) for slot in branch.slots):
        return None
    return turn.decision_for(state.name, branch.slots[-1].key)
