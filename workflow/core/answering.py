"""A holder answers a task: whether he may, what he gives, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from workflow.core.authority import Standing, choose_standing, standings
from workflow.core.case import CLOCK, Capacity, DecisionView, TaskView
from workflow.core.definition import Outcome, Slot, State
from workflow.core.electorate import strike_spent_voters
from workflow.core.entering import continue_branch, needed_branches
from workflow.core.errors import BadDefinition, FieldProblem, Invalid, Refusal, Refused, Stale
from workflow.core.inputs import Given, only_reason, read_input, record_changes
from workflow.core.joins import is_joined, passing_outcome
from workflow.core.ladders import anchors
from workflow.core.leaving import leave
from workflow.core.resuming import after_reconfirm, after_unblock
from workflow.core.routing import (
    asked_state,
    authority_row,
    claimer,
    conflict_of,
    earlier_deciders,
    was_added,
    with_a_voice,
)
from workflow.core.scopes import commit_changes, commit_reason, saw_of, scope_of
from workflow.core.standard import RECONFIRM_OUTCOMES, UNBLOCK_OUTCOMES
from workflow.core.timerules import UnsetAnchor, evaluate
from workflow.core.turn import Turn
from workflow.core.voting import ABSTAIN, AGAINST

OBJECTION: Final = "disagree"
COMPLETE: Final = "complete"


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer that may be given: by whom, to which task, in which capacity."""

    task: TaskView
    slot: Slot
    outcome: Outcome
    standing: Standing


