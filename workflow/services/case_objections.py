"""Remarks of others that have to be answered before a case goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.core.case import DecisionView
from workflow.core.definition import State
from workflow.core.text import Text
from workflow.core.turn import Turn, find_slot
from workflow.services.naming import Names


@dataclass(frozen=True, slots=True)
class Objection:
    """A remark that has to be answered under `answers.KEY`."""

    key: str
    branch: Text
    label: Text | None
    opinion: str | None


def objections_of(turn: Turn, state: State, asked: set[str], names: Names) -> Iterator[Objection]:
    """Those among the fields that an answer asks for."""
    for name in sorted(asked):
        if name.startswith("answers."):
            key = name.removeprefix("answers.")
            last = [d for d in turn.standing_decisions() if _raises(d, key, state)]
            if last:
                yield _objection(turn, key, last[-1], names)


def _raises(decision: DecisionView, key: str, state: State) -> bool:
    return decision.key.partition(".")[0] == key and decision.outcome in state.requires.answer_each


def _objection(turn: Turn, key: str, decision: DecisionView, names: Names) -> Objection:
    """Whoever was asked beside the slots has no branch and is named by his post."""
    branches = turn.definition.states[decision.state].branches
    branch = next((each.label for each in branches if each.key == key), None)
    slot = find_slot(turn.definition, decision.state, decision.key)
    label = next((o.label for o in slot.outcomes if o.code == decision.outcome), None) if slot else None
    if branch is None and decision.post and decision.unit:
        branch = names.principal(f"{decision.post}@{decision.unit}")
    return Objection(key, branch or names.person(decision.actor), label, decision.opinion)
