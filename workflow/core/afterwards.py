"""An answer given after the fact (補簽): somebody had consented by word of mouth, and it is recorded with when and who.

It counts from the moment at which it is recorded; the day of the consent is only told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from workflow.core.case import RETROACTIVE_BY, RETROACTIVE_ON
from workflow.core.deadlines import due
from workflow.core.definition import Definition, Edge, Outcome, Slot, State
from workflow.core.durations import Duration
from workflow.core.errors import FieldProblem
from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.core.turn import Turn

CONSENTED_ON: Final = FieldSpec(RETROACTIVE_ON, "date", Text("口頭同意日", "Consented on"))
CONSENTED_BY: Final = FieldSpec(
    RETROACTIVE_BY, "text", Text("口頭同意者", "Consented by word of mouth"), max_length=200
)
AFTERWARDS: Final = (CONSENTED_ON, CONSENTED_BY)
BACKWARDS: Final = frozenset({"return", "reject"})


def afterwards(definition: Definition, state: State, slot: Slot, outcome: Outcome) -> tuple[FieldSpec, ...]:
    """What may be filled in beside an answer that consents; nothing where the state does not allow it."""
    rule = state.retroactive
    if rule is None or outcome.code in BACKWARDS or (rule.by and slot.actor not in rule.by):
        return ()
    return AFTERWARDS if _consents(definition, state.edge(outcome.code), outcome) else ()


def within_reach(turn: Turn, state: State, specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
    """The same, with the first and the last day that count."""
    if not specs or state.retroactive is None:
        return specs
    within = state.retroactive.within
    earliest = due(turn.world.calendar, turn.now, Duration(-within.amount, within.unit)).day
    return (replace(CONSENTED_ON, minimum=earliest, maximum=turn.today), CONSENTED_BY)


def afterwards_problems(raw: Mapping[str, object], reason: str | None) -> tuple[FieldProblem, ...]:
    """Day, person and reason belong together."""
    given = [name for name in (RETROACTIVE_ON, RETROACTIVE_BY) if raw.get(name) not in (None, "")]
    if not given:
        return ()
    missing = [name for name in (RETROACTIVE_ON, RETROACTIVE_BY) if name not in given]
    missing += [] if reason is not None else ["reason"]
    return tuple(FieldProblem(name, "required") for name in missing)


def _consents(definition: Definition, edge: Edge | None, outcome: Outcome) -> bool:
    if edge is None:
        return outcome.completes
    ends = (definition.states[name] for name in edge.to)
    return not edge.back and all(state.type != "end" or state.outcome == "approved" for state in ends)
