"""What was done to a case, done again to a case of another version: the same commands, the same one function.

The history holds commitments to values and not values, so fields have the values that the case had in the end. What
that leaves open shows when the commands are given to the case's own version first: where it does not come to the same
end, nothing can be said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal

from workflow.core.authority import present
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command, FileView, TaskView
from workflow.core.errors import BadDefinition, Invalid, QianheError, Refused
from workflow.core.fields import to_json
from workflow.core.hearing import HEARD
from workflow.core.inputs import accepted_by
from workflow.core.machine import Process
from workflow.core.mapping import Moves, Place
from workflow.core.playing import Play, act, begin, begin_following, wait_until
from workflow.core.scenarios import codes_of, looked_up
from workflow.core.starting import FOLLOW
from workflow.core.turn import find_slot
from workflow.core.world import World

Kind = Literal["refused", "way", "asked", "holder", "deadline"]

REPLAYED: Final = "replayed"
"""Stands for a text that is not there any more where one is needed."""
NOT_HIS: Final = frozenset({"not_yours", "conflict_of_interest", "claimed"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the history: `place` is the task that it answered, `values` what it wrote into the case."""

    seq: int
    at: datetime
    actor: int
    action: str
    place: Place | None
    state: str
    values: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, FileView] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """The case after a deed. `refused` are the codes of one that could not be done; then the case is as before."""

    deed: Deed
    path: tuple[str, ...]
    asked: Mapping[Place, TaskView]
    play: Play
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """`before` and `after` are places, states, principals or moments, by `kind`."""

    kind: Kind
    point: Point
    before: tuple[str, ...]
    after: tuple[str, ...]


def replay(
    process: Process,
    world: World,
    deeds: Sequence[Deed],
    *,
    applicant: int,
    hat: tuple[str, str],
    moves: Moves | None = None,
) -> tuple[Point, ...]:
    """The case after each deed in the version of `process`, as far as it gets; `moves` are from the version in which
    they were done. Raises Refused, Invalid and BadDefinition for a start that would not be taken."""
    first, *rest = deeds
    everything = {name: value for deed in deeds for name, value in deed.values.items()}
    world = replace(world, lookups=looked_up(process.definition, world, everything))
    points = [_point(first, _begun(process, world, first, applicant, hat))]
    for deed in rest:
        points.append(_next(points[-1], deed, moves or Moves()))
    return tuple(points)


def first_differences(before: Sequence[Point], after: Sequence[Point], moves: Moves) -> tuple[Difference, ...]:
    """The first of each kind, up to where the cases part; what comes behind that says nothing any more."""
    found: dict[Kind, Difference] = {}
    for one, other in zip(before, after, strict=True):
        for difference in _between(one, other, moves):
            found.setdefault(difference.kind, difference)
        if found.keys() & {"refused", "way", "asked"}:
            break
    return tuple(found.values())


def _begun(process: Process, world: World, first: Deed, applicant: int, hat: tuple[str, str]) -> Play:
    if first.action == FOLLOW:
        given = to_json(first.values)
        return begin_following(process, world, applicant=applicant, hat=hat, now=first.at, given=given)
    slot = process.definition.states[process.definition.start].branches[0].slots[0]
    return begin(
        process,
        world,
        applicant=applicant,
        hat=hat,
        now=first.at,
        input=accepted_by(process.definition, slot, first.values),
        files=first.files,
    )


def _next(last: Point, deed: Deed, moves: Moves) -> Point:
    try:
        play = wait_until(last.play, deed.at)
    except QianheError as error:
        return replace(last, deed=deed, refused=tuple(codes_of(error)))
    if play.view.closed_at is not None:
        return replace(_point(deed, play), refused=("case_closed",))
    task = _task_of(play, deed, moves)
    if deed.place is not None and task is None:
        return replace(_point(deed, play), refused=("not_asked",))
    try:
        return _point(deed, _done(play, deed, task))
    except (Refused, Invalid, BadDefinition, KeyError) as error:
        return replace(_point(deed, play), refused=tuple(codes_of(error)))


