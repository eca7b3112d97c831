"""L09: a ladder climbs in time and in rank, and its last rung is somebody by name who is not its own holder.

Where people approve or give opinions the case waits for them, so the ladder must end in a named actor. Elsewhere it
may only tell somebody. The actor by the authority table may be the head of the house, above whom nobody is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from workflow.core.checking.places import at, at_slot, error, slots_of
from workflow.core.definition import ActorRule, Definition, Rung, Slot, State
from workflow.core.directory import Post
from workflow.core.durations import Duration
from workflow.core.findings import Finding, Path

SUPERIOR: Final = "superior"
_HANDING_ON: Final = frozenset({"add", "move"})
_DEEDS: Final = ("notify", "add", "move")


def check_ladders(definition: Definition, posts: Mapping[str, Post] | None = None) -> Iterator[Finding]:
    """`posts` give the ranks; without them only names are compared. A ladder of the whole file is told once."""
    told: set[tuple[str, object]] = set()
    for state in definition.states.values():
        for slot in slots_of(state):
            for finding in _ladder(definition, state, slot, posts or {}):
                identity = (finding.code, finding.params.get("ladder", finding.path))
                if identity not in told:
                    told.add(identity)
                    yield finding


def _ladder(definition: Definition, state: State, slot: Slot, posts: Mapping[str, Post]) -> Iterator[Finding]:
    rungs = [rung for rung in slot.ladder if rung.does in _DEEDS]
    if not rungs:
        return
    path = at(state, "escalate")
    for earlier, later in pairwise(rungs):
        if earlier.key != later.key and _not_later(earlier, later):
            times = (earlier.at.source, later.at.source)
            yield error("L09", "ladder_not_rising", path, times=times, ladder=tuple(r.at.source for r in rungs))
    last = rungs[-1]
    if last.who == SUPERIOR:
        if state.type in {"approve", "parallel"}:
            yield error("L09", "ladder_without_name", path, state=state.name)
    elif last.does in _HANDING_ON:
        yield from _sink(definition, state, slot, last, posts)


def _sink(definition: Definition, state: State, slot: Slot, last: Rung, posts: Mapping[str, Post]) -> Iterator[Finding]:
    asked, sink = definition.actors.get(slot.actor), definition.actors.get(last.who)
    if asked is None or sink is None:
        return
    path: Path = at_slot(state, slot, "by")
    if _same(asked, sink):
        yield error("L09", "ladder_ends_in_holder", path, state=state.name, actor=sink.name)
    elif _below(asked, sink, posts):
        yield error("L09", "ladder_goes_down", path, state=state.name, actor=sink.name, holder=asked.name)


def _same(asked: ActorRule, sink: ActorRule) -> bool:
    return asked.name == sink.name or (asked.post is not None and (asked.post, asked.of) == (sink.post, sink.of))


def _below(asked: ActorRule, sink: ActorRule, posts: Mapping[str, Post]) -> bool:
    """Level 1 is the head of the school, so a greater number is lower."""
    holder, end = posts.get(asked.post or ""), posts.get(sink.post or "")
    return holder is not None and end is not None and end.level > holder.level


def _not_later(earlier: Rung, later: Rung) -> bool:
    """Only moments that can be compared for every case: shares of one time, or counts of one unit from one anchor."""
    first, second = earlier.at, later.at
    if first.percent is not None and second.percent is not None:
        return second.percent <= first.percent
    if second.percent is not None:
        return first.anchor == ("due",) and _amount(first.offset) >= 0
    if first.anchor != second.anchor or not _comparable(first.offset, second.offset):
        return False
    return _amount(second.offset) <= _amount(first.offset)


def _comparable(*offsets: Duration | None) -> bool:
    return len({offset.unit for offset in offsets if offset is not None}) <= 1


def _amount(offset: Duration | None) -> int:
    return 0 if offset is None else offset.amount
