"""What states say of time that is not theirs: when they end before it, and what may be recorded after it."""

from __future__ import annotations

from workflow.core.afterwards import AFTERWARDS
from workflow.core.definition import Branch
from workflow.core.durations import parse_duration
from workflow.core.early import ASKED, GIVEN
from workflow.core.expression_types import ExprType
from workflow.core.findings import Path
from workflow.core.further import ClosingRule, RetroactiveRule
from workflow.core.ladders import ELAPSED
from workflow.reading.compiling.outcomes import is_vote
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.states import ClosingMap, Human, ParallelState, WaitState

COUNT = ExprType("int")


def compile_closing(sheet: Worksheet, state: Human, branches: tuple[Branch, ...], path: Path) -> ClosingRule | None:
    """The rule; a block ends as it does when all have answered, a wait as at its moment, a vote as the votes stand."""
    shape = state.closes_when
    if shape is None:
        return None
    at: Path = (*path, "closes_when")
    source, by = (shape.condition, shape.by) if isinstance(shape, ClosingMap) else (shape, None)
    codes = {outcome.code for branch in branches for slot in branch.slots for outcome in slot.outcomes}
    counted = {f"answers.{name}": COUNT for name in (*codes, ASKED, GIVEN)}
    when = sheet.guard(source, (*at, "condition") if isinstance(shape, ClosingMap) else at, counted)
    outcome = by or _usual(state)
    if outcome is None and not is_vote(state):
        sheet.error("L01", "closing_needs_outcome", at)
    elif outcome is not None:
        sheet.name("outcome", outcome, state.next, (*at, "by") if by else at)
        if not isinstance(state.next.get(outcome, ""), str):
            sheet.error("L01", "closing_goes_back", (*at, "by") if by else at, params={"name": outcome})
    return ClosingRule(when, outcome) if when is not None else None


def compile_retroactive(
    sheet: Worksheet, state: Human, branches: tuple[Branch, ...], path: Path
) -> RetroactiveRule | None:
    """Whose consents may be recorded afterwards, and how long; what is asked for then has names of its own."""
    shape = state.retroactive
    if shape is None:
        return None
    at: Path = (*path, "retroactive")
    sheet.names("actor", shape.by, {slot.actor for branch in branches for slot in branch.slots}, (*at, "by"))
    within = parse_duration(shape.within)
    if within.unit not in {"wd", "cd"} or within.amount <= 0:
        sheet.error("L01", "days_needed", (*at, "within"), params={"found": shape.within})
    inputs = {spec.name for b in branches for slot in b.slots for outcome in slot.outcomes for spec in outcome.input}
    for name in (spec.name for spec in AFTERWARDS if spec.name in {*inputs, *sheet.fields}):
        sheet.error("L01", "reserved_name", at, params={"name": name})
    return RetroactiveRule(within, tuple(shape.by))


def _usual(state: Human) -> str | None:
    if isinstance(state, ParallelState):
        return "complete"
    return ELAPSED if isinstance(state, WaitState) and state.until is not None else None
