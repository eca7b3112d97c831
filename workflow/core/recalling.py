"""Whoever asked beside the slots takes it back: a question, a delegation, a signer, a unit."""

from __future__ import annotations

from workflow.core.asked import HOLDING_UP
from workflow.core.authority import owners, standings
from workflow.core.case import TaskView
from workflow.core.errors import Refusal, Refused, Stale
from workflow.core.inputs import only_reason
from workflow.core.retracting import UNDO_WITHIN, take_back, weigh_take_back
from workflow.core.scopes import commit_reason, saw_of
from workflow.core.signing import drop, go_on
from workflow.core.standing import closed_by, may_stand, standing_before
from workflow.core.stopping import resume_clock
from workflow.core.turn import Turn

TAKEN_BACK = frozenset({"info", "delegate", "extension"})
"""These are taken back, all others removed."""


def recalls(turn: Turn, task: TaskView) -> tuple[str, ...]:
    """By which actions the actor may close a task that he asked for; none when it is not his."""
    parent = turn.tasks.get(task.parent or 0)
    if task.asked is None or parent is None or not (may_stand(turn, parent) or _is_owner(turn)):
        return ()
    return ("take_back" if task.position in TAKEN_BACK else "remove_signer", "undo")


def weigh_recall(turn: Turn) -> TaskView:
    """The task that goes. Raises Refused: whoever has answered cannot be removed, and only who asked removes."""
    task = turn.tasks.get(turn.command.task or 0)
    action = turn.command.action
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    if task is None or not task.open:
        raise Refused(Refusal("task_closed", closed_by(turn, turn.command.task or 0)))
    parent = turn.tasks.get(task.parent or 0)
    fits = "take_back" if task.position in TAKEN_BACK else "remove_signer"
    if parent is None or action not in {fits, "undo"}:
        raise Refused(Refusal("not_in_this_state", {"action": action, "state": turn.state}))
    if not _is_owner(turn):
        standing_before(turn, parent)
    if action == "undo" and turn.now > task.opened_at + UNDO_WITHIN:
        raise Refused(Refusal("too_late", {"seconds": 60}))
    if turn.command.saw is not None and turn.command.saw != saw_of(turn, action, task):
        raise Stale(Refusal("stale", {"version": turn.view.version}))
    return task


def _is_owner(turn: Turn) -> bool:
    """The owner of the process takes back what nobody else can: who asked may have left, as may whoever was asked."""
    definition, directory = turn.definition, turn.world.directory
    if turn.command.actor == turn.view.applicant:
        return False
    holders = owners(definition, turn.view, directory, turn.today)
    depth = definition.substitute_depth
    return bool(standings(directory, holders, turn.command.actor, turn.now, definition.process, depth=depth))


def recall(turn: Turn) -> None:
    """Close what was asked as if it had not been; the case goes on where it waited for nothing else."""
    task = weigh_recall(turn)
    undone = turn.command.action == "undo"
    commit_reason(turn, only_reason(turn.command.input, required=not undone))
    # within the minute nobody has heard of it yet
    drop(turn, task, "removed", told=not undone)
    turn.facts["task"] = task.seq
    if undone:
        turn.unsays_since = task.opened_at
    if task.position in HOLDING_UP:
        resume_clock(turn, task)
    elif not turn.tasks[task.parent or 0].open:
        go_on(turn, turn.standing_in)


def weigh_either(turn: Turn) -> object:
    """Taking back an answer, or what was asked out of a task."""
    return weigh_recall(turn) if _is_asked(turn) else weigh_take_back(turn)


def take_back_either(turn: Turn) -> None:
    if _is_asked(turn):
        recall(turn)
    else:
        take_back(turn)


def _is_asked(turn: Turn) -> bool:
    task = turn.tasks.get(turn.command.task or 0)
    return task is not None and task.asked is not None
