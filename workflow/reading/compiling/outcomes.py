"""What holders may answer in a state, and where each answer leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from workflow.core.children import FAILED
from workflow.core.definition import Edge, Outcome
from workflow.core.findings import Path
from workflow.core.form import FieldSpec
from workflow.core.inputs import RESERVED
from workflow.core.text import Text
from workflow.core.voting import AGAINST
from workflow.reading.compiling.form import compile_fields, with_guards
from workflow.reading.compiling.labels import BY_CLOCK, LEAVING, OPINIONS, STANDARD, VOTES
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.answers import AnOutcome, BackMove
from workflow.reading.shapes.states import (
    ApproveState,
    Human,
    ParallelState,
    SubcaseState,
    WaitState,
)

Declared = Mapping[str, AnOutcome]


def codes_of(state: Human, declared: Declared | None = None) -> tuple[str, ...]:
    """The codes that are offered: the keys of `next` where somebody hands something in; where somebody approves or
    gives an opinion, what the state declares, with return and reject as far as they lead somewhere."""
    declared = declared or state.outcomes or {}
    if isinstance(state, ParallelState):
        return tuple(declared or OPINIONS)
    if not isinstance(state, ApproveState):
        by_others = {*BY_CLOCK, *(state.signals if isinstance(state, WaitState) else ())}
        by_others |= {FAILED} if isinstance(state, SubcaseState) else set()
        return tuple(code for code in state.next if code not in by_others)
    own = tuple(declared or ("approve",))
    return (*own, *(code for code in ("return", "reject") if code in state.next and code not in own))


def compile_outcomes(
    sheet: Worksheet, state: Human, reasons: Iterable[str], path: Path, declared: Declared | None = None
) -> tuple[Outcome, ...]:
    """The outcomes of a slot. `path` leads to the state, or to the branch whose `declared` outcomes replace its own."""
    shapes = declared or state.outcomes or {}
    codes = codes_of(state, declared)
    if not isinstance(state, ParallelState):
        for code in shapes:
            sheet.name("outcome", code, codes, (*path, "outcomes", code))
    reasons = tuple(reasons)
    return tuple(_outcome(sheet, state, code, shapes.get(code), path, reason=code in reasons) for code in codes)


def compile_edges(sheet: Worksheet, state: Human, states: Collection[str], path: Path) -> tuple[Edge, ...]:
    """A mapping or a list of targets is a move back; `return` must be one. Targets must be among `states`."""
    edges = []
    for code, move in state.next.items():
        at: Path = (*path, "next", code)
        if isinstance(move, str):
            sheet.name("state", move, states, at)
            if code == "return":
                sheet.error("L01", "return_needs_form", at)
            edges.append(Edge(code, (move,)))
        elif isinstance(move, BackMove):
            sheet.names("state", move.to, states, (*at, "to"))
            edges.append(Edge(code, tuple(move.to), True, move.resume, move.keep))
        else:
            sheet.names("state", move, states, at)
            edges.append(Edge(code, tuple(move), back=True))
    return tuple(edges)


def _outcome(
    sheet: Worksheet, state: Human, code: str, shape: AnOutcome | None, path: Path, *, reason: bool
) -> Outcome:
    at: Path = (*path, "outcomes", code) if shape else (*path, "next", code)
    fields = _input(sheet, shape, (*at, "input")) if shape and shape.input else ()
    return Outcome(code, _label(sheet, state, code, shape, at), _completes(state, code), reason, fields)


def _completes(state: Human, code: str) -> bool:
    """Whoever sends a case back has not finished his part of it."""
    if is_vote(state) and code == AGAINST:
        return True
    leaves = code in LEAVING or (isinstance(state, ParallelState) and code in state.leave_on)
    return not leaves and isinstance(state.next.get(code, ""), str)


def _input(sheet: Worksheet, shape: AnOutcome, path: Path) -> tuple[FieldSpec, ...]:
    for name in shape.input:
        if name in RESERVED or name in sheet.fields:
            sheet.key("reserved_name", (*path, name), name=name)
    specs = compile_fields(sheet, shape.input, path)
    return with_guards(sheet, specs, shape.input, path)


def is_vote(state: Human) -> bool:
    return isinstance(state, ApproveState) and state.vote.rule in {"count", "percent"}


def _label(sheet: Worksheet, state: Human, code: str, shape: AnOutcome | None, path: Path) -> Text:
    if shape is not None and shape.label is not None:
        return shape.label.text()
    if code not in STANDARD:
        sheet.error("L20", "outcome_label_missing", path, params={"name": code})
    return (VOTES if is_vote(state) else STANDARD).get(code, Text(code, code))
