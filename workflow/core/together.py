"""Which approvals may be given for several cases at once: those that the process allows and that ask for nothing."""

from __future__ import annotations

from typing import Final, Literal

from workflow.core.case import Asked
from workflow.core.definition import Definition, Outcome, Slot, State
from workflow.core.turn import find_slot

TOGETHER: Final[Literal["together"]] = "together"
"""The door of a decision that was given together with others."""
YES: Final = ("approve", "agree")
KINDS: Final = frozenset({"decide", "opinion"})


def approval_of(definition: Definition, state: str, key: str, kind: str, asked: Asked | None) -> Outcome | None:
    """The answer by which a task is approved together with others; None where it has to be looked at by itself."""
    if definition.bulk == "off" or kind not in KINDS or asked is not None or state not in definition.states:
        return None
    slot = find_slot(definition, state, key)
    return approval_in(definition.states[state], slot) if slot is not None else None


def approval_in(state: State, slot: Slot) -> Outcome | None:
    """The approval that a slot takes with nothing given: no file, field, tick, answer, reason, choice or signature."""
    outcome = next((it for code in YES for it in slot.outcomes if it.code == code), None)
    if outcome is None or outcome.reason or outcome.input or slot.edits or slot.signature:
        return None
    edge, requires = state.edge(outcome.code), state.requires
    several = edge is not None and (len(edge.to) > 1 or edge.back)
    return None if several or requires.checklist or requires.answer_each else outcome
