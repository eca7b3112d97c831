"""A holder asks for more time (展期); how far it goes in all says who approves; the task goes on meanwhile."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.aside_inputs import DAYS, read_aside
from workflow.core.asked import out_of
from workflow.core.case import Asked, TaskView
from workflow.core.deadlines import is_overdue
from workflow.core.definition import Outcome
from workflow.core.durations import Duration
from workflow.core.errors import Refusal, Refused
from workflow.core.extensions import ExtensionRule
from workflow.core.form import FieldSpec
from workflow.core.ladders import move_due, stop_ladder
from workflow.core.notices import tell_holders
from workflow.core.putting_off import later
from workflow.core.routing import holders_apart, slot_asked
from workflow.core.scopes import commit_reason
from workflow.core.signing import open_asked
from workflow.core.standing import may_stand, refuse_stale, refuse_waiting, standing_before, the_task
from workflow.core.turn import Turn


def extension_of(turn: Turn, task: TaskView) -> ExtensionRule | None:
    """How the deadline of the task can be put off; None where it cannot."""
    slot = turn.slot_of(task) if task.asked is None else None
    return slot.deadline.extend if slot is not None and slot.deadline is not None else None


def may_ask_for_time(turn: Turn, task: TaskView) -> bool:
    return extension_of(turn, task) is not None and task.course.held_from is None and may_stand(turn, task)


def weigh_extend(turn: Turn) -> TaskView:
    """Raises Refused: only in time, one after the other, and within the limits, with how much is left."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda asking: extension_of(turn, asking) is not None)
    rule = extension_of(turn, task)
    if rule is None:
        raise Refused(Refusal("not_in_this_state", {"action": "extend", "state": turn.state}))
    standing_before(turn, task)
    _refuse_standing_still(turn, task)
    for refusal in _against(turn, task, rule):
        raise Refused(refusal)
    refuse_stale(turn, task)
    return task


def extend_fields(turn: Turn, task: TaskView | None) -> tuple[FieldSpec, ...]:
    """As many days as are left, at most those of one extension."""
    rule = extension_of(turn, task) if task is not None else None
    if task is None or rule is None:
        return (DAYS,)
    return (replace(DAYS, maximum=max(min(rule.each, rule.total - task.course.extended), 1)),)


def extend(turn: Turn) -> None:
    task = weigh_extend(turn)
    standing, rule = standing_before(turn, task), extension_of(turn, task)
    asked = read_aside(turn, extend_fields(turn, task))
    if rule is None or not isinstance(asked.values["days"], int):
        raise TypeError(asked.values["days"])
    days = asked.values["days"]
    commit_reason(turn, asked.reason)
    own = frozenset(person for person in (standing.actor, standing.on_behalf_of) if person is not None)
    approver = rule.approver(task.course.extended + days)
    holders = holders_apart(turn, approver, turn.definition.states[task.state], own)
    turn.change_task(replace(task, course=replace(task.course, asked=days)))
    turn.facts |= {"task": task.seq, "days": f"{days}{rule.unit}"}
    parent = Asked(
        task.seq, "extension", standing.actor, standing.on_behalf_of, standing.post, standing.unit, asked.reason
    )
    open_asked(turn, task.state, task.branch, holders, parent)


def after_extension(turn: Turn, request: TaskView, outcome: Outcome) -> None:
    """Granted: the due moment moves, and with it what has not fired. Whoever asked is told either way."""
    task = turn.tasks[request.parent or 0]
    rule, course = extension_of(turn, task), task.course
    if outcome.completes and rule is not None:
        days = course.asked
        turn.facts["days"] = f"{days}{rule.unit}"
        task = replace(
            task, course=replace(course, extensions=course.extensions + 1, extended=course.extended + days, asked=0)
        )
        task = _put_off(turn, task, rule, days)
    else:
        task = replace(task, course=replace(course, asked=0))
        turn.change_task(task)
    tell_holders(turn, "extended" if outcome.completes else "not_extended", task)


def _put_off(turn: Turn, task: TaskView, rule: ExtensionRule, days: int) -> TaskView:
    """While the clock of the task stands still, what is granted is kept until it goes on."""
    slot = slot_asked(turn, task)
    roll = slot.deadline.roll if slot.deadline is not None else "none"
    if task.due_at is None:
        owing = replace(task, course=replace(task.course, owed=days))
        turn.change_task(owing)
        return owing
    due_at = later(turn, task.due_at, Duration(days, rule.unit), roll=roll)
    return move_due(turn, slot, stop_ladder(turn, slot, task), due_at, "extension")


def _refuse_standing_still(turn: Turn, task: TaskView) -> None:
    if task.course.held_from is not None:
        raise Refused(Refusal("on_hold", {"until": task.course.held_until}))
    refuse_waiting(turn, task)


def _against(turn: Turn, task: TaskView, rule: ExtensionRule) -> list[Refusal]:
    course, found = task.course, []
    if any(child.position == "extension" for child in out_of(turn.tasks.values(), task.seq)):
        found.append(Refusal("extension_pending", {"days": f"{course.asked}{rule.unit}"}))
    if course.extensions >= rule.times:
        found.append(Refusal("extensions_used_up", {"times": rule.times}))
    if course.extended >= rule.total:
        found.append(Refusal("extension_total_used", {"within": f"{rule.total}{rule.unit}"}))
    if task.due_at is not None and is_overdue(task.due_at, turn.now):
        found.append(Refusal("already_overdue", {"due": task.due_at}))
    return found
