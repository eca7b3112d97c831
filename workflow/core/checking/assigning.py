"""L13: what is read was written before, on every way to the place that reads it, ways back and straight returns too.

For each name that something reads, every walk through the definition is followed in a graph of two layers: the name
is set, or it may be unset. A third coordinate remembers where a straight return leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from typing import Any, Final

from workflow.core.checking.domains import domains
from workflow.core.checking.guarding import guards_of
from workflow.core.checking.places import at, at_branch, error, slots_of
from workflow.core.checking.requiring import Fields, is_held, is_required, source_of
from workflow.core.checking.tabulating import MOST_COMBINATIONS
from workflow.core.definition import Branch, Definition, Edge, Slot, State
from workflow.core.expressions import EvaluationFailed, Expression, UnsetName
from workflow.core.findings import Finding, Path
from workflow.core.graph import ahead_of, moves_of
from workflow.core.inputs import sends
from workflow.core.starting import begins_by_form
from workflow.core.timerules import TimeRule

_DATA: Final = "data."


@dataclass(frozen=True, slots=True)
class Need:
    """A place that reads a name: a field `data.PATH`, `input.NAME` of the last answer, `STATE.entered|decided`."""

    state: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands: in a state, with the name set or not, and with a straight return still to be finished."""

    state: str
    is_set: bool
    goal: str | None = None


def check_assigned(definition: Definition, fields: Fields) -> Iterator[Finding]:
    """Wants every named state to exist."""
    ahead = ahead_of(definition)
    unset: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def ways(name: str) -> Mapping[str, tuple[str, ...]]:
        if name not in unset:
            unset[name] = unset_on_the_way(definition, fields, name, ahead)
        return unset[name]

    for need in _times(definition):
        if need.state in ways(need.name):
            yield error("L13", "may_be_unset", need.path, name=need.name, way=ways(need.name)[need.state])
    for state, path, guard in _guards(definition):
        for name in _failing(guard, {n for n in _read(guard, fields) if state in ways(n)}, fields):
            yield error("L13", "may_be_unset", path, name=name, way=ways(name)[state])


