"""A case begins: its applicant fills the first state and submits it in one command."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.answering import answer
from workflow.core.case import CaseView, Holder, StateVisits, TaskView
from workflow.core.chain import genesis_hash
from workflow.core.definition import Definition
from workflow.core.errors import BadDefinition, Refusal, Refused
from workflow.core.fields import parse_fields
from workflow.core.ladders import arm_case_deadline
from workflow.core.scopes import commit_changes, make_salts
from workflow.core.turn import Turn

START = "submit_new"


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
    make_salts(turn)
    turn.data = _defaults(turn)
    turn.visit = 1
    turn.path = (state.name,)
    turn.visits[state.name] = StateVisits(count=1, entered=turn.now)
    turn.started_at = turn.now
    turn.takes_number = True
    slot = state.branches[0].slots[0]
    holder = Holder(person=turn.view.applicant)
    task = turn.add_task(TaskView(0, 1, state.name, slot.key, slot.branch, slot.kind, (holder,), turn.now))
    turn.command = replace(turn.command, action=state.edges[0].outcome, task=task.seq)
    arm_case_deadline(turn)
    answer(turn)
    commit_changes(turn, sorted(turn.data))


def _defaults(turn: Turn) -> dict[str, object]:
    empty = parse_fields(turn.definition.fields, {}, world=turn.world.lookups, complete=False, current={})
    return {name: value for name, value in empty.values.items() if value is not None}
