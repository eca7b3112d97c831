"""What follows from answers beside the slots, and when a state may be left although somebody was asked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from workflow.core.asked import ASIDE, BESIDE, HOLDING_UP, asked_key, asked_slot, out_of
from workflow.core.case import Asked, Holder, TaskView
from workflow.core.definition import Branch, Outcome, State
from workflow.core.early import ANEW, closes
from workflow.core.electorate import strike_spent_voters
from workflow.core.entering import continue_branch, needed_branches, open_slot
from workflow.core.joins import is_joined, passing_outcome, signed
from workflow.core.ladders import arm_ladder, due_of
from workflow.core.leaving import leads_well, leave
from workflow.core.notices import tell_holders
from workflow.core.stopping import resume_clock
from workflow.core.turn import Turn, find_slot

OBJECTION: Final = "disagree"
COMPLETE: Final = "complete"
NOTICES: Final[Mapping[str, str]] = MappingProxyType(
    {"info": "question", "delegate": "delegated", "unit": "action", "extension": "extension"}
)
"""What those are told who are asked for more than a signature."""


def open_asked(turn: Turn, state: str, branch: str, holders: tuple[Holder, ...], asked: Asked) -> TaskView:
    """Open a task that no slot declares; whose turn comes later has no deadline and hears of it later."""
    key = asked_key(asked.position, turn.tasks_opened + 1)
    slot = asked_slot(turn.definition, state, key)
    waits = asked.position == "later"
    due_at = None if waits else due_of(turn, slot.deadline)
    branch = key if asked.position in {"unit", "extension"} else branch
    task = turn.add_task(
        TaskView(0, turn.visit, state, key, branch, slot.kind, holders, turn.now, due_at=due_at, asked=asked)
    )
    if not waits:
        arm_ladder(turn, slot, task)
        tell_holders(turn, NOTICES.get(asked.position, "signature"), task)
    return task


def asked_again(turn: Turn, task: TaskView, parent: int, position: str) -> TaskView:
    """The same question anew, out of `parent`."""
    assert task.asked is not None
    asked = replace(task.asked, parent=parent, position=position)  # type: ignore[arg-type]  # callers pass literals
    return open_asked(turn, task.state, task.branch, task.holders, asked)


def after_parent(turn: Turn, task: TaskView, *, vouches: bool) -> None:
    """A holder has answered. What he waited for is not needed any more; those who sign behind him have their turn."""
    for child in out_of(turn.tasks.values(), task.seq):
        if child.position in HOLDING_UP | ASIDE or (child.position == "later" and not vouches):
            drop(turn, child, "not_needed")
        elif child.position == "later":
            turn.close_task(child, None, "turn_came")
            asked_again(turn, child, task.seq, "after")


def drop(turn: Turn, task: TaskView, cause: str, *, told: bool = True) -> None:
    """Close a task that was asked, and all that was asked out of it."""
    for child in out_of(turn.tasks.values(), task.seq):
        drop(turn, child, cause, told=told)
    turn.close_task(task, None, cause)
    if told and task.position != "later":
        tell_holders(turn, "no_longer_needed", task)


def after_asked(turn: Turn, state: State, task: TaskView, outcome: Outcome) -> None:
    """Somebody beside the slots has answered."""
    for child in out_of(turn.tasks.values(), task.seq):
        drop(turn, child, "not_needed")
    if task.position in HOLDING_UP:
        resume_clock(turn, task)
        tell_holders(turn, "answered", turn.tasks[task.parent or 0])
    elif task.position == "after" and outcome.code == OBJECTION:
        _object(turn, state, task)
    elif not (task.position == "unit" and cut_off(turn, state, outcome.code)):
        go_on(turn, state)


def _object(turn: Turn, state: State, task: TaskView) -> None:
    """Who signs behind an answer does not agree: it is void and asked again, and the others sign behind the new one."""
    voided = next(d for d in turn.standing_decisions() if d.task == task.parent)
    turn.void(voided, "objected")
    slot = find_slot(turn.definition, state.name, voided.key)
    assert slot is not None
    again = open_slot(turn, state, slot, notice="objected")
    put_behind(turn, task.parent or 0, again.seq)


def put_behind(turn: Turn, parent: int, again: int) -> None:
    """Those who sign behind an answer that counts no more sign behind the next one."""
    for child in out_of(turn.tasks.values(), parent):
        if child.position == "after":
            drop(turn, child, "asked_later")
            asked_again(turn, child, again, "later")


def is_held(turn: Turn, state: State, outcome: str) -> bool:
    """Whether the way out by `outcome` leads on while somebody beside the slots has still to answer."""
    edge = state.edge(outcome)
    if edge is None or outcome in state.leave_on or not leads_well(turn.definition, edge):
        return False
    return any(task.position == "after" or task.position in BESIDE for task in turn.open_tasks())


def cut_off(turn: Turn, state: State, outcome: str) -> bool:
    """Leave a block that ends with the first objection, unless somebody beside the slots has still to answer."""
    if not state.stop_at_first or outcome != OBJECTION or is_held(turn, state, COMPLETE):
        return False
    leave(turn, COMPLETE)
    return True


def _ends_early(turn: Turn, state: State, needed: list[Branch]) -> bool:
    """Whether the state is left after this command anyway, so that nobody should be asked any more."""
    outcome = None if turn.command.action in ANEW else closes(turn, state, needed)
    return outcome is not None and not is_held(turn, state, outcome)


def go_on(turn: Turn, state: State, *, to: str | None = None, resume: str | None = None) -> None:
    """Ask the next of each branch that waits for nobody; leave the state when enough is answered."""
    if state.votes:
        strike_spent_voters(turn, state)
    busy = {task.branch for task in turn.open_tasks() if task.position not in BESIDE}
    needed = needed_branches(turn, state)
    if _ends_early(turn, state, needed):
        return
    # all that wait for nobody, because an edit inside a block may make another branch needed
    for branch in (b for b in needed if b.key not in busy):
        continue_branch(turn, state, branch)
    if not is_joined(turn, state, needed, signed):
        return
    outcome = passing_outcome(turn, state, needed, signed)
    if not is_held(turn, state, outcome):
        leave(turn, outcome, to=to, resume=resume)
