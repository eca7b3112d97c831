"""The one function that answers what may be done, what would happen and what happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from workflow.core.answering import answer, offered_outcomes, weigh
from workflow.core.asking import ask, input_of_asking, weigh_asking
from workflow.core.attending import claim, comment, release, weigh_claim, weigh_comment, weigh_release
from workflow.core.case import CaseView, Command, TaskView
from workflow.core.decision import InputField, Offer, Step
from workflow.core.definition import Definition
from workflow.core.durations import BadTime
from workflow.core.errors import Refusal, Refused
from workflow.core.expressions import EvaluationFailed, UnsetName
from workflow.core.firing import FIRE, fire_timer
from workflow.core.further import ASKING
from workflow.core.inputs import input_asked, input_of
from workflow.core.machine import Process
from workflow.core.migrating import MIGRATE, migrate
from workflow.core.recalling import recall, recalls, take_back_either, weigh_either, weigh_recall
from workflow.core.retracting import weigh_withdraw, withdraw
from workflow.core.routing import is_pool
from workflow.core.scopes import saw_of
from workflow.core.standing import further_actions, may_stand
from workflow.core.starting import START, start
from workflow.core.timerules import UnsetAnchor
from workflow.core.turn import Turn
from workflow.core.world import World

_DO: Mapping[str, Callable[[Turn], None]] = {
    START: start,
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
}
_REASON_NEEDED = {"withdraw": True, "take_back": True, "undo": False, "comment": True, "remove_signer": True}


def decide(process: Process, view: CaseView, command: Command, world: World, *, now: datetime, seed: bytes) -> Step:
    """What the command does to the case. Pure: the same arguments give the same Step.

    `seed` is at least 16 fresh random bytes, used for salts only. Raises Refused (Stale when something else was
    seen), Invalid with the fields to correct, BadDefinition when the definition leads nowhere.
    """
    turn = Turn(process, view, command, world, now=now, seed=seed)
    try:
        _DO.get(command.action, answer)(turn)
    except UnsetName as unset:
        raise Refused(Refusal("value_missing", {"name": unset.name})) from unset
    except UnsetAnchor as unset:
        raise Refused(Refusal("value_missing", {"name": unset.anchor})) from unset
    except (EvaluationFailed, BadTime) as failed:
        raise Refused(Refusal("cannot_be_decided", {"code": failed.code})) from failed
    return turn.finish(turn.command.action)


def offers(process: Process, view: CaseView, actor: int, world: World, *, now: datetime) -> tuple[Offer, ...]:
    """Everything that might be done in this state, as `actor` sees it, by the same judgement as `decide`."""
    if view.closed_at is not None:
        return (_offer(process, view, Command("comment", actor), world, now),)
    return tuple(
        _offer(process, view, command, world, now) for command in _candidates(process, view, actor, world, now)
    )


def _candidates(process: Process, view: CaseView, actor: int, world: World, now: datetime) -> Iterator[Command]:
    turn = Turn(process, view, Command("", actor), world, now=now, seed=b"")
    for task in turn.open_tasks():
        for outcome in offered_outcomes(turn, task):
            yield Command(outcome.code, actor, task=task.seq)
        if is_pool(turn, task):
            yield Command("release" if task.claimed_by == actor else "claim", actor, task=task.seq)
        for action in (*_offered_further(turn, task), *recalls(turn, task)):
            yield Command(action, actor, task=task.seq)
    for action in ("withdraw", "take_back", "undo", "comment"):
        if _is_declared(process.definition, action):
            yield Command(action, actor)


def _offered_further(turn: Turn, task: TaskView) -> tuple[str, ...]:
    """To those who hold the task alone: the others need not read why not."""
    further = further_actions(turn, task)
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
        _WEIGH.get(command.action, weigh)(turn)
    except Refused as refused:
        refusals = tuple((refusal.code, refusal.params) for refusal in refused.refusals)
    return Offer(
        action=command.action,
        task=command.task,
        allowed=not refusals,
        refusals=refusals,
        saw=saw_of(turn, command.action, task),
        input=_input(turn, task),
    )


def _input(turn: Turn, task: TaskView | None) -> tuple[InputField, ...]:
    action = turn.command.action
    if action in _REASON_NEEDED:
        return (InputField("reason", "longtext", _REASON_NEEDED[action]),)
    if action in ASKING:
        return input_of_asking(action)
    slot = turn.slot_of(task) if task else None
    if task is None or action in {"claim", "release"}:
        return ()
    outcome = next(o for o in offered_outcomes(turn, task) if o.code == action)
    if slot is None:
        return (InputField("reason", "longtext", outcome.reason),)
    if task.asked is not None:
        return input_asked(turn, slot, outcome)
    return input_of(turn, turn.definition.states[task.state], slot, outcome)