def weigh(turn: Turn) -> Weighed:
    """Everything about an answer that can be judged without its input. Raises Refused or Stale."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = _the_task(turn)
    slot, outcome = _slot_and_outcome(turn, task)
    standing = _standing(turn, task)
    _refuse_when_too_early(turn, task)
    if turn.command.saw is not None and turn.command.saw != saw_of(turn, turn.command.action, task):
        raise Stale(Refusal("stale", {"version": turn.view.version}))
    return Weighed(task, slot, outcome, standing)


def answer(turn: Turn) -> None:
    """Give the answer. Raises Refused, Stale, Invalid."""
    weighed = weigh(turn)
    state = turn.definition.states[weighed.task.state]
    given = _given(turn, state, weighed)
    changed = record_changes(turn, given)
    commit_changes(turn, changed)
    commit_reason(turn, given.reason)
    _decide(turn, weighed, given)
    _follow(turn, state, weighed, given)


def _given(turn: Turn, state: State, weighed: Weighed) -> Given:
    if weighed.task.kind not in {"reconfirm", "unblock"}:
        return read_input(turn, state, weighed.slot, weighed.outcome)
    if turn.command.files:
        raise Invalid(*(FieldProblem(name, "unknown_field") for name in turn.command.files))
    return Given(changes=turn.data, reason=only_reason(turn.command.input, required=weighed.outcome.reason))


def answer_by_clock(turn: Turn, task: TaskView, outcome_code: str) -> None:
    """What a deadline answers when its holder did not; the definition declares it and it is never an approval."""
    state = turn.definition.states[task.state]
    slot = turn.slot_of(task)
    outcome = next((o for o in slot.outcomes if o.code == outcome_code), None) if slot else None
    if slot is None or outcome is None:
        raise BadDefinition(f"{task.state}.{task.key} cannot time out by {outcome_code}")
    standing = Standing(CLOCK, None, "clock", None, None, task.holders[0])
    weighed = Weighed(task, slot, outcome, standing)
    _decide(turn, weighed, Given())
    _follow(turn, state, weighed, Given())


def offered_outcomes(turn: Turn, task: TaskView) -> tuple[Outcome, ...]:
    """The outcomes that the task asks for."""
    if task.kind == "reconfirm":
        return RECONFIRM_OUTCOMES
    if task.kind == "unblock":
        return UNBLOCK_OUTCOMES
    slot = turn.slot_of(task)
    return slot.outcomes if slot else ()


def further_actions(turn: Turn, task: TaskView) -> tuple[str, ...]:
    """What `may` of the state lets the actor do with a task of a slot that he holds, beside answering it."""
    may = turn.definition.states[task.state].may
    if not may or turn.slot_of(task) is None or task.asked is not None or not may_stand(turn, task):
        return ()
    return may


def _the_task(turn: Turn) -> TaskView:
    command = turn.command
    if command.task is not None:
        task = turn.tasks.get(command.task)
        if task is None or not task.open:
            raise Refused(Refusal("task_closed", _closed_by(turn, command.task)))
        return task
    asking = [t for t in turn.open_tasks() if command.action in {o.code for o in offered_outcomes(turn, t)}]
    if not asking:
        raise Refused(Refusal("not_in_this_state", {"action": command.action, "state": turn.state}))
    mine = [task for task in asking if may_stand(turn, task)]
    if len(mine) > 1:
        raise Refused(Refusal("which_task", {"tasks": [task.seq for task in mine]}))
    return mine[0] if mine else asking[0]


def _closed_by(turn: Turn, task: int) -> dict[str, object]:
    decided = next((d for d in turn.decisions.values() if d.task == task), None)
    return {"by": decided.actor, "outcome": decided.outcome, "at": decided.at} if decided else {}


def _slot_and_outcome(turn: Turn, task: TaskView) -> tuple[Slot, Outcome]:
    outcome = next((o for o in offered_outcomes(turn, task) if o.code == turn.command.action), None)
    if outcome is None:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    slot = turn.slot_of(task)
    if slot is None:
        state = turn.definition.states[task.state]
        label = state.label
        slot = Slot(task.key, task.branch, turn.definition.owner, "decide", label, (outcome,))
    return slot, outcome


def may_stand(turn: Turn, task: TaskView) -> bool:
    """Whether the actor holds the task now."""
    try:
        _standing(turn, task)
    except Refused:
        return False
    return True


def _standing(turn: Turn, task: TaskView) -> Standing:
    asked = asked_state(turn, task)
    conflict = conflict_of(turn, asked)
    found = standings(
        turn.world.directory,
        task.holders,
        turn.command.actor,
        turn.now,
        turn.definition.process,
        depth=turn.definition.substitute_depth,
        avoid=conflict,
    )
    claimed_by = claimer(turn, task)
    if found and claimed_by not in {None, turn.command.actor}:
        found = tuple(s for s in found if s.on_behalf_of == claimed_by or was_added(turn, task, s.holder, claimed_by))
        if not found:
            raise Refused(Refusal("claimed", {"by": claimed_by}))
    return choose_standing(
        with_a_voice(turn, asked, found),
        holders=task.holders,
        conflict=conflict_of(turn, asked),
        earlier=earlier_deciders(turn, asked),
    )


def _refuse_when_too_early(turn: Turn, task: TaskView) -> None:
    rule = turn.definition.states[task.state].not_before
    if rule is None or task.kind in {"reconfirm", "unblock"}:
        return
    try:
        opens = evaluate(rule, anchors(turn), turn.world.calendar, as_moment="start")
    except UnsetAnchor:
        return
    if turn.now < opens:
        raise Refused(Refusal("too_early", {"not_before": opens}))


def _decide(turn: Turn, weighed: Weighed, given: Given) -> None:
    task, outcome = weighed.task, weighed.outcome
    turn.close_task(task, outcome.code, "timeout" if weighed.standing.actor == CLOCK else "decided")
    about = turn.decisions.get(task.about) if task.about is not None else None
    decision = turn.add_decision(_decision(turn, weighed, given, about))
    if about is not None:
        turn.void(about, "reconfirmed" if outcome.completes else "returned")
        if not outcome.completes:
            # it fits no content at all, so that its giver is asked again before the case goes on
            turn.decisions[decision.seq] = replace(decision, scope="")
    turn.facts |= _decision_facts(decision)


def _decision(turn: Turn, weighed: Weighed, given: Given, about: DecisionView | None) -> DecisionView:
    """What is kept of an answer; a reconfirmation is kept as an answer to the slot that it is about."""
    task, slot, standing, outcome = weighed.task, weighed.slot, weighed.standing, weighed.outcome
    binds = about.binds if about else slot.binds if _is_positive(turn, task, outcome) else ()
    return DecisionView(
        seq=0,
        task=task.seq,
        state=about.state if about else task.state,
        visit=turn.visit,
        key=about.key if about else task.key,
        outcome=_confirmed(turn, about) if about and outcome.completes else outcome.code,
        actor=standing.actor,
        at=turn.now,
        capacity=_capacity(turn, slot, standing),
        on_behalf_of=standing.on_behalf_of,
        post=standing.post,
        unit=standing.unit,
        binds=binds,
        scope=scope_of(turn, binds) if binds else "",
        opinion=given.reason,
        input=given.own,
    )


def _confirmed(turn: Turn, about: DecisionView) -> str:
    """The answer that is confirmed: the last one to the slot that stood for some content."""
    given = [d for d in turn.decisions.values() if (d.state, d.key) == (about.state, about.key) and d.scope]
    return max(given, key=lambda d: d.seq).outcome


def _is_positive(turn: Turn, task: TaskView, outcome: Outcome) -> bool:
    """Whether the answer vouches for what it binds: it goes on, neither back nor to an unsuccessful end."""
    state = turn.definition.states[task.state]
    if state.votes and outcome.code in {AGAINST, ABSTAIN}:
        return False
    edge = state.edge(outcome.code)
    if edge is None:
        return outcome.completes
    ends = (turn.definition.states[name] for name in edge.to)
    return not edge.back and all(state.type != "end" or state.outcome == "approved" for state in ends)


def _decision_facts(decision: DecisionView) -> dict[str, object]:
    return {
        "task": decision.task,
        "outcome": decision.outcome,
        "capacity": decision.capacity,
        "behalf": decision.on_behalf_of,
        "post": decision.post,
        "unit": decision.unit,
        "scope": decision.scope,
    }


def _capacity(turn: Turn, slot: Slot, standing: Standing) -> Capacity:
    """代為決行: the authority table lets a lower level decide in the head's name."""
    rule = turn.definition.actors.get(slot.actor)
    if standing.capacity == "own" and rule is not None and rule.kind == "authority":
        row = authority_row(turn)
        if row is not None and row.in_name_of is not None:
            return "delegated"
    return standing.capacity


def _follow(turn: Turn, state: State, weighed: Weighed, given: Given) -> None:
    if weighed.task.kind == "reconfirm":
        after_reconfirm(turn, state, weighed.outcome)
    elif weighed.task.kind == "unblock":
        after_unblock(turn, state, weighed.outcome)
    elif not weighed.outcome.completes or weighed.outcome.code in state.leave_on:
        leave(turn, weighed.outcome.code, to=given.to, resume=given.resume)
    elif state.stop_at_first and weighed.outcome.code == OBJECTION:
        leave(turn, COMPLETE)
    else:
        _after_answer(turn, state, given)


def _after_answer(turn: Turn, state: State, given: Given) -> None:
    if state.votes:
        strike_spent_voters(turn, state)
    asked = {task.branch for task in turn.open_tasks()}
    needed = needed_branches(turn, state)
    # all that wait for nobody, because an edit inside a block may make another branch needed
    for branch in (b for b in needed if b.key not in asked):
        continue_branch(turn, state, branch)
    if is_joined(turn, state, needed):
        leave(turn, passing_outcome(turn, state, needed), to=given.to, resume=given.resume)
