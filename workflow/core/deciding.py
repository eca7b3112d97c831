"""The one function that answers what may be done, what would happen and what happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from workflow.core.answering import answer, offered_outcomes, weigh
from workflow.core.asides import ASIDES, aside_input, with_case, with_task
from workflow.core.asking import ask, input_of_asking, weigh_asking
from workflow.core.attending import claim, comment, release, weigh_claim, weigh_comment, weigh_release
from workflow.core.case import CaseView, Command, TaskView
from workflow.core.closing import close_early
from workflow.core.decision import InputField, Offer, Step
from workflow.core.definition import Definition
from workflow.core.durations import BadTime
from workflow.core.errors import Refusal, Refused
from workflow.core.expressions import EvaluationFailed, UnsetName
from workflow.core.firing import FIRE, fire_timer
from workflow.core.further import ASKING
from workflow.core.guest_acts import GUEST_DO, testify, weigh_act
from workflow.core.guests import Guest
from workflow.core.hearing import CALLED_OFF, CHILD_ENDED, SIGNALLED, child_ended, end_called_off, hear
from workflow.core.inputs import input_asked, input_of
from workflow.core.machine import Process
from workflow.core.merging import LET_GO, TAKE_IN, let_go, take_in
from workflow.core.migrating import MIGRATE, migrate
from workflow.core.papering import is_on_paper, recording_fields
from workflow.core.recalling import recall, recalls, take_back_either, weigh_either, weigh_recall
from workflow.core.rendering import RENDERED, note_rendered
from workflow.core.replanning import REPLAN, plan_again
from workflow.core.retracting import weigh_withdraw, withdraw
from workflow.core.routing import is_pool
from workflow.core.scopes import saw_of
from workflow.core.standing import further_actions, may_stand
from workflow.core.starting import FOLLOW, START, follow, start
from workflow.core.stepping_up import is_signed
from workflow.core.telling import is_informed
from workflow.core.timerules import UnsetAnchor
from workflow.core.turn import Turn
from workflow.core.world import World

_DO: Mapping[str, Callable[[Turn], None]] = {
    START: start,
    FOLLOW: follow,
    FIRE: fire_timer,
    "withdraw": withdraw,
    "take_back": take_back_either,
    "undo": take_back_either,
    "remove_signer": recall,
    "comment": comment,
    "claim": claim,
    "release": release,
    **dict.fromkeys(ASKING, ask),
    MIGRATE: migrate,
    TAKE_IN: take_in,
    LET_GO: let_go,
    **{action: aside.do for action, aside in ASIDES.items()},
    REPLAN: plan_again,
    CHILD_ENDED: child_ended,
    CALLED_OFF: end_called_off,
    SIGNALLED: hear,
    RENDERED: note_rendered,
}
_WEIGH: Mapping[str, Callable[[Turn], object]] = {
    "withdraw": weigh_withdraw,
    "take_back": weigh_either,
    "undo": weigh_either,
    "remove_signer": weigh_recall,
    "comment": weigh_comment,
    "claim": weigh_claim,
    "release": weigh_release,
    **dict.fromkeys(ASKING, weigh_asking),
    **{action: aside.weigh for action, aside in ASIDES.items()},
}
_REASON_NEEDED = {"withdraw": True, "take_back": True, "undo": False, "comment": True, "remove_signer": True}


def decide(process: Process, view: CaseView, command: Command, world: World, *, now: datetime, seed: bytes) -> Step:
    """What the command does to the case. Pure: the same arguments give the same Step.

    `seed` is at least 16 fresh random bytes, used for salts only. Raises Refused (Stale when something else was
    seen), Invalid with the fields to correct, BadDefinition when the definition leads nowhere.
    """
    turn = Turn(process, view, command, world, now=now, seed=seed)
    try:
        _doing(turn)(turn)
        close_early(turn)
        testify(turn)
    except UnsetName as unset:
        raise Refused(Refusal("value_missing", {"name": unset.name})) from unset
    except UnsetAnchor as unset:
        raise Refused(Refusal("value_missing", {"name": unset.anchor})) from unset
    except (EvaluationFailed, BadTime) as failed:
        raise Refused(Refusal("cannot_be_decided", {"code": failed.code})) from failed
    return turn.finish(turn.command.action)


def offers(process: Process, view: CaseView, actor: int, world: World, *, now: datetime) -> tuple[Offer, ...]:
    """Everything that might be done in this state, as `actor` sees it, by the same judgement as `decide`."""
    turn = Turn(process, view, Command("", actor), world, now=now, seed=b"")
    candidates = _candidates(turn, actor) if view.closed_at is None else _when_closed(turn, actor)
    return tuple(_offer(process, view, command, world, now) for command in candidates)


def offers_to_guest(
    process: Process, view: CaseView, guest: Guest, world: World, *, now: datetime
) -> tuple[Offer, ...]:
    """What whoever has the link might do now, by the same judgement; without the fields, which its rule names."""
    turn = Turn(process, view, Command("", guest.actor, guest=guest), world, now=now, seed=b"")
    task = turn.tasks.get(guest.task)
    codes = [outcome.code for outcome in offered_outcomes(turn, task)] if task is not None else []
    commands = [Command(code, guest.actor, task=guest.task, guest=guest) for code in (*codes, *GUEST_DO)]
    return tuple(_offer(process, view, command, world, now) for command in commands)


def _when_closed(turn: Turn, actor: int) -> Iterator[Command]:
    yield Command("comment", actor)
    if is_informed(turn):
        yield Command("acknowledge", actor)
    if turn.world.beside is not None:
        yield Command("split", actor)


def _candidates(turn: Turn, actor: int) -> Iterator[Command]:
    for task in turn.open_tasks():
        for outcome in offered_outcomes(turn, task):
            yield Command(outcome.code, actor, task=task.seq)
        if is_pool(turn, task):
            yield Command("release" if task.claimed_by == actor else "claim", actor, task=task.seq)
        for action in (*_offered_further(turn, task), *recalls(turn, task)):
            yield Command(action, actor, task=task.seq)
        yield from with_task(turn, task)
    for action in ("withdraw", "take_back", "undo", "comment"):
        if _is_declared(turn.definition, action):
            yield Command(action, actor)
    yield from with_case(turn)


def _doing(turn: Turn) -> Callable[[Turn], None]:
    by_link = turn.command.guest is not None
    return GUEST_DO.get(turn.command.action, answer) if by_link else _DO.get(_act(turn), answer)


def _weighing(turn: Turn) -> Callable[[Turn], object]:
    if turn.command.guest is not None:
        return weigh_act if turn.command.action in GUEST_DO else weigh
    return _WEIGH.get(_act(turn), weigh)


def _act(turn: Turn) -> str:
    """The command's action; empty where the state has an answer of that name, which comes first."""
    action = turn.command.action
    if action not in ASIDES:
        return action
    slots = (slot for branch in turn.standing_in.branches for slot in branch.slots)
    return "" if any(outcome.code == action for slot in slots for outcome in slot.outcomes) else action


