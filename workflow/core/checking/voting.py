"""L23 by numbers alone: a vote can be won and it can be lost."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.places import at, error, slots_of
from workflow.core.definition import Definition
from workflow.core.findings import Finding


def check_votes(definition: Definition) -> Iterator[Finding]:
    """How many must agree is a matter of L05; here somebody must be able to say no."""
    for state in definition.states.values():
        if state.type != "approve" or len(state.branches) < 2:
            continue
        answers = [outcome for slot in slots_of(state) for outcome in slot.outcomes]
        if answers and all(outcome.completes and outcome.code not in state.leave_on for outcome in answers):
            yield error("L23", "vote_not_losable", at(state, "vote"), state=state.name)
