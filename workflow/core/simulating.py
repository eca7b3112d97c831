"""A case played to its end by itself: everybody answers in the normal way, at the last moment of their time.

Each answer is a move of a scenario, so what a simulation does is what a scenario that says so would do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from workflow.core.answering import offered_outcomes
from workflow.core.case import Command, TaskView
from workflow.core.children import APPROVED
from workflow.core.definition import Outcome, State
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.inputs import accepted_by
from workflow.core.ladders import UNTIL
from workflow.core.machine import Process
from workflow.core.playing import Play, act, begin, begin_following, end_child, running_children, wait_until
from workflow.core.scenarios import command_of, looked_up, stand_in_files
from workflow.core.starting import begins_by_form
from workflow.core.turn import Turn
from workflow.core.world import World

MOST_MOVES: Final = 300
ENDS: Final = frozenset({APPROVED, "rejected", "cancelled", "lapsed", "discarded"})
"""What may stand among the answers of a state that waits for other cases: how they end, in turn."""
A_MOMENT: Final = timedelta(seconds=1)

Answers = Mapping[str, Sequence[str]]
"""By `state` or `state.key`: the outcomes that are given there in turn; `return:draft` names a target."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """`plays` are the case after its start and after each move. `stuck` says why it did not come to its end."""

    plays: tuple[Play, ...]
    stuck: tuple[Refusal | FieldProblem, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def last(self) -> Play:
        return self.plays[-1]


@dataclass(frozen=True, slots=True)
class Script:
    """What is filled in: `data` as given, `sample` where that says nothing; `answers` other than the normal ones."""

    data: Mapping[str, object]
    sample: Mapping[str, object] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)


def simulate(
    process: Process, world: World, *, applicant: int, hat: tuple[str, str], now: datetime, script: Script
) -> Simulation:
    """Start the case and play it to its end. Raises Refused and Invalid for a start that would not be taken."""
    _refuse_unknown(process, script.data)
    world = replace(world, lookups=looked_up(process.definition, world, {**script.sample, **script.data}))
    plays = [_begun(process, world, applicant=applicant, hat=hat, now=now, script=script)]
    stuck: tuple[Refusal | FieldProblem, ...] = ()
    waiting = {place: list(codes) for place, codes in script.answers.items()}
    while plays[-1].view.closed_at is None and not stuck and len(plays) < MOST_MOVES:
        try:
            plays.append(_moved(plays[-1], script, waiting))
        except Refused as refused:
            stuck = refused.refusals
        except Invalid as invalid:
            stuck = invalid.problems
    return Simulation(tuple(plays), stuck, _assumed(plays[-1], script))


def _begun(
    process: Process, world: World, *, applicant: int, hat: tuple[str, str], now: datetime, script: Script
) -> Play:
    """Submitted, or following from a case that gives it all there is."""
    definition = process.definition
    if not begins_by_form(definition):
        given = {**script.sample, **script.data}
        return begin_following(process, world, applicant=applicant, hat=hat, now=now, given=given)
    state = definition.states[definition.start]
    return begin(
        process,
        world,
        applicant=applicant,
        hat=hat,
        now=now,
        input=accepted_by(definition, state.branches[0].slots[0], script.data),
        files=stand_in_files(definition, state, {}),
    )


def _refuse_unknown(process: Process, data: Mapping[str, object]) -> None:
    """Everything that is given must be a field of the form or of some answer."""
    definition = process.definition
    slots = [slot for state in definition.states.values() for branch in state.branches for slot in branch.slots]
    known = {spec.name for spec in definition.fields}
    known |= {spec.name for slot in slots for outcome in slot.outcomes for spec in outcome.input}
    unknown = sorted(data.keys() - known)
    if unknown:
        raise Invalid(*(FieldProblem(name, "unknown_field") for name in unknown))


def _moved(play: Play, script: Script, waiting: dict[str, list[str]]) -> Play:
    """The next answer, or the end of a waiting. Raises Refused `nothing_moves` when neither comes."""
    turn = Turn(play.process, play.view, Command("", 0), play.world, now=play.now, seed=b"")
    tasks = sorted(turn.open_tasks(), key=lambda task: (task.due_at is not None, task.due_at, task.seq))
    asked = next((task for task in tasks if _wanted(task, waiting) is not None), None)
    until = next((timer for timer in play.view.timers if timer.rule == UNTIL), None)
    running = running_children(play)
    ends = waiting.get(play.view.state, [])
    if running and (asked is None or (ends[:1] and ends[0] in ENDS)):
        # what it will hold nobody knows; how it ends may be said beforehand
        return end_child(play, running[0].seq, ends.pop(0) if ends and ends[0] in ENDS else APPROVED, {})
    if asked is None and until is not None:
        return wait_until(play, until.due_at)
    if not tasks:
        raise Refused(Refusal("nothing_moves", {"state": play.view.state}))
    task = asked or tasks[0]
    waited = wait_until(play, task.due_at - A_MOMENT) if task.due_at is not None else play
    if not any(known.open and known.seq == task.seq for known in waited.view.tasks):
        return waited
    return _answered(waited, task, _chosen(turn, task, waiting), script)


def _answered(play: Play, task: TaskView, chosen: tuple[Outcome, str | None], script: Script) -> Play:
    outcome, target = chosen
    own = {spec.name: script.data[spec.name] for spec in outcome.input if spec.name in script.data}
    move = {"as": _name_of(task), "do": outcome.code, "input": {**own, **({"to": target} if target else {})}}
    command = command_of(play, move, {**script.sample, **script.data})
    try:
        return act(play, command)
    except Refused as refused:
        opens = refused.refusals[0].params.get("not_before")
        if not isinstance(opens, datetime):
            raise
    return act(wait_until(play, opens), command)


def _name_of(task: TaskView) -> str:
    """How a scenario names whoever answers the task."""
    if task.kind == "unblock":
        return "owner"
    return task.key if task.kind == "reconfirm" else f"{task.state}.{task.key}"


def _wanted(task: TaskView, waiting: Mapping[str, Sequence[str]]) -> str | None:
    """The place under which an answer is wanted that has not been given yet."""
    return next((place for place in (f"{task.state}.{task.key}", task.state) if waiting.get(place)), None)


def _chosen(turn: Turn, task: TaskView, waiting: dict[str, list[str]]) -> tuple[Outcome, str | None]:
    """The answer that is wanted, else the normal one, with the target where several are possible."""
    offered = offered_outcomes(turn, task)
    place = _wanted(task, waiting)
    if place is not None:
        code, _, target = waiting[place].pop(0).partition(":")
        found = next((outcome for outcome in offered if outcome.code == code), None)
        if found is None:
            raise Refused(Refusal("not_in_this_state", {"action": code, "state": task.state}))
        return found, target or _first_target(turn, task, code)
    state = turn.definition.states[task.state]
    normal = next((outcome for outcome in offered if _goes_on(turn, state, outcome)), offered[0])
    return normal, _first_target(turn, task, normal.code)


def _goes_on(turn: Turn, state: State, outcome: Outcome) -> bool:
    """Whether the answer brings the case nearer to its successful end."""
    edge = state.edge(outcome.code)
    if edge is None:
        return outcome.completes
    return not edge.back and any(_succeeds(turn, name) for name in edge.to)


def _succeeds(turn: Turn, name: str) -> bool:
    ends = (turn.definition.states[other] for other in turn.process.ahead[name] | {name})
    return any(state.type == "end" and state.outcome == "approved" for state in ends)


def _first_target(turn: Turn, task: TaskView, code: str) -> str | None:
    edge = turn.definition.states[task.state].edge(code)
    return edge.to[0] if edge is not None and len(edge.to) > 1 else None


def _assumed(play: Play, script: Script) -> tuple[str, ...]:
    """The fields that the case got from the sample."""
    return tuple(sorted(name for name in play.view.data if name in script.sample and name not in script.data))
