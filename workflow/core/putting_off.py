"""A due moment later by days, working or not, at the same time of day."""

from __future__ import annotations

from datetime import datetime

from workflow.core.calendar import TAIPEI
from workflow.core.case import TaskView
from workflow.core.deadlines import Roll, due
from workflow.core.definition import Slot
from workflow.core.durations import Duration
from workflow.core.turn import Turn


def later(turn: Turn, moment: datetime, by: Duration, *, roll: Roll = "none") -> datetime:
    """The same time of day, so many days on."""
    here = moment.astimezone(TAIPEI)
    day = due(turn.world.calendar, moment, by, roll=roll).day
    return datetime.combine(day, here.timetz()).astimezone(moment.tzinfo)


def put_off(turn: Turn, slot: Slot, task: TaskView, due_at: datetime) -> datetime:
    """What was granted to the task and how long it was held, on top of a due moment that is counted anew."""
    course, deadline = task.course, slot.deadline
    if course.extended and deadline is not None and deadline.extend is not None:
        due_at = later(turn, due_at, Duration(course.extended, deadline.extend.unit), roll=deadline.roll)
    return later(turn, due_at, Duration(course.held_days, "wd")) if course.held_days else due_at


def with_owed(turn: Turn, slot: Slot, task: TaskView, due_at: datetime) -> datetime:
    """With the extension that was granted while the clock of the task stood still."""
    deadline = slot.deadline
    if not task.course.owed or deadline is None or deadline.extend is None:
        return due_at
    return later(turn, due_at, Duration(task.course.owed, deadline.extend.unit), roll=deadline.roll)
