"""Letting people know: urging whoever has the case (催辦), telling others of it (知會), noting it (閱)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflow.core.aside_inputs import FIELDS, read_aside
from workflow.core.asked import holding_up
from workflow.core.asking import named_holder
from workflow.core.case import Informed, TaskView
from workflow.core.deadlines import due, start_of_day
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.form import FieldSpec
from workflow.core.holding import is_owner
from workflow.core.notices import tell, tell_holders
from workflow.core.resolving import present
from workflow.core.scopes import commit_reason
from workflow.core.standing import held_task, may_stand, refuse_stale
from workflow.core.turn import Turn

MOST_INFORMED = 200


def may_urge(turn: Turn) -> bool:
    """Whether the actor is one of those who may urge in this process, now or later."""
    return turn.definition.urging is not None and (turn.command.actor == turn.view.applicant or is_owner(turn))


def is_informed(turn: Turn) -> bool:
    return any(turn.command.actor in _reached(turn, each) for each in turn.informed)


def weigh_remind(turn: Turn) -> tuple[TaskView, ...]:
    """The tasks whose holders may be urged now. Raises Refused, with when it is possible again."""
    _refuse_closed(turn)
    rule = turn.definition.urging
    if rule is None:
        raise Refused(Refusal("not_in_this_state", {"action": "remind", "state": turn.state}))
    if turn.command.actor != turn.view.applicant and not is_owner(turn):
        raise Refused(Refusal("not_yours", {"holders": [f"#{turn.view.applicant}"]}))
    waiting = [task for task in turn.open_tasks() if _can_be_done(turn, task) and not may_stand(turn, task)]
    if not waiting:
        raise Refused(Refusal("nobody_to_urge", {}))
    again = {task.seq: _again(turn, task) for task in waiting}
    ready = tuple(task for task in waiting if again[task.seq] is None)
    if not ready:
        raise Refused(Refusal("urged_already", {"again": min(moment for moment in again.values() if moment)}))
    refuse_stale(turn, None)
    return ready


def remind(turn: Turn) -> None:
    """One message to each who can do what is waited for. It moves no deadline."""
    tasks = weigh_remind(turn)
    commit_reason(turn, read_aside(turn, ()).reason)
    turn.facts["tasks"] = [task.seq for task in tasks]
    for task in tasks:
        tell_holders(turn, "urged", task)
        turn.change_task(replace(task, course=replace(task.course, urged_at=turn.now)))


def weigh_inform(turn: Turn) -> TaskView:
    """Raises Refused."""
    task = held_task(turn)
    if len(turn.informed) >= MOST_INFORMED:
        raise Refused(Refusal("too_many_informed", {"most": MOST_INFORMED}))
    return task


def inform_fields(_turn: Turn, _task: TaskView | None) -> tuple[FieldSpec, ...]:
    return FIELDS["inform"]


def inform(turn: Turn) -> None:
    """Whoever is told may read of the case what its view for the informed says; nothing waits for them."""
    task = weigh_inform(turn)
    asked = read_aside(turn, FIELDS["inform"])
    holder = named_holder(turn, asked.values["who"])
    if holder is None:
        raise Invalid(FieldProblem("who", "unknown_reference", {"value": str(asked.values["who"])}))
    people = present(turn.world.directory, holder, turn.today)
    if not people:
        raise Invalid(FieldProblem("who", "nobody_there"))
    if holder in {each.holder for each in turn.informed}:
        raise Invalid(FieldProblem("who", "informed_already"))
    commit_reason(turn, asked.reason)
    turn.informed = (*turn.informed, Informed(holder, turn.command.actor, turn.now))
    turn.facts |= {"task": task.seq, "informed": holder.principal()}
    for person in people:
        if person != turn.command.actor:
            tell(turn, "informed", person)


def weigh_acknowledge(turn: Turn) -> tuple[Informed, ...]:
    """What the actor was told of and has not noted, though the case be over. Raises Refused."""
    mine = [each for each in turn.informed if turn.command.actor in _reached(turn, each)]
    if not mine:
        raise Refused(Refusal("not_informed", {}))
    unnoted = tuple(each for each in mine if turn.command.actor not in each.noted)
    if not unnoted:
        raise Refused(Refusal("noted_already", {}))
    refuse_stale(turn, None)
    return unnoted


def acknowledge(turn: Turn) -> None:
    noted = weigh_acknowledge(turn)
    commit_reason(turn, read_aside(turn, ()).reason)
    turn.informed = tuple(
        replace(each, noted=(*each.noted, turn.command.actor)) if each in noted else each for each in turn.informed
    )


def _refuse_closed(turn: Turn) -> None:
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))


def _can_be_done(turn: Turn, task: TaskView) -> bool:
    """Whether its holders keep the case waiting: not while it is on hold, nor while somebody answers before them."""
    waits = task.position == "later" or holding_up(turn.tasks.values(), task.seq)
    return task.course.held_from is None and not waits


def _again(turn: Turn, task: TaskView) -> datetime | None:
    """When its holders may be urged again; None: now."""
    if task.course.urged_at is None or turn.definition.urging is None:
        return None
    moment = start_of_day(due(turn.world.calendar, task.course.urged_at, turn.definition.urging.every).day)
    return moment if moment > turn.now else None


def _reached(turn: Turn, informed: Informed) -> tuple[int, ...]:
    return present(turn.world.directory, informed.holder, turn.today)
