"""A case begins: its applicant fills the first state and submits it in one command, or it follows from another case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from workflow.core.answering import answer
from workflow.core.authority import may_start
from workflow.core.case import CaseView, Holder, StateVisits, TaskView
from workflow.core.chain import genesis_hash
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.entering import enter
from workflow.core.errors import BadDefinition, Invalid, Refusal, Refused
from workflow.core.fields import Parsed, parse_fields
from workflow.core.hurrying import choose_speed
from workflow.core.kinship import Awaited
from workflow.core.ladders import arm_case_deadline
from workflow.core.scopes import commit_changes, make_salts
from workflow.core.turn import Turn

START: Final = "submit_new"
FOLLOW: Final = "follow"
"""Given by the shell alone, when another case has ended in a state that has this one follow."""
GIVEN: Final = "given"
PARENT: Final = "parent"
ROW: Final = "row"
"""Where a case stands beside a row of a register: which row, in which version."""
STANDS_IN: Final = frozenset({"edit", "wait"})
"""The types of states in which a case can begin."""


def new_case(
    definition: Definition, case_id: int, *, applicant: int, post: str, unit: str, authority: str | None
) -> CaseView:
    """A case that nobody has submitted yet. `post` and `unit` are the hat under which the applicant asks."""
    return CaseView(
        id=case_id,
        process=definition.process,
        definition=definition.sha256,
        state=definition.start,
        applicant=applicant,
        applicant_post=post,
        applicant_unit=unit,
        authority=authority,
        head=genesis_hash(str(case_id), definition.sha256),
    )


def start(turn: Turn) -> None:
    """Open the start state's task for the applicant and give its first outcome. Raises Refused, Invalid."""
    if turn.view.version:
        raise Refused(Refusal("not_in_this_state", {"action": START, "state": turn.state}))
    state = turn.definition.states[turn.definition.start]
    if not state.branches or not state.edges:
        raise BadDefinition(f"{state.name} cannot start a case")
    _begin(turn)
    _fill(turn, _read(turn, {}))
    turn.visit = 1
    turn.path = (state.name,)
    turn.visits[state.name] = StateVisits(count=1, entered=turn.now)
    slot = state.branches[0].slots[0]
    holder = Holder(person=turn.view.applicant)
    task = turn.add_task(TaskView(0, 1, state.name, slot.key, slot.branch, slot.kind, (holder,), turn.now))
    turn.command = replace(turn.command, action=state.edges[0].outcome, task=task.seq)
    arm_case_deadline(turn)
    problems = choose_speed(turn)
    try:
        answer(turn)
    except Invalid as error:
        raise Invalid(*problems, *error.problems) from error
    if problems:
        raise Invalid(*problems)
    commit_changes(turn, sorted(turn.data))


def follow(turn: Turn) -> None:
    """Stand in the start state with what the case before gives; nobody has submitted anything.

    A form is then the applicant's to fill in; a state that asks nobody for the fields must find them complete. The
    entry names that case and the head of its chain, or the row of a register for which it stands. Raises Refused,
    Invalid.
    """
    state = turn.definition.states[turn.definition.start]
    if turn.view.version:
        raise Refused(Refusal("not_in_this_state", {"action": FOLLOW, "state": turn.state}))
    if state.type not in STANDS_IN:
        raise BadDefinition(f"{state.name} cannot start a case")
    given = turn.command.input[GIVEN]
    _begin(turn)
    parsed = _read(turn, given if isinstance(given, Mapping) else {}, complete=state.type != "edit")
    if parsed.problems:
        raise Invalid(*parsed.problems)
    _fill(turn, parsed)
    parent = turn.command.input.get(PARENT)
    turn.facts |= {name: said for name in (PARENT, ROW) if (said := turn.command.input.get(name)) is not None}
    if isinstance(parent, Mapping) and "child" in parent:
        turn.awaited = Awaited(parent["case"], parent["child"], parent["depth"])
    arm_case_deadline(turn)
    enter(turn, state.name, forward=True)
    commit_changes(turn, sorted(turn.data))


def begins_by_form(definition: Definition) -> bool:
    """Whether people can start a case; else it only follows from another."""
    return definition.states[definition.start].type == "edit"


def hats_to_start(definition: Definition, directory: Directory, person: int, on: date) -> tuple[tuple[str, str], ...]:
    """The posts with their units under which the person may start a case: none where it only follows from another."""
    return may_start(definition, directory, person, on) if begins_by_form(definition) else ()


def _begin(turn: Turn) -> None:
    make_salts(turn)
    turn.started_at = turn.now
    turn.takes_number = True


def _read(turn: Turn, given: Mapping[str, object], *, complete: bool = False) -> Parsed:
    return parse_fields(turn.definition.fields, given, world=turn.lookups, complete=complete, current={})


def _fill(turn: Turn, parsed: Parsed) -> None:
    turn.data = {name: value for name, value in parsed.values.items() if value is not None}