def unset_on_the_way(
    definition: Definition, fields: Fields, name: str, ahead: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """The states that a case can enter while the name is unset, each with a shortest way there."""
    start = Place(definition.start, _from_the_start(definition, fields, name))

    @cache
    def after(state: str, outcome: str, is_set: bool) -> bool:
        left = definition.states[state]
        edge = next(each for each in left.edges if each.outcome == outcome)
        return _after(definition, fields, name, left, edge, is_set=is_set)

    came: dict[Place, Place | None] = {start: None}
    waiting = [start]
    for place in waiting:
        for following in _steps(definition, place, ahead, after):
            if following not in came:
                came[following] = place
                waiting.append(following)
    found: dict[str, tuple[str, ...]] = {}
    for place in waiting:
        if not place.is_set:
            found.setdefault(place.state, _way(came, place))
    return found


def _steps(
    definition: Definition, place: Place, ahead: Mapping[str, frozenset[str]], after: Callable[[str, str, bool], bool]
) -> Iterator[Place]:
    """Where a walk can go next. On a straight return it may stop at any state between."""
    state = definition.states[place.state]
    goal = None if place.goal == state.name else place.goal
    for edge in state.edges:
        left = after(state.name, edge.outcome, place.is_set)
        for target in edge.to:
            if edge.back:
                goals = {"rewalk": (None,), "direct": (state.name,)}.get(edge.resume, (None, state.name))
                yield from (Place(target, left, each) for each in goals)
            elif goal is None or goal not in ahead[target]:
                yield Place(target, left)
            else:
                yield Place(target, left, goal)
                yield Place(goal, left)
    for move in moves_of(state):
        if move.kind != "edge":
            yield Place(move.target, place.is_set, goal)


def _after(definition: Definition, fields: Fields, name: str, state: State, edge: Edge, *, is_set: bool) -> bool:
    """Whether the name is set once the state was left by the edge."""
    root, _, rest = name.partition(".")
    if root == "input":
        return rest in _asked_with(state, edge)
    if root in definition.states and f"{root}." + rest == name:
        return is_set or root == state.name
    path = name.removeprefix(_DATA)
    if _filled(definition, fields, path, state, edge):
        return True
    cleared = any(_edits(slot, path, fields) for slot in slots_of(state)) and not is_held(fields, path)
    stays = cleared and sends(definition, edge) and is_required(fields, path)
    return is_set and (not cleared or stays)


def _filled(definition: Definition, fields: Fields, path: str, state: State, edge: Edge) -> bool:
    """Whether everybody who leaves by this edge has filled the field in."""
    if not sends(definition, edge) or not is_required(fields, path):
        return False
    if state.type != "parallel":
        return any(_edits(slot, path, fields) for slot in _answering(state, edge))
    if edge.outcome != "complete" or state.closes is not None:
        return False
    asked = [branch for branch in state.branches if branch.when is None]
    return any(_edits(slot, path, fields) for branch in asked for slot in branch.slots)


def _answering(state: State, edge: Edge) -> Iterator[Slot]:
    """The clock fills in nothing."""
    if edge.outcome in state.comes:
        return
    for slot in slots_of(state):
        late = slot.deadline.timeout if slot.deadline is not None else None
        if late != edge.outcome and any(outcome.code == edge.outcome for outcome in slot.outcomes):
            yield slot


def _asked_with(state: State, edge: Edge) -> frozenset[str]:
    """The required inputs of the answer by which the state is left."""
    if state.type == "parallel" or edge.outcome in state.comes:
        return frozenset()
    given = [outcome for slot in slots_of(state) for outcome in slot.outcomes if outcome.code == edge.outcome]
    sets = [frozenset(spec.name for spec in outcome.input if spec.required) for outcome in given]
    return frozenset.intersection(*sets) if sets else frozenset()


def _from_the_start(definition: Definition, fields: Fields, name: str) -> bool:
    """A case that follows from another begins with what it requires, unless a form is filled in first."""
    path = name.removeprefix(_DATA)
    given = not begins_by_form(definition) and is_required(fields, path)
    return name.startswith(_DATA) and (given or is_held(fields, path))


def _edits(slot: Slot, path: str, fields: Fields) -> bool:
    spec = fields.get(path)
    source = source_of(path, spec) if spec is not None and spec.lookup is not None else path
    return any(each == edit or each.startswith(f"{edit}.") for edit in slot.edits for each in (path, source))


def _times(definition: Definition) -> Iterator[Need]:
    """A moment to wait for, or to be ready by, must be known; a `not_before` or a rung that is unknown is left out."""
    for state in definition.states.values():
        if state.until is not None:
            yield from _anchor(state, state.until, at(state, "until"))
        deadline = state.deadline
        for slot in slots_of(state):
            deadline = slot.deadline or deadline
        if deadline is not None and deadline.until is not None:
            yield from _anchor(state, deadline.until, at(state, "deadline", "until"))


def _anchor(state: State, rule: TimeRule, path: Path) -> Iterator[Need]:
    name = ".".join(rule.anchor)
    if "." in name and not (rule.anchor[0] == state.name and rule.anchor[-1] == "entered"):
        yield Need(state.name, name, path)


def _guards(definition: Definition) -> Iterator[tuple[str, Path, Expression]]:
    for state in definition.states.values():
        if state.when is not None:
            yield state.name, at(state, "when"), state.when
        for position, guard in enumerate(guards_of(state)):
            yield state.name, at(state, "cases", position), guard
        for branch in state.branches:
            yield from _of_branch(state, branch)


def _of_branch(state: State, branch: Branch) -> Iterator[tuple[str, Path, Expression]]:
    if branch.when is not None:
        yield state.name, at_branch(state, branch, "when"), branch.when


def _read(guard: Expression, fields: Fields) -> Iterator[str]:
    """Groups and tables are never unset; the authority table is asked for values that it always gives."""
    for name in guard.names:
        spec = fields.get(name.removeprefix(_DATA))
        if name.startswith(_DATA) and spec is not None and spec.type not in {"group", "table", "multi"}:
            yield name


def _failing(guard: Expression, unset: set[str], fields: Fields) -> tuple[str, ...]:
    """Those of the names for want of which the guard cannot be decided, whatever the others hold.

    A field that its form requires under a condition is not unset where the condition holds.
    """
    if not unset:
        return ()
    rules = {name: fields[name.removeprefix(_DATA)].required_when for name in unset}
    held = domains((guard, *(rule for rule in rules.values() if rule is not None)), fields)
    held = {name: (*(v for v in values if v is not None), *([None] if name in unset else []))
            for name, values in held.items()}  # fmt: skip
    nested = any(other.startswith(f"{name}.") for name in held for other in held)
    if nested or prod(len(values) for values in held.values()) > MOST_COMBINATIONS:
        return tuple(sorted(unset))
    return _missed(guard, rules, held)


def _missed(
    guard: Expression, rules: Mapping[str, Expression | None], held: Mapping[str, Sequence[object]]
) -> tuple[str, ...]:
    found: set[str] = set()
    names = sorted(held)
    for row in product(*(held[name] for name in names)):
        values = _nested(dict(zip(names, row, strict=True)))
        missing = _unset_in(guard, values)
        rule = rules.get(missing or "")
        if missing is not None and missing in rules and not (rule is not None and _holds(rule, values)):
            found.add(missing)
    return tuple(sorted(found))


def _unset_in(guard: Expression, values: Mapping[str, Any]) -> str | None:
    try:
        guard.truth(values)
    except UnsetName as problem:
        return problem.name
    except EvaluationFailed:
        return None
    return None


def _holds(rule: Expression, values: Mapping[str, Any]) -> bool:
    try:
        return rule.truth(values)
    except EvaluationFailed:
        return False


def _nested(values: Mapping[str, object]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for name, value in values.items():
        *above, last = name.split(".")
        held = nested
        for part in above:
            held = held.setdefault(part, {})
        held[last] = value
    return nested


def _way(came: Mapping[Place, Place | None], place: Place) -> tuple[str, ...]:
    way: list[str] = []
    following: Place | None = place
    while following is not None:
        way.append(following.state)
        following = came[following]
    return tuple(reversed(way))
