"""The clock acts: a rung of a ladder, a timeout, a waiting that is over, a case that is due."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.answering import answer_by_clock
from workflow.core.authority import present, superior
from workflow.core.case import CLOCK, Holder, TaskView, TimerView
from workflow.core.definition import Rung, Slot
from workflow.core.errors import Refusal, Refused
from workflow.core.holding import RESUME, end_hold
from workflow.core.ladders import CASE_DUE, ELAPSED, TIMEOUT, UNTIL, arm_ladder, move_to, next_rung, rung_of
from workflow.core.leaving import leave
from workflow.core.notices import tell_holders
from workflow.core.rereading import reread
from workflow.core.routing import asked_state, conflict_of, holders_for, slot_asked, voices
from workflow.core.turn import Turn

FIRE = "fire"


def fire_timer(turn: Turn) -> None:
    """Do what the command's timer was set for. Raises Refused when it is settled already or not due yet."""
    timer = turn.timers.get(turn.command.timer or 0)
    if timer is None or turn.command.actor != CLOCK:
        raise Refused(Refusal("timer_settled", {}))
    if timer.due_at > turn.now:
        raise Refused(Refusal("too_early", {"not_before": timer.due_at}))
    turn.settle_timer(timer, "fired")
    late = int((turn.now - timer.due_at).total_seconds())
    turn.facts["timer"] = {"seq": timer.seq, "rule": timer.rule, "due_at": timer.due_at, "late_s": late}
    _do(turn, timer)


def _do(turn: Turn, timer: TimerView) -> None:
    if timer.rule == UNTIL:
        reread(turn, turn.standing_in.refresh)
        leave(turn, ELAPSED)
    elif timer.rule == CASE_DUE:
        owner = holders_for(turn, turn.definition.owner, turn.standing_in)
        for task in turn.open_tasks()[:1]:
            tell_holders(turn, "case_overdue", task, owner)
    elif timer.rule == RESUME:
        end_hold(turn, turn.tasks[timer.task or 0])
    else:
        _climb(turn, turn.tasks[timer.task or 0], timer.rule)


def _climb(turn: Turn, task: TaskView, rule: str) -> None:
    slot = slot_asked(turn, task)
    if rule == TIMEOUT:
        deadline = slot.deadline
        if deadline is not None and deadline.timeout is not None and task.kind != "reconfirm":
            answer_by_clock(turn, task, deadline.timeout)
        return
    rung = rung_of(slot, rule)
    if rung is not None and not (rung.does == "remind" and _is_overtaken(turn, slot, task, rule)):
        task = _perform(turn, task, rung)
    arm_ladder(turn, slot, task, after=rule)


def _is_overtaken(turn: Turn, slot: Slot, task: TaskView, rule: str) -> bool:
    """A clock that comes late would send one reminder after the other; the last of them says it all."""
    following = next_rung(turn, slot, task, after=rule)
    if following is None or following[0] > turn.now:
        return False
    rung = rung_of(slot, following[1])
    return rung is not None and rung.does == "remind"


def _perform(turn: Turn, task: TaskView, rung: Rung) -> TaskView:
    if rung.does == "remind":
        tell_holders(turn, "reminder", task)
        return task
    who = _who(turn, task, rung)
    turn.note("escalated", task=task.seq, does=rung.does, to=[holder.principal() for holder in who])
    if rung.does == "add":
        added = tuple(holder for holder in who if holder not in task.holders)
        task = replace(task, holders=(*task.holders, *added))
        turn.change_task(task)
    elif rung.does == "move" and who:
        task = move_to(turn, task, who)
    if rung.does == "notify":
        tell_holders(turn, "escalation", task, who)
    else:
        tell_holders(turn, "handed_up", task, who)
    return task


def _who(turn: Turn, task: TaskView, rung: Rung) -> tuple[Holder, ...]:
    state = asked_state(turn, task)
    spoken = voices(turn, state)
    if rung.who != "superior":
        named = holders_for(turn, rung.who, state)
        return tuple(holder for holder in named if not spoken.issuperset(_people(turn, holder))) if spoken else named
    above = superior(turn.world.directory, task.holders[0], turn.today, conflict_of(turn, state) | spoken)
    return (above,) if above is not None else ()


def _people(turn: Turn, holder: Holder) -> tuple[int, ...]:
    return present(turn.world.directory, holder, turn.today)
