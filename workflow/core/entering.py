"""Going into a state: count the visit, ask stale deciders again, open what has to be decided, or pass on."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.asked import is_asked_key
from workflow.core.authority import present
from workflow.core.bookings import given_free_at_end
from workflow.core.case import DecisionView, Holder, StateVisits, TaskView
from workflow.core.children import begin_children, owed
from workflow.core.decision import Signal
from workflow.core.definition import Branch, Slot, State
from workflow.core.early import closes
from workflow.core.electorate import fix_voters, voter_holders, voters_of
from workflow.core.errors import BadDefinition
from workflow.core.inviting import invite
from workflow.core.joins import answered, is_joined, leads_on, passing_outcome
from workflow.core.ladders import UNTIL, anchors, arm_ladder, due_of
from workflow.core.machine import CHOOSE, PASS, fire
from workflow.core.notices import tell, tell_holders
from workflow.core.papering import stays_on_paper
from workflow.core.rendering import freeze_documents
from workflow.core.routing import barred, familiar, guard_values, holders_again, holders_for
from workflow.core.scopes import is_stale, scope_of
from workflow.core.timerules import evaluate
from workflow.core.turn import Turn, find_slot

MOST_PASSES = 50
"""How many states one command may run through; the checks exclude more, this is the last guard."""

CARRIED_BY = frozenset({"approve", "parallel"})


def enter(turn: Turn, name: str, *, forward: bool, notice: str = "action") -> None:
    """Go into `name` and on through all states that need nobody. Raises BadDefinition when that never ends."""
    target: str | None = name
    for _ in range(MOST_PASSES):
        if target is None:
            return
        state = turn.definition.states[target]
        start_visit(turn, state)
        if ask_owner(turn, state) or (forward and ask_stale(turn, state)):
            return
        target = settle(turn, state, notice=notice)
        forward = True
    raise BadDefinition(f"{name} leads through more than {MOST_PASSES} states")


def start_visit(turn: Turn, state: State, *, counted: bool = True) -> None:
    known = turn.visits.get(state.name, StateVisits())
    for decision in turn.standing_decisions() if counted and known.count else ():
        if decision.state == state.name and is_asked_key(decision.key):
            turn.void(decision, "next_round")
    turn.state = state.name
    turn.visit += 1
    turn.path = (*turn.path, state.name)
    turn.visits[state.name] = replace(known, count=known.count + counted, entered=turn.now)
    freeze_documents(turn, state.name)


def ask_owner(turn: Turn, state: State) -> bool:
    """When a state was visited too often, hold the case and ask the owner: allow more, or end it."""
    visits = turn.visits[state.name]
    if state.visits is None or visits.count <= state.visits.max + visits.allowed:
        return False
    holders = holders_for(turn, turn.definition.owner, state)
    task = _open(turn, state, key="unblock", branch="unblock", kind="unblock", holders=holders)
    turn.note("visits_exceeded", state=state.name, count=visits.count)
    tell_holders(turn, "action", task)
    return True


def ask_stale(turn: Turn, state: State) -> bool:
    """Open a reconfirm task for each earlier decision that no longer fits and will not be walked again (ruling 1)."""
    if state.type == "choice" or (state.type == "end" and state.outcome != "approved"):
        return False
    ahead = turn.process.ahead[state.name] | {state.name}
    stale = [d for d in turn.standing_decisions() if d.state not in ahead and is_stale(turn, d)]
    for decision in stale:
        _open_reconfirm(turn, state, decision)
    return bool(stale)


def settle(turn: Turn, state: State, *, notice: str = "action") -> str | None:
    """Open the tasks of the state where the case now stands, or name the state that follows at once."""
    if state.type == "end":
        _close(turn, state)
        return None
    if state.type == "choice":
        return chosen(turn, state)
    if not is_needed(turn, state):
        turn.note("not_needed", state=state.name)
        return fire(turn.process, state.name, PASS, state.pass_to or "")
    return _await_cases(turn, state) or _ask(turn, state, notice)


def _await_cases(turn: Turn, state: State) -> str | None:
    """Begin the cases for whose ends the state waits; the state that follows where there is nothing to wait for."""
    if state.subcase is None:
        return None
    outcome = begin_children(turn, state.subcase)
    return _passed(turn, state, outcome) if outcome is not None else None


def _ask(turn: Turn, state: State, notice: str) -> str | None:
    if state.votes:
        fix_voters(turn, state)
    needed = needed_branches(turn, state)
    for branch in needed:
        _carry_through(turn, state, branch)
    following = _close_at_once(turn, state, needed) or _pass_when_answered(turn, state, needed)
    if following is None:
        wait(turn, state)
        for branch in needed:
            continue_branch(turn, state, branch, notice=notice)
    return following


def wait(turn: Turn, state: State) -> None:
    """Set the timer of a state that goes on by itself when its moment comes."""
    if state.until is not None:
        turn.set_timer(UNTIL, evaluate(state.until, anchors(turn), turn.world.calendar, as_moment="start"), None)


def is_needed(turn: Turn, state: State) -> bool:
    return state.when is None or state.when.truth(guard_values(turn))


def needed_branches(turn: Turn, state: State) -> list[Branch]:
    """The branches whose condition holds now; of a vote, one for each who had a vote when it began."""
    if state.votes:
        return voters_of(turn, state)
    if all(branch.when is None for branch in state.branches):
        return list(state.branches)
    values = guard_values(turn)
    return [branch for branch in state.branches if branch.when is None or branch.when.truth(values)]


def continue_branch(turn: Turn, state: State, branch: Branch, *, notice: str = "action") -> None:
    """Open the next slot that nobody has answered in this visit; answers that still fit are carried over."""
    asked = _carry_through(turn, state, branch)
    if asked is not None:
        open_slot(turn, state, asked, notice=notice)


def open_slot(turn: Turn, state: State, slot: Slot, *, notice: str = "action") -> TaskView:
    earlier = turn.decision_for(state.name, slot.key)
    if earlier is not None and earlier.visit != turn.visit:
        turn.void(earlier, "asked_again")
    task = _open(
        turn,
        state,
        key=slot.key,
        branch=slot.branch,
        kind=slot.kind,
        holders=voter_holders(turn, state, slot) if state.votes else holders_for(turn, slot.actor, state),
        slot=slot,
    )
    arm_ladder(turn, slot, task)
    task = stays_on_paper(turn, task)
    tell_holders(turn, notice, task)
    invite(turn, slot, task)
    return task


def _open(
    turn: Turn,
    state: State,
    *,
    key: str,
    branch: str,
    kind: str,
    holders: tuple[Holder, ...],
    slot: Slot | None = None,
    about: int | None = None,
) -> TaskView:
    asked = turn.definition.states[turn.decisions[about].state] if about is not None else state
    return turn.add_task(
        TaskView(
            seq=0,
            visit=turn.visit,
            state=state.name,
            key=key,
            branch=branch,
            kind=kind,  # type: ignore[arg-type]  # the callers pass literals of TaskKind
            holders=holders,
            opened_at=turn.now,
            due_at=due_of(turn, slot.deadline) if slot else None,
            claimed_by=_claimed_again(turn, slot, holders, asked) if slot else None,
            about=about,
        )
    )


def _claimed_again(turn: Turn, slot: Slot, holders: tuple[Holder, ...], asked: State) -> int | None:
    known = familiar(turn, slot.actor)
    if known is None:
        return None
    people = {person for holder in holders for person in present(turn.world.directory, holder, turn.today)}
    return known if known in people - barred(turn, asked) else None


def _open_reconfirm(turn: Turn, state: State, decision: DecisionView) -> None:
    asked = turn.definition.states[decision.state]
    slot = find_slot(turn.definition, asked.name, decision.key)
    if slot is None:
        raise BadDefinition(f"{asked.name} has no {decision.key}")
    if is_asked_key(decision.key):
        holders = holders_again(turn, decision, asked)
    else:
        holders = voter_holders(turn, asked, slot) if asked.votes else holders_for(turn, slot.actor, asked)
    key = f"{decision.state}.{decision.key}"
    task = _open(turn, state, key=key, branch=key, kind="reconfirm", holders=holders, slot=slot, about=decision.seq)
    turn.note("stale", decision=decision.seq, state=decision.state, key=decision.key)
    arm_ladder(turn, slot, task)
    tell_holders(turn, "reconfirm", task)


def _carry_through(turn: Turn, state: State, branch: Branch) -> Slot | None:
    """Carry what still fits; the first slot of the branch that somebody has to answer."""
    return next((s for s in branch.slots if not answered(turn, state, s) and not _carry(turn, state, s)), None)


def _carry(turn: Turn, state: State, slot: Slot) -> bool:
    """Count an earlier answer again when what it bound is unchanged."""
    earlier = turn.decision_for(state.name, slot.key) if state.type in CARRIED_BY else None
    if earlier is None or earlier.visit == turn.visit or not earlier.binds or not leads_on(turn, slot, earlier):
        return False
    if turn.keep != "all" and earlier.scope != scope_of(turn, earlier.binds):
        return False
    turn.void(earlier, "carried_on")
    carried = replace(earlier, visit=turn.visit, status="carried", void_reason=None)
    turn.add_decision(carried)
    turn.note("carried", decision=earlier.seq, state=state.name, key=slot.key)
    return True


def _close_at_once(turn: Turn, state: State, needed: list[Branch]) -> str | None:
    """Where the case goes on when the state need not even begin; nobody is asked and told off in one step."""
    outcome = closes(turn, state, needed)
    edge = state.edge(outcome) if outcome is not None else None
    if outcome is None or edge is None:
        return None
    turn.note("closed_early", state=state.name, outcome=outcome)
    turn.operations += [effect for effect in state.effects if effect.outcome == outcome]
    return fire(turn.process, state.name, outcome, edge.to[0])


def _pass_when_answered(turn: Turn, state: State, needed: list[Branch]) -> str | None:
    if not state.branches or not is_joined(turn, state, needed):
        return None
    return _passed(turn, state, passing_outcome(turn, state, needed))


def _passed(turn: Turn, state: State, outcome: str) -> str:
    edge = state.edge(outcome)
    if edge is None:
        raise BadDefinition(f"{state.name} cannot be passed by {outcome}")
    turn.note("passed", state=state.name, outcome=outcome)
    return fire(turn.process, state.name, outcome, edge.to[0])


def chosen(turn: Turn, state: State) -> str:
    """Where a choice leads with the present data. Raises BadDefinition."""
    values = guard_values(turn)
    for arm in state.arms:
        if arm.when is None or arm.when.truth(values):
            return fire(turn.process, state.name, CHOOSE, arm.to)
    raise BadDefinition(f"{state.name}: no case holds")


def _close(turn: Turn, state: State) -> None:
    turn.closed_at = turn.now
    turn.outcome = state.outcome
    for timer in list(turn.timers.values()):
        turn.settle_timer(timer, "cancelled")
    if state.outcome != "approved":
        turn.operations += given_free_at_end(turn.definition)
    for rule in (*((state.spawn,) if state.spawn is not None else ()), *state.obligations):
        for spawn in owed(turn, rule):
            turn.spawns.append(spawn)
            turn.note("spawned", process=spawn.process)
    if turn.awaited is not None:
        turn.signals.append(Signal("ended", case=turn.awaited.case, child=turn.awaited.child))
    if turn.command.actor != turn.view.applicant:
        tell(turn, "result", turn.view.applicant)
