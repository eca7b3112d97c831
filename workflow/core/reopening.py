"""An answer was carried into a later visit because its content had not changed; whoever gave it decides anew (D11)."""

from __future__ import annotations

from workflow.core.aside_inputs import read_aside
from workflow.core.asked import is_asked_key
from workflow.core.authority import choose_standing, standings
from workflow.core.case import DecisionView
from workflow.core.definition import Slot
from workflow.core.electorate import voter_holders
from workflow.core.entering import CARRIED_BY, open_slot
from workflow.core.errors import BadDefinition, Refusal, Refused
from workflow.core.retracting import REOPENED, close_in
from workflow.core.routing import conflict_of, earlier_deciders, holders_for
from workflow.core.scopes import commit_reason
from workflow.core.standing import refuse_stale
from workflow.core.turn import Turn, find_slot


def carried_here(turn: Turn) -> tuple[DecisionView, ...]:
    """The answers of earlier visits that count again in the one where the case stands."""
    if turn.closed_at is not None or turn.standing_in.type not in CARRIED_BY:
        return ()
    return tuple(
        decision
        for decision in turn.standing_decisions()
        if decision.status == "carried"
        and (decision.state, decision.visit) == (turn.state, turn.visit)
        and decision.task not in turn.tasks
        and not is_asked_key(decision.key)
    )


def gave(decision: DecisionView, person: int) -> bool:
    """Whether the person gave the answer, or it was given in their name."""
    return person in {decision.actor, decision.on_behalf_of}


def weigh_reopen(turn: Turn) -> DecisionView:
    """The answer that is opened again. Raises Refused: whoever holds the post no more leaves it to who does."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    named = turn.command.task
    found = [decision for decision in carried_here(turn) if named in {None, decision.task}]
    if not found:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    mine = [decision for decision in found if gave(decision, turn.command.actor)]
    if not mine:
        raise Refused(Refusal("not_yours", {"holders": [f"#{found[0].actor}"]}))
    if len(mine) > 1:
        raise Refused(Refusal("which_task", {"tasks": [decision.task for decision in mine]}))
    _refuse_without_right(turn, mine[0])
    refuse_stale(turn, None)
    return mine[0]


def reopen(turn: Turn) -> None:
    """Void the carried answer and ask for it anew; what followed in its branch waits for the new one."""
    decision = weigh_reopen(turn)
    commit_reason(turn, read_aside(turn, ()).reason)
    slot = _slot(turn, decision)
    turn.void(decision, REOPENED)
    close_in(turn, slot.branch, REOPENED)
    open_slot(turn, turn.standing_in, slot)
    turn.facts["reopened"] = decision.seq


def _refuse_without_right(turn: Turn, decision: DecisionView) -> None:
    """Raises Refused when the actor could not answer the task that would be opened."""
    state, slot, noted = turn.standing_in, _slot(turn, decision), len(turn.events)
    holders = voter_holders(turn, state, slot) if state.votes else holders_for(turn, slot.actor, state)
    del turn.events[noted:]
    conflict, depth = conflict_of(turn, state), turn.definition.substitute_depth
    found = standings(
        turn.world.directory,
        holders,
        turn.command.actor,
        turn.now,
        turn.definition.process,
        depth=depth,
        avoid=conflict,
    )
    choose_standing(found, holders=holders, conflict=conflict, earlier=earlier_deciders(turn, state))


def _slot(turn: Turn, decision: DecisionView) -> Slot:
    slot = find_slot(turn.definition, decision.state, decision.key)
    if slot is None:
        raise BadDefinition(f"{decision.state} has no {decision.key}")
    return slot
