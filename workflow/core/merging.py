"""Cases are joined (併案): one leads, the other ends as merged and is found through it, until the first is decided.

Each of the two takes a step of its own in one transaction, and either entry names the other case.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from workflow.core.aside_inputs import INTO, read_aside
from workflow.core.authority import standings
from workflow.core.case import Command, TaskView
from workflow.core.directory import Directory
from workflow.core.entering import continue_branch, enter, needed_branches, start_visit, wait
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.ladders import arm_case_deadline
from workflow.core.leaving import step_out
from workflow.core.machine import MERGE, fire
from workflow.core.notices import tell
from workflow.core.scopes import commit_reason
from workflow.core.standing import may_stand, refuse_stale, standing_before, the_task
from workflow.core.turn import Turn, find_slot, value_at
from workflow.core.world import Beside

MERGED: Final = "merged"
"""The outcome of a case that goes on in another one."""
SPLIT: Final = "split"
TAKE_IN: Final = "take_in"
LET_GO: Final = "let_go"
"""What the leading case does; given by the shell alone, together with `merge` and `split` of the other."""
LEADING: Final = {MERGE: TAKE_IN, SPLIT: LET_GO}
"""What the leading case does when the other is merged or split."""


def joins(turn: Turn, task: TaskView) -> bool:
    """Whether whoever holds this task may join the case to another."""
    rule = turn.definition.merge
    slot = turn.slot_of(task)
    return rule is not None and task.asked is None and slot is not None and slot.actor == rule.by


def weigh_merge(turn: Turn) -> TaskView:
    """The task with which the actor may join the case to another. Raises Refused or Stale."""
    rule = turn.definition.merge
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda asking: joins(turn, asking))
    if rule is None or not joins(turn, task):
        raise Refused(Refusal("not_in_this_state", {"action": MERGE, "state": turn.state}))
    standing_before(turn, task)
    if rule.before in turn.visits:
        raise Refused(Refusal("too_late", {"state": rule.before}))
    if turn.awaited is not None or any(child.outcome is None for child in turn.children):
        raise Refused(Refusal("tied_to_others", {}))
    refuse_stale(turn, task)
    return task


def merge(turn: Turn) -> None:
    """End the case as merged into the one beside it. Raises Refused, Stale, Invalid."""
    task = weigh_merge(turn)
    asked = read_aside(turn, (INTO,))
    lead = turn.world.beside
    against = _against(turn, lead)
    if against is not None or lead is None:
        raise Invalid(against or FieldProblem("into", "unknown_reference", {"value": asked.values["into"]}))
    commit_reason(turn, asked.reason)
    state, rule = turn.standing_in, turn.definition.merge
    assert rule is not None
    turn.facts |= {"task": task.seq, "merged_into": _named(lead)}
    target = fire(turn.process, state.name, MERGE, rule.to)
    step_out(turn, state, cause=MERGED)
    enter(turn, target, forward=False)


def weigh_split(turn: Turn) -> Beside:
    """The leading case, while it is undecided and the actor holds it. Raises Refused or Stale."""
    lead, rule = turn.world.beside, turn.definition.merge
    if turn.outcome != MERGED or lead is None or rule is None:
        raise Refused(Refusal("not_in_this_state", {"action": SPLIT, "state": turn.state}))
    if lead.view.closed_at is not None or rule.before in lead.view.visits:
        raise Refused(Refusal("lead_decided", {"number": lead.view.number}))
    if not _held(turn, lead):
        holders = [h.principal() for task in lead.view.tasks if task.open for h in task.holders]
        raise Refused(Refusal("not_yours", {"holders": holders}))
    refuse_stale(turn, None)
    return lead


def split(turn: Turn) -> None:
    """The case goes on by itself in the state where it was; its days there begin anew. Raises Refused, Invalid."""
    lead = weigh_split(turn)
    commit_reason(turn, read_aside(turn, ()).reason)
    turn.facts["split_from"] = _named(lead)
    turn.closed_at = turn.outcome = None
    turn.keep = "all"
    state = turn.definition.states[turn.path[-2]]
    start_visit(turn, state, counted=False)
    arm_case_deadline(turn)
    wait(turn, state)
    for branch in needed_branches(turn, state):
        continue_branch(turn, state, branch)
    if turn.command.actor != turn.view.applicant:
        tell(turn, "resumed", turn.view.applicant)


def sees_joined(lead: Beside | None, directory: Directory, person: int, now: datetime) -> bool:
    """Whether the person looks after the leading case, and so sees as a holder what was joined to it."""
    rule = lead.process.definition.merge if lead is not None else None
    if lead is None or rule is None:
        return False
    definition = lead.process.definition
    slots = ((task, find_slot(definition, task.state, task.key)) for task in lead.view.tasks if task.open)
    mine = (task for task, slot in slots if slot is not None and slot.actor == rule.by)
    return any(standings(directory, task.answerers, person, now, definition.process) for task in mine)


def take_in(turn: Turn) -> None:
    """Leave word in the leading case of the one that was merged into it. Raises Refused."""
    turn.facts["took_in"] = _named(_follower(turn))


def let_go(turn: Turn) -> None:
    """Leave word that it goes on by itself again. Raises Refused."""
    turn.facts["let_go"] = _named(_follower(turn))


def _follower(turn: Turn) -> Beside:
    follower = turn.world.beside
    if follower is None or turn.closed_at is not None:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    return follower


def _against(turn: Turn, lead: Beside | None) -> FieldProblem | None:
    """Why the case cannot be merged into that one."""
    rule = turn.definition.merge
    if lead is None or rule is None:
        return None
    view = lead.view
    if view.id == turn.view.id or view.process != turn.view.process:
        return FieldProblem("into", "lead_of_other_kind")
    if view.closed_at is not None or rule.before in view.visits:
        return FieldProblem("into", "lead_past_joining", {"number": view.number})
    if not _held(turn, lead):
        return FieldProblem("into", "lead_not_held", {"number": view.number})
    differing = [name for name in rule.same if value_at(view.data, name) != value_at(turn.data, name)]
    return FieldProblem("into", "lead_differs", {"names": differing}) if differing else None


def _held(turn: Turn, lead: Beside) -> bool:
    """Whether the actor holds the task by which cases are joined in the leading case too."""
    there = Turn(lead.process, lead.view, Command(MERGE, turn.command.actor), turn.world, now=turn.now, seed=b"")
    return any(joins(there, task) and may_stand(there, task) for task in there.open_tasks())


def _named(case: Beside) -> dict[str, object]:
    """A case with the head of its chain, so that the one entry proves what the other followed."""
    return {"case": case.view.id, "number": case.view.number, "head": case.view.head}
