"""The reader's own answers that count again because their content had not changed, and that he may give anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.decision import Offer
from workflow.core.reopening import carried_here
from workflow.core.text import Text
from workflow.core.turn import Turn, find_slot
from workflow.services.naming import Names


@dataclass(frozen=True, slots=True)
class Carried:
    """`seq` is that of the task which was answered; `outcome` what the answer is called, where the definition says."""

    seq: int
    state: Text
    part: Text | None
    outcome: Text | None
    at: datetime
    saw: str


def carried_of(turn: Turn, offers: tuple[Offer, ...], names: Names) -> tuple[Carried, ...]:
    """`offers` are those of the turn's actor."""
    open_to_him = {offer.task: offer.saw for offer in offers if offer.action == "reopen" and offer.allowed}
    found = []
    for decision in carried_here(turn):
        slot, state = find_slot(turn.definition, decision.state, decision.key), turn.standing_in
        if slot is None or decision.task not in open_to_him:
            continue
        part = next((branch.label for branch in state.branches if branch.key == slot.branch), None)
        label = next((outcome.label for outcome in slot.outcomes if outcome.code == decision.outcome), None)
        part, saw = part if len(state.branches) > 1 else None, open_to_him[decision.task]
        found.append(Carried(decision.task, names.state(decision.state), part, label, decision.at, saw))
    return tuple(found)