def _done(play: Play, deed: Deed, task: TaskView | None) -> Play:
    """By whoever did it, or by somebody who may today, since people come and go."""
    if deed.action in HEARD:
        return act(play, Command(deed.action, CLOCK, input=deed.own, door="clock"))
    command = _command(play, deed, task)
    try:
        return act(play, command)
    except Refused as refused:
        others = _others(play, task) if refused.refusals[0].code in NOT_HIS else []
        if not others:
            raise
    return act(play, replace(command, actor=others[0]))


def _others(play: Play, task: TaskView | None) -> list[int]:
    today = play.now.astimezone(TAIPEI).date()
    holders = task.holders if task is not None else ()
    people = [person for holder in holders for person in present(play.world.directory, holder, today)]
    return [person for person in people if person != play.view.applicant] or people


def _command(play: Play, deed: Deed, task: TaskView | None) -> Command:
    if task is None:
        return Command(deed.action, deed.actor, input={"reason": deed.reason} if deed.reason else {})
    definition = play.process.definition
    slot = find_slot(definition, task.state, task.key)
    if slot is None or task.kind in {"reconfirm", "unblock"}:
        return Command(deed.action, deed.actor, task=task.seq, input={"reason": deed.reason or REPLAYED})
    edge = definition.states[task.state].edge(deed.action)
    target = {"to": deed.state} if edge is not None and len(edge.to) > 1 and deed.state in edge.to else {}
    given = {**accepted_by(definition, slot, deed.values), **deed.own, **target}
    if deed.action in {outcome.code for outcome in slot.outcomes}:
        given["reason"] = deed.reason or REPLAYED
    files = {name: file for name, file in deed.files.items() if name in slot.edits}
    return Command(deed.action, deed.actor, task=task.seq, input=given, files=files)


def _task_of(play: Play, deed: Deed, moves: Moves) -> TaskView | None:
    if deed.place is None:
        return None
    place = moves.tasks.get(deed.place, deed.place)
    return next((task for task in play.view.tasks if task.open and (task.state, task.key) == place), None)


def _point(deed: Deed, play: Play) -> Point:
    asked = {(task.state, task.key): task for task in play.view.tasks if task.open}
    return Point(deed, play.view.path, asked, play)


def _between(one: Point, other: Point, moves: Moves) -> list[Difference]:
    if other.refused and not one.refused:
        return [Difference("refused", other, (one.deed.action,), other.refused)]
    way = tuple(moves.states.get(name, name) for name in one.path)
    if way != other.path:
        start = next((at for at, (a, b) in enumerate(zip(way, other.path, strict=False)) if a != b), None)
        at = min(len(way), len(other.path)) if start is None else start
        return [Difference("way", other, way[at : at + 1], other.path[at : at + 1])]
    mapped = {moves.tasks.get(place, place): task for place, task in one.asked.items()}
    found = _asked(other, mapped)
    for place in mapped.keys() & other.asked.keys():
        found += _of_task(other, mapped[place], other.asked[place])
    return found


def _asked(point: Point, mapped: Mapping[Place, TaskView]) -> list[Difference]:
    lost = sorted(mapped.keys() - point.asked.keys())
    fresh = sorted(point.asked.keys() - mapped.keys())
    if not lost and not fresh:
        return []
    return [Difference("asked", point, tuple(map(".".join, lost)), tuple(map(".".join, fresh)))]


def _of_task(point: Point, before: TaskView, after: TaskView) -> list[Difference]:
    found = []
    holders = tuple(tuple(holder.principal() for holder in task.holders) for task in (before, after))
    if holders[0] != holders[1]:
        found.append(Difference("holder", point, holders[0], holders[1]))
    if before.due_at != after.due_at:
        moments = tuple((task.due_at.isoformat(),) if task.due_at else () for task in (before, after))
        found.append(Difference("deadline", point, moments[0], moments[1]))
    return found
