"""What a link opens: one task of one visit, the answers that the definition names, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.authority import Standing
from workflow.core.case import TaskView
from workflow.core.definition import Slot
from workflow.core.errors import Refusal, Refused
from workflow.core.guests import GUEST, Guest, GuestRule
from workflow.core.turn import Turn


def rule_of(turn: Turn, task: TaskView) -> GuestRule | None:
    """What somebody outside may do with the task; None where it is for people alone."""
    slot = turn.slot_of(task) if task.asked is None else None
    return slot.guest if slot is not None else None


def standing_of_guest(turn: Turn, task: TaskView) -> Standing:
    """Raises Refused `link_other_round`, `not_through_link`."""
    guest, rule = turn.command.guest, rule_of(turn, task)
    if guest is None or rule is None or task.seq != guest.task or task.visit != turn.visit:
        raise Refused(Refusal("link_other_round", {}))
    if turn.command.action not in rule.may:
        raise Refused(Refusal("not_through_link", {"action": turn.command.action}))
    return Standing(guest.actor, None, "partner", None, None, task.holders[0])


def as_guest_answers(turn: Turn, slot: Slot) -> Slot:
    """The slot with only what the guest may fill in; the day of the answer is written by itself."""
    rule = slot.guest
    if turn.command.guest is None or rule is None:
        return slot
    given = {name: value for name, value in turn.command.input.items() if name != rule.answered_on}
    if rule.answered_on is not None:
        given[rule.answered_on] = turn.today.isoformat()
    turn.command = replace(turn.command, input=given)
    dated = (rule.answered_on,) if rule.answered_on is not None else ()
    return replace(slot, edits=(*rule.edits, *rule.uploads, *dated))


def noted_with_answer(guest: Guest) -> dict[str, object]:
    """What stands with the decision: who it was, as they said, and where the link had been sent."""
    return {GUEST: {"name": guest.name, "address": guest.address, "sent_to": guest.sent_to}}
