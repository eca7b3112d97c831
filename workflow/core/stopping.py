"""The clock of a task that waits for an answer stands still: its day moves by the working days waited."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflow.core.calendar import TAIPEI
from workflow.core.case import TaskView
from workflow.core.deadlines import due, working_days_between
from workflow.core.durations import Duration
from workflow.core.ladders import arm_ladder_at
from workflow.core.putting_off import with_owed
from workflow.core.routing import slot_asked
from workflow.core.turn import Turn


def stop_clock(turn: Turn, task: TaskView) -> tuple[str | None, datetime | None]:
    """The timer that was armed and the day that was due, both taken from the task until its clock goes on."""
    armed = next((timer for timer in turn.timers.values() if timer.task == task.seq), None)
    if armed is not None:
        turn.settle_timer(armed, "stopped")
    if task.due_at is None:
        return None, None
    turn.change_task(replace(task, due_at=None))
    turn.note("clock_stopped", task=task.seq, due_at=task.due_at)
    return armed.rule if armed is not None else None, task.due_at


def resume_clock(turn: Turn, child: TaskView) -> None:
    """Give the task that waited for `child` its day back, later by the working days between question and answer."""
    asked = child.asked
    if asked is None or asked.due_at is None:
        return
    task = turn.tasks[asked.parent]
    begun = child.opened_at.astimezone(TAIPEI).date()
    # half a day is how reports count what was answered on the day itself; it moves nothing
    waited = int(working_days_between(turn.world.calendar, begun, turn.today))
    due_at = due(turn.world.calendar, asked.due_at, Duration(waited, "wd")).at if waited else asked.due_at
    due_at = with_owed(turn, slot_asked(turn, task), task, due_at)
    moved = replace(task, due_at=due_at, course=replace(task.course, owed=0))
    turn.change_task(moved)
    turn.note("clock_resumed", task=task.seq, days=waited, due_at=due_at)
    arm_ladder_at(turn, slot_asked(turn, moved), moved, asked.rung)
