"""Word from other cases arrives, carried by the clock: a child has ended, or the case itself is called off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from workflow.core.case import CLOCK
from workflow.core.children import ROW, change_child, joined
from workflow.core.entering import enter
from workflow.core.errors import BadDefinition, Refusal, Refused
from workflow.core.field_texts import BadValue
from workflow.core.field_types import parse_scalar
from workflow.core.form import FieldSpec
from workflow.core.further import SubcaseRule
from workflow.core.kinship import Child
from workflow.core.leaving import leave, step_out
from workflow.core.machine import CALL_OFF, called_off_to, fire
from workflow.core.scopes import commit_changes
from workflow.core.turn import Turn

CHILD_ENDED: Final = "child_ended"
CALLED_OFF: Final = "called_off"
SIGNALLED: Final = "signalled"
HEARD: Final = frozenset({CHILD_ENDED, CALLED_OFF, SIGNALLED})
"""What the clock carries from one case to another."""


def child_ended(turn: Turn) -> None:
    """Note how a child ended, take over what is wanted of it, and go on when enough is known.

    A case that waits for it no more only notes it. Raises Refused when its end was noted before.
    """
    _refuse_others(turn)
    given = turn.command.input
    child = next((child for child in turn.children if child.seq == given["child"]), None)
    if child is None or child.outcome is not None:
        raise Refused(Refusal("signal_settled", {}))
    ended = replace(child, outcome=str(given["outcome"]))
    change_child(turn, ended)
    state = turn.standing_in
    awaited = turn.closed_at is None and state.subcase is not None and child.visit == turn.visit
    told: dict[str, object] = {"seq": child.seq, "outcome": ended.outcome, "awaited": awaited}
    turn.facts["child"] = told
    if not awaited or state.subcase is None:
        return
    data = given["data"]
    _collect(turn, state.subcase, ended, data if isinstance(data, Mapping) else {})
    outcome = joined(turn, state.subcase)
    if outcome is not None:
        told["left"] = outcome
        leave(turn, outcome)


def hear(turn: Turn) -> None:
    """Go on by what another case tells, if this one waits for it; else only note it. Raises Refused."""
    _refuse_others(turn)
    name = str(turn.command.input["signal"])
    awaited = turn.closed_at is None and name in dict(turn.standing_in.signals)
    turn.facts["signal"] = {"name": name, "from": turn.command.input["from"], "awaited": awaited}
    if awaited:
        leave(turn, name)


def end_called_off(turn: Turn) -> None:
    """Nobody waits for the case any more, so it ends; one that has ended meanwhile only notes it. Raises Refused."""
    _refuse_others(turn)
    turn.facts[CALLED_OFF] = turn.closed_at is None
    if turn.closed_at is not None:
        return
    state, end = turn.standing_in, called_off_to(turn.definition)
    if end is None:
        raise BadDefinition(f"{turn.definition.process} has no end for a case that is called off")
    step_out(turn, state, cause=CALLED_OFF)
    for decision in turn.standing_decisions():
        turn.void(decision, CALLED_OFF)
    enter(turn, fire(turn.process, state.name, CALL_OFF, end), forward=False)


def _refuse_others(turn: Turn) -> None:
    if turn.command.actor != CLOCK or turn.command.door != "clock":
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))


def _collect(turn: Turn, rule: SubcaseRule, child: Child, data: Mapping[str, object]) -> None:
    """What does not fit here is left out, and the entry says so: the child has ended and cannot be asked again."""
    changed = {}
    for target, source in rule.collect:
        root, _, column = target.partition(".")
        spec = _spec(turn, rule, root, column)
        try:
            value = parse_scalar(spec, data.get(source), turn.lookups)
        except BadValue as problem:
            turn.note("not_collected", field=target, child=child.seq, code=problem.code)
            continue
        name = rule.begins.each if column else root
        if value is not None and name is not None:
            turn.data[name] = _with_cell(turn.data[name], child, column, value) if column else value
            changed[name] = True
    if changed:
        turn.forget_commitments()
        commit_changes(turn, sorted(changed))


def brought(rule: SubcaseRule, child: Child, data: Mapping[str, object]) -> dict[str, object]:
    """What was taken over of a child, by the names of its own fields, from where it stands here."""
    found: dict[str, object] = {}
    for target, source in rule.collect:
        root, _, column = target.partition(".")
        value = _cell(data.get(rule.begins.each or ""), child, column) if column else data.get(root)
        if value is not None:
            found[source] = value
    return found


def _cell(rows: object, child: Child, column: str) -> object:
    table = rows if isinstance(rows, list | tuple) else ()
    row = next((row for number, row in enumerate(table, start=1) if number == child.row), None)
    return row.get(column) if isinstance(row, Mapping) else None


def _spec(turn: Turn, rule: SubcaseRule, root: str, column: str) -> FieldSpec:
    table = rule.begins.each if column and root == ROW else root
    spec = next(spec for spec in turn.definition.fields if spec.name == table)
    return next(below for below in spec.fields if below.name == column) if column else spec


def _with_cell(rows: object, child: Child, column: str, value: object) -> tuple[object, ...]:
    table = rows if isinstance(rows, list | tuple) else ()
    return tuple(
        {**row, column: value} if number == child.row and isinstance(row, Mapping) else row
        for number, row in enumerate(table, start=1)
    )
