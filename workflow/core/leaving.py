"""Leaving a state: forwards, straight back to whoever returned the case, or backwards by a typed edge."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.calendar import TAIPEI
from workflow.core.children import call_off
from workflow.core.deadlines import working_days_between
from workflow.core.definition import Definition, Edge, State
from workflow.core.early import closes
from workflow.core.entering import CARRIED_BY, chosen, enter, is_needed, needed_branches
from workflow.core.errors import BadDefinition
from workflow.core.joins import holds, is_joined, passing_outcome, was_asked
from workflow.core.ladders import ELAPSED, UNTIL, arm_case_deadline
from workflow.core.machine import fire
from workflow.core.notices import tell_holders
from workflow.core.operations import SEND, SIGNAL
from workflow.core.recording import target_of
from workflow.core.rendering import issue_documents
from workflow.core.scopes import is_stale
from workflow.core.turn import Turn


def leads_well(definition: Definition, edge: Edge) -> bool:
    """Whether the edge leads on: neither back nor to an unsuccessful end."""
    ends = (definition.states[name] for name in edge.to)
    return not edge.back and all(state.type != "end" or state.outcome == "approved" for state in ends)


def leave(turn: Turn, outcome: str, *, to: str | None = None, resume: str | None = None) -> None:
    """Take the edge of `outcome` out of the present state. `to` and `resume` are the actor's choices on a return.

    Effects belong to the way out, not to each answer: they wait until the last who must agree has agreed.
    """
    state = turn.standing_in
    edge = state.edge(outcome)
    if edge is None:
        raise BadDefinition(f"{state.name} has no way out by {outcome}")
    target = fire(turn.process, state.name, outcome, to or edge.to[0])
    turn.operations += [effect for effect in state.effects if effect.outcome == outcome]
    _note_told(turn, state, outcome)
    issue_documents(turn, state.name, outcome)
    step_out(turn, state, cause="returned" if edge.back else "not_needed")
    if edge.back:
        _go_back(turn, state, edge, target, resume)
    else:
        go_forward(turn, target)


def _note_told(turn: Turn, state: State, outcome: str) -> None:
    """Who is told stands in the field that the effect names; where it is empty, nobody is."""
    for effect in state.effects:
        if effect.outcome == outcome and effect.operation == SEND and target_of(effect, turn.data) is not None:
            turn.note("told", signal=dict(effect.fixed)[SIGNAL])


def step_out(turn: Turn, state: State, *, cause: str) -> None:
    """Close what is still open in the present visit and account for a stopped clock."""
    for task in turn.close_open_tasks(cause):
        tell_holders(turn, "no_longer_needed", task)
    for timer in [timer for timer in turn.timers.values() if timer.rule == UNTIL]:
        turn.settle_timer(timer, "cancelled")
    if state.subcase is not None and state.subcase.on_leave == "cancel":
        call_off(turn)
    visits = turn.visits[state.name]
    turn.visits[state.name] = replace(visits, decided=turn.now)
    if state.deadline is not None and state.deadline.clock == "stopped" and visits.entered is not None:
        begun = visits.entered.astimezone(TAIPEI).date()
        turn.stopped_days += int(working_days_between(turn.world.calendar, begun, turn.today))
        arm_case_deadline(turn)


def go_forward(turn: Turn, target: str) -> None:
    """Enter `target`, or what lies behind it when the case goes straight back to where it was returned from."""
    following = _straight(turn, target) if turn.direct else target
    enter(turn, _left_too_early(turn, following) or following, forward=True)


def _left_too_early(turn: Turn, target: str) -> str | None:
    """The first state behind in which, with what the case holds now, somebody must answer who was never asked.

    An edit after a block may make another of its branches needed, or an objection ended it before all had answered;
    the case goes through the block once more, where the answers that still fit are carried.
    """
    state = turn.definition.states[target]
    if state.type == "end" and state.outcome != "approved":
        return None
    ahead = turn.process.ahead[target] | {target, turn.state}
    approved = {decision.state for decision in turn.standing_decisions() if decision.binds}
    behind = (turn.definition.states[name] for name in dict.fromkeys(turn.path) if name in approved - ahead)
    return next((s.name for s in behind if s.type in CARRIED_BY and _wants_more(turn, s)), None)


def _wants_more(turn: Turn, state: State) -> bool:
    if not is_needed(turn, state):
        return False
    needed = needed_branches(turn, state)
    return closes(turn, state, needed, was_asked) is None and not is_joined(turn, state, needed, was_asked)


def _straight(turn: Turn, target: str) -> str:
    """The first state on the way to `turn.direct` that has to be gone through again, else that state itself (D1 e)."""
    goal, name = turn.direct, target
    while name != goal:
        if goal not in turn.process.ahead[name]:
            turn.direct = None
            return target
        following = _past(turn, turn.definition.states[name])
        if following is None:
            return name
        name = following
    turn.direct = None
    turn.note("direct", to=goal)
    return name


def _past(turn: Turn, state: State) -> str | None:
    """The state behind `state`, if all that is wanted there with the present data was decided and still fits."""
    if state.type == "choice":
        return chosen(turn, state)
    if not is_needed(turn, state):
        return state.pass_to
    needed = needed_branches(turn, state)
    if state.type in CARRIED_BY:
        joined = is_joined(turn, state, needed, holds)
        outcome = passing_outcome(turn, state, needed, holds) if joined else closes(turn, state, needed, holds)
    else:
        outcome = _given(turn, state)
    edge = state.edge(outcome) if outcome else None
    return edge.to[0] if edge is not None and not edge.back else None


def _given(turn: Turn, state: State) -> str | None:
    """By what a state of one task was left when it was left last; None when it has to be left anew."""
    if state.subcase is not None:
        return None
    decision = next((d for b in state.branches for s in b.slots if (d := turn.decision_for(state.name, s.key))), None)
    if decision is not None:
        return None if is_stale(turn, decision) else decision.outcome
    was_left = state.name in turn.visits and turn.visits[state.name].decided is not None
    return ELAPSED if state.until is not None and was_left else None


def _go_back(turn: Turn, state: State, edge: Edge, target: str, resume: str | None) -> None:
    chosen = resume if edge.resume == "choose" else edge.resume
    turn.direct = state.name if chosen == "direct" else None
    turn.keep = edge.keep
    ahead = turn.process.ahead[target] | {target}
    # all but the one that goes back
    for decision in [d for d in turn.standing_decisions() if d.seq <= turn.view.decisions_made]:
        asked_for = edge.outcome == "return" and decision.state == target
        if asked_for or (edge.keep == "none" and decision.state in ahead):
            turn.void(decision, "returned")
    turn.facts["returned_to"] = target
    enter(turn, target, forward=False, notice="returned")
