"""Decisions that are signed: whoever gives them proves once more who they are."""

from __future__ import annotations

from workflow.core.case import TaskView
from workflow.core.errors import Refusal, Refused
from workflow.core.turn import Turn, find_slot


def is_signed(turn: Turn, task: TaskView) -> bool:
    """Whether an answer to the task is signed; whoever confirms a signed decision signs again."""
    about = turn.decisions.get(task.about) if task.about is not None else None
    slot = find_slot(turn.definition, about.state, about.key) if about is not None else turn.slot_of(task)
    return slot is not None and task.asked is None and task.course.paper is None and bool(slot.signature)


def signed_by(turn: Turn, task: TaskView) -> str:
    """How the command is signed; empty where nothing is wanted. Raises Refused `signature_needed`."""
    if not is_signed(turn, task):
        return ""
    if not turn.command.signed:
        raise Refused(Refusal("signature_needed", {}))
    return turn.command.signed
