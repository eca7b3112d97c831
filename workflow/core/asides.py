"""What is done to a case beside answering, by action: what it does, what speaks against it, what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workflow.core.aside_inputs import INTO, NEEDS_REASON, PLACE
from workflow.core.case import Command, TaskView
from workflow.core.decision import InputField
from workflow.core.extending import extend, extend_fields, may_ask_for_time, weigh_extend
from workflow.core.form import HOLDER, FieldSpec
from workflow.core.guest_acts import may_send, revoke_link, send_fields, send_link, weigh_link
from workflow.core.handing import (
    reassign,
    reassign_fields,
    stands_at_desk,
    transfer,
    transfer_fields,
    weigh_reassign,
    weigh_transfer,
)
from workflow.core.holding import (
    hold,
    hold_fields,
    may_hold,
    resume,
    stands_for_hold,
    weigh_hold,
    weigh_resume,
)
from workflow.core.merging import joins, merge, split, weigh_merge, weigh_split
from workflow.core.papering import (
    can_go_to_paper,
    is_on_paper,
    stands_for_paper,
    to_online,
    to_paper,
    weigh_to_online,
    weigh_to_paper,
)
from workflow.core.reopening import carried_here, gave, reopen, weigh_reopen
from workflow.core.speeding import change_speed, speed_fields, weigh_change_speed
from workflow.core.standing import may_stand
from workflow.core.telling import (
    acknowledge,
    inform,
    inform_fields,
    is_informed,
    may_urge,
    remind,
    weigh_acknowledge,
    weigh_inform,
    weigh_remind,
)
from workflow.core.turn import Turn

Fields = Callable[[Turn, TaskView | None], tuple[FieldSpec, ...]]


def _none(_turn: Turn, _task: TaskView | None) -> tuple[FieldSpec, ...]:
    return ()


def _place(_turn: Turn, _task: TaskView | None) -> tuple[FieldSpec, ...]:
    return (PLACE,)


def _lead(_turn: Turn, _task: TaskView | None) -> tuple[FieldSpec, ...]:
    return (INTO,)


@dataclass(frozen=True, slots=True)
class Aside:
    do: Callable[[Turn], None]
    weigh: Callable[[Turn], object]
    fields: Fields = _none


ASIDES: Final[Mapping[str, Aside]] = MappingProxyType(
    {
        "transfer": Aside(transfer, weigh_transfer, transfer_fields),
        "reassign": Aside(reassign, weigh_reassign, reassign_fields),
        "hold": Aside(hold, weigh_hold, hold_fields),
        "resume": Aside(resume, weigh_resume),
        "extend": Aside(extend, weigh_extend, extend_fields),
        "change_speed": Aside(change_speed, weigh_change_speed, speed_fields),
        "inform": Aside(inform, weigh_inform, inform_fields),
        "acknowledge": Aside(acknowledge, weigh_acknowledge),
        "remind": Aside(remind, weigh_remind),
        "reopen": Aside(reopen, weigh_reopen),
        "send_link": Aside(send_link, weigh_link, send_fields),
        "revoke_link": Aside(revoke_link, weigh_link),
        "to_paper": Aside(to_paper, weigh_to_paper, _place),
        "to_online": Aside(to_online, weigh_to_online),
        "merge": Aside(merge, weigh_merge, _lead),
        "split": Aside(split, weigh_split),
    }
)


def aside_input(turn: Turn, action: str, task: TaskView | None) -> tuple[InputField, ...]:
    """What a form for the action asks for."""
    specs = ASIDES[action].fields(turn, task)
    fields = [InputField(spec.name, "person" if spec.type == HOLDER else spec.type, spec.required) for spec in specs]
    return (*fields, InputField("reason", "longtext", NEEDS_REASON[action]))


def with_task(turn: Turn, task: TaskView) -> Iterator[Command]:
    """What the actor may do with a task though its state does not say so under `may`: as whoever deals it out, as the
    owner, or because it is on hold."""
    actor = turn.command.actor
    if may_hold(turn, task) and stands_for_hold(turn, task):
        yield Command("hold" if task.course.held_from is None else "resume", actor, task=task.seq)
    if may_ask_for_time(turn, task):
        yield Command("extend", actor, task=task.seq)
    if may_send(turn, task):
        yield Command("send_link", actor, task=task.seq)
        yield Command("revoke_link", actor, task=task.seq)
    if can_go_to_paper(turn, task) and stands_for_paper(turn, task):
        yield Command("to_online" if is_on_paper(task) else "to_paper", actor, task=task.seq)
    if joins(turn, task) and may_stand(turn, task):
        yield Command("merge", actor, task=task.seq)
    if stands_at_desk(turn, task):
        yield Command("reassign", actor, task=task.seq)


def with_case(turn: Turn) -> Iterator[Command]:
    """What the actor may do with the case as a whole."""
    actor = turn.command.actor
    if may_urge(turn):
        yield Command("remind", actor)
    if is_informed(turn):
        yield Command("acknowledge", actor)
    for decision in carried_here(turn):
        if gave(decision, actor):
            yield Command("reopen", actor, task=decision.task)
