"""A task is put on hold (暫停) until a day: its clock stands still, and goes on by itself or when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from workflow.core.aside_inputs import UNTIL, read_aside
from workflow.core.asked import out_of
from workflow.core.authority import owners, standings
from workflow.core.calendar import TAIPEI
from workflow.core.case import TaskView
from workflow.core.deadlines import due, is_overdue, start_of_day, working_days_between
from workflow.core.durations import Duration
from workflow.core.errors import Refusal, Refused
from workflow.core.form import FieldSpec
from workflow.core.ladders import move_due, stop_ladder
from workflow.core.notices import tell, tell_holders
from workflow.core.putting_off import later
from workflow.core.routing import slot_asked
from workflow.core.scopes import commit_reason
from workflow.core.standing import may_stand, refuse_stale, refuse_waiting, standing_before, the_task
from workflow.core.turn import Turn

RESUME = "resume"
"""The rule of the timer that ends a hold."""


def may_hold(turn: Turn, task: TaskView) -> bool:
    """Whether the state lets its holders put this task on hold."""
    state = turn.definition.states[task.state]
    return state.hold is not None and task.asked is None and turn.slot_of(task) is not None


def stands_for_hold(turn: Turn, task: TaskView) -> bool:
    """Whoever holds the task, and whoever answers for the definition."""
    return may_stand(turn, task) or is_owner(turn)


def is_owner(turn: Turn) -> bool:
    """Whether the actor answers for the definition, himself or as a deputy."""
    definition, directory = turn.definition, turn.world.directory
    held = owners(definition, turn.view, directory, turn.today)
    depth = definition.substitute_depth
    return bool(standings(directory, held, turn.command.actor, turn.now, definition.process, depth=depth))


def weigh_hold(turn: Turn) -> TaskView:
    """Raises Refused: only in time, only while no answer is waited for, and never longer than the state allows."""
    task = _the_task(turn)
    if task.course.held_from is not None:
        raise Refused(Refusal("on_hold", {"until": task.course.held_until}))
    if task.due_at is not None and is_overdue(task.due_at, turn.now):
        raise Refused(Refusal("already_overdue", {"due": task.due_at}))
    refuse_waiting(turn, task)
    if any(child.position == "extension" for child in out_of(turn.tasks.values(), task.seq)):
        raise Refused(Refusal("extension_pending", {}))
    if not _days_left(turn, task):
        raise Refused(Refusal("hold_used_up", {"within": str(_most(turn, task))}))
    return task


def hold_fields(turn: Turn, task: TaskView | None) -> tuple[FieldSpec, ...]:
    """From tomorrow to the last day that the state allows."""
    if task is None or not may_hold(turn, task) or not _days_left(turn, task):
        return (UNTIL,)
    return (replace(UNTIL, minimum=turn.today + timedelta(days=1), maximum=_last_day(turn, task)),)


def hold(turn: Turn) -> None:
    task = weigh_hold(turn)
    asked = read_aside(turn, hold_fields(turn, task))
    commit_reason(turn, asked.reason)
    until = asked.values["until"]
    if not isinstance(until, date):
        raise TypeError(until)
    moment = start_of_day(until)
    stopped = stop_ladder(turn, slot_asked(turn, task), task)
    course = replace(stopped.course, held_from=turn.now, held_until=moment, held_due=task.due_at)
    held = replace(stopped, due_at=None, course=course)
    turn.change_task(held)
    turn.set_timer(RESUME, moment, task.seq)
    turn.facts |= {"task": task.seq, "until": moment}
    tell_holders(turn, "held", held)
    if turn.command.actor != turn.view.applicant:
        tell(turn, "held", turn.view.applicant)


def weigh_resume(turn: Turn) -> TaskView:
    """Raises Refused."""
    task = _the_task(turn)
    if task.course.held_from is None:
        raise Refused(Refusal("not_on_hold", {}))
    return task


def resume(turn: Turn) -> None:
    task = weigh_resume(turn)
    asked = read_aside(turn, ())
    commit_reason(turn, asked.reason)
    end_hold(turn, task)


def end_hold(turn: Turn, task: TaskView) -> None:
    """The clock goes on: the task is due later by the working days that it was held."""
    course, days = task.course, held_days(turn, task)
    for timer in [timer for timer in turn.timers.values() if timer.task == task.seq]:
        turn.settle_timer(timer, "replaced")
    due_at = course.held_due
    if due_at is not None and days:
        due_at = later(turn, due_at, Duration(days, "wd"))
    turn.facts |= {"task": task.seq, "days": days}
    going = replace(course, held_from=None, held_until=None, held_days=course.held_days + days)
    slot = slot_asked(turn, task)
    tell_holders(turn, "resumed", move_due(turn, slot, replace(task, course=going), due_at, "hold"))


def held_days(turn: Turn, task: TaskView) -> int:
    """The working days since the hold began; half a day, as reports count a day that is not over, moves nothing."""
    begun = task.course.held_from
    if begun is None:
        return 0
    return int(working_days_between(turn.world.calendar, begun.astimezone(TAIPEI).date(), turn.today))


def _the_task(turn: Turn) -> TaskView:
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda asking: may_hold(turn, asking))
    if not may_hold(turn, task):
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    if not is_owner(turn):
        standing_before(turn, task)
    refuse_stale(turn, task)
    return task


def _most(turn: Turn, task: TaskView) -> Duration:
    rule = turn.definition.states[task.state].hold
    if rule is None:
        raise ValueError(task.state)
    return rule.most


def _days_left(turn: Turn, task: TaskView) -> int:
    return max(_most(turn, task).amount - task.course.held_days, 0)


def _last_day(turn: Turn, task: TaskView) -> date:
    return due(turn.world.calendar, turn.now, Duration(_days_left(turn, task), "wd")).day
