"""L18: what is reserved is released or used on every way to an end, and what is written before the approval is written
again on every way to another end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.core.checking.places import at, error
from workflow.core.checking.requiring import is_held, is_required
from workflow.core.checking.tabulating import flat_fields
from workflow.core.definition import Definition, State
from workflow.core.effects import EffectRule
from workflow.core.findings import Finding
from workflow.core.graph import Graph, all_moves, graph_of, reachable
from workflow.core.operations import RELEASES, SEND, WRITES


@dataclass(frozen=True, slots=True)
class Kinds:
    """`releases`: an Operation that reserves → those that release it or use it up. `writes` leave what
    stays: rows, and what others were told."""

    releases: Mapping[str, frozenset[str]]
    writes: frozenset[str]


KNOWN = Kinds(RELEASES, WRITES | {SEND})


def check_effects(definition: Definition, kinds: Kinds = KNOWN) -> Iterator[Finding]:
    """Wants every named state to exist. Withdrawal and the owner's end void the decision that reserved, and what it
    placed is released with it; the ways looked at are those by outcomes."""
    for state in definition.states.values():
        for effect in state.effects:
            edge = state.edge(effect.outcome)
            if edge is None:
                yield error("L18", "effect_never_happens", at(state, "effects", effect.outcome), outcome=effect.outcome)
                continue
            for target in edge.to:
                if effect.operation in kinds.releases:
                    yield from _unsure_days(definition, state, effect)
                    yield from _kept(definition, state, effect, target, kinds.releases[effect.operation])
                if effect.operation in kinds.writes and definition.states[target].type != "end":
                    yield from _too_early(definition, state, effect, target)


def _kept(
    definition: Definition, state: State, effect: EffectRule, target: str, released_by: frozenset[str]
) -> Iterator[Finding]:
    """A way to an end on which nothing releases it."""
    moves = [move for move in all_moves(definition) if not _releases(definition, move.source, move.name, released_by)]
    way = _to_an_end(definition, graph_of(moves, definition.states), target)
    if way is not None:
        path = at(state, "effects", effect.outcome)
        wanted = tuple(sorted(released_by))
        yield error("L18", "reservation_kept", path, operation=effect.operation, way=(state.name, *way), wanted=wanted)


def _unsure_days(definition: Definition, state: State, effect: EffectRule) -> Iterator[Finding]:
    fields = dict(flat_fields(definition.fields))
    for name, path in effect.given:
        plain = path.removeprefix("data.")
        if not is_required(fields, plain) and not is_held(fields, plain):
            yield error("L18", "days_may_be_empty", at(state, "effects", effect.outcome), name=name, path=path)


def _too_early(definition: Definition, state: State, effect: EffectRule, target: str) -> Iterator[Finding]:
    """An end without approval to which the case comes with the row as it is. Rows of a table are numbered anew each
    time, so that a second time might leave some of the first behind."""
    path = at(state, "effects", effect.outcome)
    moves = [move for move in all_moves(definition) if not _writes_again(definition, move.source, move.name, effect)]
    left = reachable(graph_of(moves, definition.states), (target,))
    ends = [name for name in definition.states if name in left and definition.states[name].type == "end"]
    others = tuple(name for name in ends if definition.states[name].outcome != "approved")
    after = reachable(graph_of(all_moves(definition), definition.states), (target,))
    again = tuple(name for name in definition.states if name in after and effect in definition.states[name].effects)
    if others:
        yield error("L18", "effect_before_approval", path, operation=effect.operation, states=others)
    elif again and effect.each is not None:
        yield error("L18", "effect_twice", path, operation=effect.operation, states=again)


def _writes_again(definition: Definition, source: str, outcome: str, effect: EffectRule) -> bool:
    rows = (it for it in definition.states[source].effects if it.outcome == outcome)
    return any((it.operation in WRITES, it.register, it.row) == (True, effect.register, effect.row) for it in rows)


def _releases(definition: Definition, source: str, outcome: str, released_by: frozenset[str]) -> bool:
    effects = definition.states[source].effects
    return any(effect.outcome == outcome and effect.operation in released_by for effect in effects)


def _to_an_end(definition: Definition, graph: Graph[str], start: str) -> tuple[str, ...] | None:
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for name in waiting:
        if definition.states[name].type == "end":
            return ways[name]
        for following in graph[name]:
            if following not in ways:
                ways[following] = (*ways[name], following)
                waiting.append(following)
    return None
