"""A reason as a code with parameters, and guards with the values that they saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.core.authority_table import AuthorityRow
from workflow.core.canonical import plain
from workflow.core.errors import QianheError
from workflow.core.expressions import EvaluationFailed, Expression
from workflow.store.history import Entry

Json = dict[str, Any]
Facts = Mapping[str, Any]

DETOURS: Final = frozenset(
    {
        "unit_unset",
        "person_unset",
        "not_there",
        "no_decider",
        "left",
        "vacant",
        "climbed",
        "conflict_to_superior",
        "conflict",
        "sent_to_fallback",
    }
)
"""Events that say why a task did not go where its actor points (`core.resolving.Why`)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`trace` holds guards: {expression, held, steps: [{expression, value}]}; `held` None: it cannot be told."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    trace: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the history with its facts, which are read from its text only once."""

    entry: Entry
    facts: Facts


def told(entries: Iterable[Entry]) -> tuple[Told, ...]:
    return tuple(Told(entry, entry.facts) for entry in entries)


def events_of(entry: Told, name: str) -> Iterator[Facts]:
    return (event for event in entry.facts["events"] if event["event"] == name)


def entry_reason(code: str, entry: Told, **params: object) -> Reason:
    """A reason that names the entry, its action, its actor and its moment; the clock's has a code of its own."""
    named: dict[str, object] = {"seq": entry.entry.seq, "at": entry.entry.at, "action": entry.facts["action"]}
    actor = entry.facts["actor"]
    if not actor:
        return Reason(f"{code}_by_clock", {**named, **params})
    return Reason(code, {**named, "by": actor, **params})


def guard_trace(guard: Expression, values: Mapping[str, Any]) -> Json:
    """What the guard says of these values, step by step."""
    try:
        held: bool | None = guard.truth(values)
    except EvaluationFailed:
        held = None
    steps = [{"expression": source, "value": shown(value)} for source, value in guard.explain(values)]
    return {"expression": guard.source, "held": held, "steps": steps}


def table_trace(rows: Sequence[AuthorityRow], data: Mapping[str, object]) -> tuple[tuple[Json, ...], int | None]:
    """The rows of an authority item that were looked at, and the place of the one that decides, from 1."""
    trace: list[Json] = []
    for place, row in enumerate(rows, start=1):
        if row.when is None:
            return tuple(trace), place
        looked = guard_trace(row.when, {"data": data})
        trace.append(looked)
        if looked["held"] is not False:
            return tuple(trace), place if looked["held"] else None
    return tuple(trace), None


def shown(value: object) -> Any:
    """A value as JSON; what has no plain form as its text."""
    try:
        return plain(value)
    except QianheError:
        return str(value)
