"""Open tasks planned anew when people, calendars or authority have changed: who is asked, and until when.

Nobody is asked anew who can act: a task goes elsewhere only when nobody is left who holds it, or when the definition
reads authority at each act and it now names somebody else.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from workflow.core.authority import present
from workflow.core.case import CLOCK, TaskView, TimerView
from workflow.core.deadlines import due
from workflow.core.definition import Slot
from workflow.core.errors import Refusal, Refused
from workflow.core.ladders import CASE_DUE, UNTIL, anchors, due_of, move_due, move_to, next_rung, stop_ladder
from workflow.core.notices import tell_holders
from workflow.core.putting_off import put_off
from workflow.core.routing import asked_state, holders_for, slot_asked
from workflow.core.timerules import UnsetAnchor, evaluate
from workflow.core.turn import Turn

REPLAN: Final = "replan"
CALENDAR: Final = "calendar"
VERSION: Final = "version"
"""Why a due moment is another one now."""
OF_DATA: Final = (("data",), ("input",))
"""What a time rule hangs on that people write: a day which was fixed by it stays when they write something else."""


def plan_again(turn: Turn) -> None:
    """Raises Refused: `nothing_to_plan` where everything is as it would be planned now, `nobody_can_act`."""
    if turn.command.actor != CLOCK or turn.command.door != "clock":
        raise Refused(Refusal("not_in_this_state", {"action": REPLAN, "state": turn.state}))
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    table = turn.command.input.get("authority")
    if turn.definition.authority_at == "act" and isinstance(table, str):
        turn.authority = table
    before = {task.seq: task.due_at for task in turn.open_tasks()}
    for task in turn.open_tasks():
        _plan_task(turn, task)
    count_waits_again(turn, CALENDAR)
    if not turn.events and turn.authority == turn.view.authority:
        raise Refused(Refusal("nothing_to_plan", {}))
    turn.facts["moved"] = [seq for seq, due_at in before.items() if turn.tasks[seq].due_at != due_at]


def _plan_task(turn: Turn, task: TaskView) -> None:
    if task.kind == "unblock":
        _hand_over(turn, task, turn.definition.owner)
        return
    slot = slot_asked(turn, task)
    if task.asked is None and slot.actor in turn.definition.actors:
        _hand_over(turn, task, slot.actor)
    deadline = slot.deadline
    if deadline is None or deadline.until is None or deadline.until.anchor[:1] not in OF_DATA:
        count_again(turn, turn.tasks[task.seq], slot, CALENDAR)


def _hand_over(turn: Turn, task: TaskView, actor: str) -> None:
    """Ask whoever would be asked now, where nobody is left or authority is with others."""
    rule = turn.definition.actors.get(actor)
    left = any(present(turn.world.directory, holder, turn.today) for holder in task.holders)
    by_table = rule is not None and rule.kind == "authority" and turn.definition.authority_at == "act"
    handed_on = task.course.handed_by is not None
    # who votes was fixed when the vote began, and whoever took a task over keeps it
    if turn.definition.states[task.state].votes or (left and (handed_on or not by_table)):
        return
    noted = len(turn.events)
    holders = holders_for(turn, actor, asked_state(turn, task))
    if holders[0] in task.holders and left:
        del turn.events[noted:]
        return
    moved = move_to(turn, task, holders)
    turn.note("handed_over", task=task.seq, to=[holder.principal() for holder in holders], left=left)
    if left:
        tell_holders(turn, "no_longer_needed", task)
    tell_holders(turn, "action", moved)


def count_again(turn: Turn, task: TaskView, slot: Slot, why: str) -> TaskView:
    """Give the task the due moment that it would have, opened when it was, with all that was granted to it since.

    What has fired already fires no more. A clock that stands still, or that stood still for a question, is left, and so
    is a due moment that somebody fixed otherwise.
    """
    if _stood_still(turn, task):
        return task
    due_at = task.due_at
    with suppress(UnsetAnchor):
        due_at = due_of(turn, slot.deadline, begun=task.opened_at)
        due_at = put_off(turn, slot, task, due_at) if due_at is not None else None
    if due_at != task.due_at:
        return move_due(turn, slot, stop_ladder(turn, slot, task), due_at, why)
    armed = next((timer for timer in turn.timers.values() if timer.task == task.seq), None)
    following = _following(turn, task, slot, armed)
    if following != (None if armed is None else (armed.due_at, armed.rule)):
        if armed is not None:
            turn.settle_timer(armed, "replaced")
        if following is not None:
            turn.set_timer(following[1], following[0], task.seq)
    return turn.tasks[task.seq]


def _stood_still(turn: Turn, task: TaskView) -> bool:
    asked = (child.asked for child in turn.tasks.values() if child.asked is not None)
    if task.course.held_from is not None or task.course.fixed:
        return True
    return any(o.parent == task.seq and o.due_at is not None for o in asked)


def count_waits_again(turn: Turn, why: str) -> None:
    """The same for what the state waits for, and for the whole case."""
    known = {timer.rule: timer for timer in turn.timers.values() if timer.task is None}
    for rule, moment in ((UNTIL, until_moment(turn)), (CASE_DUE, case_due_moment(turn))):
        armed = known.get(rule)
        # what has fired fires no more, unless its moment is still to come
        fired = turn.due_at if armed is None and rule == CASE_DUE else None
        before = armed.due_at if armed is not None else fired
        if before == moment or (moment is None and rule == UNTIL):
            continue
        if armed is not None:
            turn.settle_timer(armed, "replaced")
        if moment is not None and (fired is None or moment > turn.now):
            turn.set_timer(rule, moment, None)
        if rule == CASE_DUE:
            turn.due_at = moment
        turn.note("due_moved", task=None, rule=rule, before=before, after=moment, why=why)


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
