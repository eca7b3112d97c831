"""What a picture of a process shows, without a place for anything yet: boxes in the order in which one reads them.

The order follows the forward moves; whatever not every case passes on its way to success stands aside, right behind
the state that leads to it. Unsuccessful ends are named where they are reached: lines to them would cover the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Literal

from workflow.core.case import CaseView
from workflow.core.definition import Branch, Deadline, Definition, State, StateType
from workflow.core.expressions import Expression
from workflow.core.form import FieldSpec
from workflow.core.further import SpawnRule
from workflow.core.graph import Move, all_moves, forward_moves, graph_of, path_avoiding
from workflow.core.text import Text
from workflow.core.timerules import TimeRule

PortKind = Literal["next", "ahead", "back", "end"]
Mark = Literal["", "open", "answered"]


@dataclass(frozen=True, slots=True)
class Port:
    """A way out of a box. `next` leads to the box that follows, `ahead` past it, `back` to an earlier one, `end` to
    an unsuccessful end. `when` is the condition of a choice's arm; `code` the outcome, or `when`, `else` or `pass`."""

    kind: PortKind
    code: str
    label: Text | None
    targets: tuple[str, ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A branch: whom it asks in turn, and whether only under a condition. `mark` says how far it is in a live case."""

    label: Text
    asks: tuple[Text, ...]
    conditional: bool
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A state. `aside`: not every case passes it. `count` is how often the live case was there."""

    state: str
    number: int
    type: StateType
    label: Text
    aside: bool
    asks: tuple[Text, ...] = ()
    seats: tuple[Seat, ...] = ()
    deadline: Deadline | None = None
    party: Text | None = None
    begins: SpawnRule | None = None
    until: TimeRule | None = None
    ports: tuple[Port, ...] = ()
    outcome: str | None = None
    count: int = 0
    now: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """`boxes` in reading order, then `ends`, the unsuccessful ones. `live`: it shows where a case stands.
    `fields` are those that conditions read."""

    title: Text
    version: int
    boxes: tuple[Box, ...]
    ends: tuple[Box, ...]
    number: str | None = None
    live: bool = False
    fields: tuple[FieldSpec, ...] = ()

    def box(self, state: str) -> Box:
        return next(box for box in (*self.boxes, *self.ends) if box.state == state)


@dataclass(frozen=True, slots=True)
class _Live:
    state: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)


def picture_of(definition: Definition, case: CaseView | None = None) -> Picture:
    """The definition, and with `case` where it stands, where it has been, and who of its present state has answered."""
    live = _live(case) if case is not None else _Live()
    names = reading_order(definition)
    always = _always(definition, names)
    places = {name: place for place, name in enumerate(names)}
    boxes = tuple(_box(definition, definition.states[name], places, always=name in always, live=live) for name in names)
    ends = tuple(
        _end(state, len(names) + place, live)
        for place, state in enumerate((state for state in definition.states.values() if _fails(state)), start=1)
    )
    number = case.number if case is not None else None
    live_now = case is not None
    return Picture(definition.title, definition.version, boxes, ends, number, live=live_now, fields=definition.fields)


def reading_order(definition: Definition) -> tuple[str, ...]:
    """Every state that can be reached but the unsuccessful ends: sources before targets, detours before the way on."""
    following = graph_of(forward_moves(definition), definition.states)
    main = _always(definition, tuple(definition.states))
    done: list[str] = []
    seen: set[str] = set()

    def walk(name: str) -> None:
        seen.add(name)
        targets = [target for target in following[name] if not _fails(definition.states[target])]
        # what is walked first ends up behind the rest: the way that all go, then detours, the last one first
        targets.sort(key=lambda target: (target not in main, -following[name].index(target)))
        for target in targets:
            if target not in seen:
                walk(target)
        done.append(name)

    walk(definition.start)
    return tuple(reversed(done))


def _always(definition: Definition, names: tuple[str, ...]) -> frozenset[str]:
    """The states on every forward way from the start to a successful end."""
    graph = graph_of(forward_moves(definition), definition.states)
    goals = [name for name in names if _succeeds(definition.states[name])]
    return frozenset(
        name
        for name in names
        if goals and all(path_avoiding(graph, definition.start, goal, name) is None for goal in goals)
    )


