"""Times of open tasks counted anew, when a calendar, a definition or what they hang on has changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from workflow.core.case import TaskView, TimerView
from workflow.core.deadlines import due
from workflow.core.definition import Slot
from workflow.core.ladders import CASE_DUE, UNTIL, anchors, due_of, next_rung
from workflow.core.timerules import UnsetAnchor, evaluate
from workflow.core.turn import Turn


def count_again(turn: Turn, task: TaskView, slot: Slot) -> TaskView:
    """Give the task the due moment that it would have, opened when it was; what has fired already fires no more."""
    due_at = task.due_at
    with suppress(UnsetAnchor):
        due_at = due_of(turn, slot.deadline, begun=task.opened_at)
    counted = replace(task, due_at=due_at)
    armed = next((timer for timer in turn.timers.values() if timer.task == task.seq), None)
    following = _following(turn, counted, slot, armed)
    if due_at != task.due_at:
        turn.note("due_moved", task=task.seq, before=task.due_at, after=due_at)
        turn.change_task(counted)
    if following != (None if armed is None else (armed.due_at, armed.rule)):
        if armed is not None:
            turn.settle_timer(armed, "replaced")
        if following is not None:
            turn.set_timer(following[1], following[0], task.seq)
    return turn.tasks[task.seq]


def count_waits_again(turn: Turn) -> None:
    """The same for what the state waits for, and for the whole case."""
    known = {timer.rule: timer for timer in turn.timers.values() if timer.task is None}
    for rule, moment in ((UNTIL, until_moment(turn)), (CASE_DUE, case_due_moment(turn))):
        armed = known.get(rule)
        if (armed.due_at if armed is not None else None) == moment or (moment is None and rule == UNTIL):
            continue
        if armed is not None:
            turn.settle_timer(armed, "replaced")
        if moment is not None:
            turn.set_timer(rule, moment, None)
        if rule == CASE_DUE:
            turn.due_at = moment
        turn.note("due_moved", task=None, rule=rule, before=armed.due_at if armed is not None else None, after=moment)


def until_moment(turn: Turn) -> datetime | None:
    """When the present state goes on by itself; None when it does not, or when that cannot be told any more."""
    rule = turn.standing_in.until
    if rule is None:
        return None
    try:
        return evaluate(rule, anchors(turn), turn.world.calendar, as_moment="start")
    except UnsetAnchor:
        return None


def case_due_moment(turn: Turn) -> datetime | None:
    """When the whole case is due: its days, and those during which its clock stood still."""
    limit = turn.definition.case_deadline
    if limit is None or turn.started_at is None:
        return None
    stretched = replace(limit, amount=limit.amount + turn.stopped_days)
    return due(turn.world.calendar, turn.started_at, stretched).at


def _following(turn: Turn, task: TaskView, slot: Slot, armed: TimerView | None) -> tuple[datetime, str] | None:
    """The moment of the rung that comes next: the armed one where there still is one of its name."""
    moments = []
    after: str | None = None
    while (found := next_rung(turn, slot, task, after=after)) is not None:
        moments.append(found)
        after = found[1]
    same = next((moment for moment in moments if armed is not None and moment[1] == armed.rule), None)
    return same or next((moment for moment in moments if moment[0] > turn.now), None)