def _offered_further(turn: Turn, task: TaskView) -> tuple[str, ...]:
    """To those who hold the task alone: the others need not read why not."""
    further = tuple(action for action in further_actions(turn, task) if action != "hold")
    return further if further and may_stand(turn, task) else ()


def _is_declared(definition: Definition, action: str) -> bool:
    if action == "withdraw":
        return definition.withdraw is not None
    return action != "take_back" or definition.take_back is not None


def _offer(process: Process, view: CaseView, command: Command, world: World, now: datetime) -> Offer:
    turn = Turn(process, view, command, world, now=now, seed=b"")
    task = turn.tasks.get(command.task) if command.task is not None else None
    refusals: tuple[tuple[str, Mapping[str, object]], ...] = ()
    try:
        _weighing(turn)(turn)
    except Refused as refused:
        refusals = tuple((refusal.code, refusal.params) for refusal in refused.refusals)
    return Offer(
        action=command.action,
        task=command.task,
        allowed=not refusals,
        refusals=refusals,
        saw=saw_of(turn, command.action, task),
        input=() if turn.command.guest is not None else (*_input(turn, task), *_signature(turn, task)),
    )


def _signature(turn: Turn, task: TaskView | None) -> tuple[InputField, ...]:
    answered = task is not None and any(it.code == turn.command.action for it in offered_outcomes(turn, task))
    return (InputField("signature", "signature", True),) if answered and task and is_signed(turn, task) else ()


def _input(turn: Turn, task: TaskView | None) -> tuple[InputField, ...]:
    action = turn.command.action
    if action in _REASON_NEEDED:
        return (InputField("reason", "longtext", _REASON_NEEDED[action]),)
    if action in ASKING:
        return input_of_asking(action)
    if _act(turn) in ASIDES:
        return aside_input(turn, action, task)
    slot = turn.slot_of(task) if task else None
    if task is None or action in {"claim", "release"}:
        return ()
    outcome = next(o for o in offered_outcomes(turn, task) if o.code == action)
    if slot is None:
        return (InputField("reason", "longtext", outcome.reason),)
    if task.asked is not None:
        return input_asked(turn, slot, outcome)
    fields = input_of(turn, turn.definition.states[task.state], slot, outcome)
    return (*fields, *_paper(turn, task)) if is_on_paper(task) else fields


def _paper(turn: Turn, task: TaskView) -> tuple[InputField, ...]:
    fields = [InputField(spec.name, spec.type, True) for spec in recording_fields(task)]
    return (*fields, InputField(turn.definition.paper.scan, "file", True)) if turn.definition.paper else ()