def _box(definition: Definition, state: State, places: Mapping[str, int], *, always: bool, live: _Live) -> Box:
    several = len(state.branches) > 1
    return Box(
        state=state.name,
        number=places[state.name] + 1,
        type=state.type,
        label=state.label,
        aside=not always,
        asks=() if several else tuple(text for branch in state.branches for text in _asks(definition, branch)),
        seats=tuple(_seat(definition, state, branch, live) for branch in state.branches) if several else (),
        deadline=_deadline(state),
        party=state.party,
        begins=state.subcase.begins if state.subcase is not None else None,
        until=state.until,
        ports=tuple(_ports(definition, state, places)),
        outcome=state.outcome,
        count=live.counts.get(state.name, 0),
        now=live.state == state.name,
    )


def _end(state: State, number: int, live: _Live) -> Box:
    now = live.state == state.name
    return Box(state.name, number, "end", state.label, aside=True, outcome=state.outcome, count=int(now), now=now)


def _asks(definition: Definition, branch: Branch) -> Iterator[Text]:
    for slot in branch.slots:
        actor = definition.actors.get(slot.actor)
        yield actor.label if actor is not None else Text(slot.actor, slot.actor)


def _seat(definition: Definition, state: State, branch: Branch, live: _Live) -> Seat:
    mark: Mark = live.marks.get((state.name, branch.key), "") if live.state == state.name else ""
    return Seat(branch.label, tuple(_asks(definition, branch)), branch.when is not None, mark)


def _deadline(state: State) -> Deadline | None:
    """Of the state, else the one that all its slots share."""
    if state.deadline is not None:
        return state.deadline
    found = {slot.deadline for branch in state.branches for slot in branch.slots}
    return found.pop() if len(found) == 1 else None


def _ports(definition: Definition, state: State, places: Mapping[str, int]) -> Iterator[Port]:
    """In the order in which they are written; an outcome that leads both on and back has one for each."""
    for move, targets in _grouped(definition, state):
        for kind, names in groupby(targets, key=lambda name: _kind(definition, state, name, places)):
            condition = state.arms[int(move.name)].when if move.kind == "arm" else None
            yield Port(kind, _code(move, condition), _label(state, move), tuple(names), condition)


def _code(move: Move, condition: Expression | None) -> str:
    if move.kind == "arm":
        return "else" if condition is None else "when"
    return "pass" if move.kind == "pass" else move.name


def _grouped(definition: Definition, state: State) -> Iterator[tuple[Move, tuple[str, ...]]]:
    own = [move for move in all_moves(definition) if move.source == state.name]
    for _, moves in groupby(own, key=attrgetter("kind", "name")):
        several = list(moves)
        yield several[0], tuple(move.target for move in several)


def _kind(definition: Definition, state: State, target: str, places: Mapping[str, int]) -> PortKind:
    if _fails(definition.states[target]):
        return "end"
    if places[target] <= places[state.name]:
        return "back"
    return "next" if places[target] == places[state.name] + 1 else "ahead"


def _label(state: State, move: Move) -> Text | None:
    """What the definition calls the outcome; None for conditions, and for what only a word of ours names."""
    if move.kind != "edge":
        return None
    outcomes = (outcome for branch in state.branches for slot in branch.slots for outcome in slot.outcomes)
    told = dict(state.signals).get(move.name)
    return told or next((outcome.label for outcome in outcomes if outcome.code == move.name), None)


def _fails(state: State) -> bool:
    return state.type == "end" and not _succeeds(state)


def _succeeds(state: State) -> bool:
    return state.type == "end" and state.outcome == "approved"


def _live(case: CaseView) -> _Live:
    marks: dict[tuple[str, str], Mark] = {}
    for task in case.tasks:
        if task.visit == case.visit and task.kind not in {"reconfirm", "unblock"}:
            known = marks.get((task.state, task.branch))
            marks[task.state, task.branch] = "open" if task.open or known == "open" else "answered"
    counts = {name: visits.count for name, visits in case.visits.items()}
    return _Live(case.state, counts, marks)
