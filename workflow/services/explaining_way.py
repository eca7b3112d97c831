"""How a case came to where it stands: each visit with what led into it, and the conditions that chose the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.core.children import children_of_visit
from workflow.core.definition import State
from workflow.core.early import answers_of
from workflow.core.electorate import voters_of
from workflow.core.expressions import EvaluationFailed
from workflow.core.hearing import CHILD_ENDED
from workflow.core.joins import was_asked
from workflow.core.routing import guard_values
from workflow.core.turn import Turn
from workflow.services.reasons import Json, Reason, Told, entry_reason, events_of, guard_trace, told
from workflow.store.history import Entry


def way_because(turn: Turn, entries: Sequence[Entry]) -> list[Json]:
    """Every visit, oldest first; see `explain_case` for the shape."""
    history = told(entries)
    values = _values(turn)
    return [
        {
            "visit": turn.path[:visit].count(name),
            "state": name,
            "because": [*_entered(turn, visit, history), *_left(turn, visit, history, values=values)],
        }
        for visit, name in enumerate(turn.path, start=1)
    ]


def _values(turn: Turn) -> Mapping[str, Any]:
    """What guards see now; without the authority table's word while a value that it needs is missing."""
    try:
        return guard_values(turn)
    except EvaluationFailed:
        return {"data": turn.data, "authority": {}}


def _entry_into(visit: int, history: Sequence[Told]) -> Told | None:
    return next((entry for entry in history if entry.facts["visit"] >= visit), None)


def _entered(turn: Turn, visit: int, history: Sequence[Told]) -> Iterator[Reason]:
    entry = _entry_into(visit, history)
    if entry is None:
        return
    heard = Reason("entered_by_child", {"seq": entry.entry.seq, "at": entry.entry.at})
    yield heard if entry.facts["action"] == CHILD_ENDED else entry_reason("entered", entry)
    name = turn.path[visit - 1]
    for event in events_of(entry, "direct"):
        if event["to"] == name:
            yield Reason("direct", {"state": name})
    if entry.facts.get("returned_to") == name:
        yield Reason("returned_to", {"state": name})


def _left(turn: Turn, visit: int, history: Sequence[Told], *, values: Mapping[str, Any]) -> Iterator[Reason]:
    """Why the case did not stay: a choice, or a state that nobody had to be asked in."""
    state = turn.definition.states[turn.path[visit - 1]]
    if state.type == "choice":
        yield from _chosen(turn, state, visit, values=values)
    entry = _entry_into(visit, history)
    passed = [*events_of(entry, "not_needed"), *events_of(entry, "passed")] if entry else []
    for event in passed:
        if event["state"] == state.name:
            trace = (guard_trace(state.when, values),) if state.when is not None else ()
            yield Reason(f"state_{event['event']}", {"state": state.name}, trace)
    if visit == turn.visit and state.subcase is not None:
        mine = children_of_visit(turn)
        running = sum(child.outcome is None for child in mine)
        yield Reason("awaits", {"children": str(len(mine)), "running": str(running)})
    yield from _closed_early(turn, state, (entry, _entry_into(visit + 1, history)), values)
    if visit == turn.visit or state.type == "parallel":
        yield from _branches(state, values)


def _closed_early(
    turn: Turn, state: State, entries: tuple[Told | None, Told | None], values: Mapping[str, Any]
) -> Iterator[Reason]:
    """The condition by which the state ended before its time, as it was entered or as it was left."""
    events = [event for entry in entries if entry is not None for event in events_of(entry, "closed_early")]
    if state.closes is None or not any(event["state"] == state.name for event in events):
        return
    asked = voters_of(turn, state) if state.votes else list(state.branches)
    seen = {**values, "answers": answers_of(turn, state, asked, was_asked)}
    yield Reason("closed_early", {"state": state.name}, (guard_trace(state.closes.when, seen),))


def _chosen(turn: Turn, state: State, visit: int, *, values: Mapping[str, Any]) -> Iterator[Reason]:
    """The arms up to the one that the case went through, and whether today's values would lead elsewhere."""
    taken = turn.path[visit] if visit < len(turn.path) else None
    trace = []
    would: str | None = None
    for arm in state.arms:
        if arm.when is not None:
            trace.append(guard_trace(arm.when, values))
        if would is None and (arm.when is None or trace[-1]["held"]):
            would = arm.to
        if arm.to == taken:
            break
    yield Reason("chose", {"state": taken}, tuple(trace))
    if would is not None and taken is not None and would != taken:
        yield Reason("would_choose", {"state": would})


def _branches(state: State, values: Mapping[str, Any]) -> Iterator[Reason]:
    for branch in state.branches:
        if branch.when is not None:
            looked = guard_trace(branch.when, values)
            code = "branch_asked" if looked["held"] else "branch_not_asked"
            yield Reason(code, {"branch": branch.label}, (looked,))
