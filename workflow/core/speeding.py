"""The class of speed of a case is changed while it runs (速別): what is open and follows it is planned anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflow.core.aside_inputs import SPEED, read_aside
from workflow.core.case import TaskView
from workflow.core.deadlines import due, is_overdue
from workflow.core.definition import Slot
from workflow.core.durations import Duration
from workflow.core.form import FieldSpec
from workflow.core.ladders import counted_due, move_due, speed_of, stop_ladder
from workflow.core.notices import tell_holders
from workflow.core.routing import slot_asked
from workflow.core.scopes import commit_reason
from workflow.core.standing import held_task
from workflow.core.turn import Turn

NEXT_DAY = Duration(1, "wd")


def weigh_change_speed(turn: Turn) -> TaskView:
    """Raises Refused."""
    return held_task(turn)


def speed_fields(turn: Turn, _task: TaskView | None) -> tuple[FieldSpec, ...]:
    """The classes that the case does not have."""
    return (replace(SPEED, options=tuple(each for each in SPEED.options if each.code != speed_of(turn))),)


def change_speed(turn: Turn) -> None:
    """Plan every open task that follows the class. Nobody becomes late by it, and who is late stays late."""
    task = weigh_change_speed(turn)
    asked = read_aside(turn, speed_fields(turn, task))
    commit_reason(turn, asked.reason)
    before = speed_of(turn)
    turn.speed = str(asked.values["speed"])
    turn.facts |= {"task": task.seq, "speed": {"from": before, "to": turn.speed}}
    for each in turn.open_tasks():
        if each.kind != "unblock":
            _plan(turn, slot_asked(turn, each), each)


def _plan(turn: Turn, slot: Slot, task: TaskView) -> None:
    if slot.deadline is None or not slot.deadline.by_speed:
        return
    if task.course.held_due is not None:
        held_due = _due(turn, slot, task, task.course.held_due)
        turn.change_task(replace(task, course=replace(task.course, held_due=held_due)))
        return
    if task.due_at is None:
        return
    if is_overdue(task.due_at, turn.now):
        turn.change_task(replace(task, course=replace(task.course, fixed=True)))
        return
    due_at = _due(turn, slot, task, task.due_at)
    if due_at != task.due_at:
        moved = move_due(turn, slot, stop_ladder(turn, slot, task), due_at, "speed")
        tell_holders(turn, "due_moved", moved)


def _due(turn: Turn, slot: Slot, task: TaskView, before: datetime) -> datetime:
    """Counted from the opening as if the class had always been so; a shorter one leaves at least a working day."""
    counted = counted_due(turn, slot, task) or before
    least = min(before, due(turn.world.calendar, turn.now, NEXT_DAY).at)
    return max(counted, least)
