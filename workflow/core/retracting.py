"""The applicant withdraws, the last actor takes back: going backwards without anybody's consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from workflow.core.asked import is_asked_key, out_of, position_in
from workflow.core.case import DecisionView, TaskView
from workflow.core.deadlines import due
from workflow.core.definition import State
from workflow.core.entering import continue_branch, enter, needed_branches, open_slot, start_visit, wait
from workflow.core.errors import BadDefinition, Refusal, Refused, Stale
from workflow.core.inputs import only_reason
from workflow.core.leaving import step_out
from workflow.core.machine import WITHDRAW, fire
from workflow.core.notices import tell_holders
from workflow.core.operations import HOLD
from workflow.core.rendering import issues
from workflow.core.routing import familiar
from workflow.core.scopes import commit_reason, saw_of
from workflow.core.signing import asked_again, drop, put_behind
from workflow.core.stopping import stop_clock
from workflow.core.turn import Turn, find_slot
from workflow.core.voting import AGAINST

UNDO_WITHIN = timedelta(seconds=60)
OF_ANOTHER_VERSION: Final = frozenset({"migrated", "not_in_version"})
REOPENED: Final = "reopened"
"""Why an answer is void that was carried and that its giver wants to give anew."""


def weigh_withdraw(turn: Turn) -> None:
    """Raises Refused: only the applicant, and only while the declared state was never visited."""
    rule = turn.definition.withdraw
    if rule is None or turn.closed_at is not None:
        raise Refused(Refusal("case_closed" if turn.closed_at else "not_in_this_state", {"action": "withdraw"}))
    if turn.command.actor != turn.view.applicant:
        raise Refused(Refusal("not_yours", {"holders": [f"#{turn.view.applicant}"]}))
    if rule.before in turn.visits:
        raise Refused(Refusal("too_late", {"state": rule.before}))
    _refuse_stale(turn)


def withdraw(turn: Turn) -> None:
    weigh_withdraw(turn)
    commit_reason(turn, only_reason(turn.command.input, required=True))
    state = turn.standing_in
    target = fire(turn.process, state.name, WITHDRAW, turn.definition.withdraw.to if turn.definition.withdraw else "")
    step_out(turn, state, cause="withdrawn")
    for decision in turn.standing_decisions():
        turn.void(decision, "withdrawn")
    enter(turn, target, forward=False)


def weigh_take_back(turn: Turn) -> DecisionView:
    """The decision that may be taken back now. Raises Refused with the first reason against it."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    last = _last_decision(turn)
    if last is None or turn.command.actor not in {last.actor, last.recorded_by}:
        raise Refused(Refusal("not_yours", {"holders": [f"#{last.actor}"] if last else []}))
    if position_in(last.key) == "extension":
        raise Refused(Refusal("has_effects", {}))
    for refusal in _against_taking_back(turn, last):
        raise Refused(refusal)
    _refuse_stale(turn)
    return last


def take_back(turn: Turn) -> None:
    """Void the last decision and ask it again, as if it had not been given; what others answered stands."""
    last = weigh_take_back(turn)
    commit_reason(turn, only_reason(turn.command.input, required=turn.command.action == "take_back"))
    turn.void(last, "taken_back")
    turn.facts["taken_back"] = last.seq
    turn.unsays_since = last.at
    state = turn.definition.states[last.state]
    turn.keep = "all"
    if is_asked_key(last.key):
        _ask_again(turn, state, last)
        return
    if turn.visit == last.visit:
        _reopen_here(turn, state, last)
        return
    for task in turn.close_open_tasks("taken_back"):
        _tell_unless_undone(turn, task)
    for timer in [timer for timer in turn.timers.values() if timer.task is None and timer.visit == turn.visit]:
        turn.settle_timer(timer, "cancelled")
    edge = state.edge(last.outcome)
    if edge is not None and edge.back:
        _count_again(turn, last)
    start_visit(turn, state, counted=False)
    wait(turn, state)
    for branch in needed_branches(turn, state):
        continue_branch(turn, state, branch)


def _reopen_here(turn: Turn, state: State, last: DecisionView) -> None:
    slot = find_slot(turn.definition, state.name, last.key)
    if slot is None:
        raise BadDefinition(f"{state.name} has no {last.key}")
    close_in(turn, slot.branch, "taken_back")
    again = open_slot(turn, state, slot)
    put_behind(turn, last.task, again.seq)


def close_in(turn: Turn, branch: str, cause: str) -> None:
    """What followed in the branch; who was asked beside the slots is asked still."""
    for task in [task for task in turn.open_tasks() if task.branch == branch and task.asked is None]:
        for child in out_of(turn.tasks.values(), task.seq):
            drop(turn, child, cause, told=turn.command.action != "undo")
        turn.close_task(task, None, cause)
        _tell_unless_undone(turn, task)


def _ask_again(turn: Turn, state: State, last: DecisionView) -> None:
    """Somebody beside the slots takes his answer back: he is asked anew, out of the same task."""
    task = turn.tasks[last.task]
    assert task.asked is not None
    if task.position == "after":
        _count_objected(turn, task)
        close_in(turn, task.branch, "taken_back")
    parent = turn.tasks[task.asked.parent]
    rung, due_at = stop_clock(turn, parent) if task.asked.due_at is not None else (None, None)
    again = replace(task, asked=replace(task.asked, rung=rung, due_at=due_at))
    asked_again(turn, again, task.asked.parent, task.asked.position)


def _count_objected(turn: Turn, task: TaskView) -> None:
    """An answer that was void only because of the objection counts again."""
    for decision in list(turn.decisions.values()):
        if decision.task == task.parent and decision.void_reason == "objected":
            turn.add_decision(replace(decision, visit=turn.visit, status="carried", void_reason=None))
            turn.note("carried", decision=decision.seq, state=decision.state, key=decision.key)


def _count_again(turn: Turn, last: DecisionView) -> None:
    """A move back voids answers that nobody may be asked for again on the way on; taken back, it leaves none void.

    Answers older than the last visit of their state were void, or not needed, before.
    """
    latest = {(d.state, d.key): d for d in sorted(turn.decisions.values(), key=lambda d: d.seq)}
    ahead = turn.process.ahead[last.state] | {last.state}
    for decision in latest.values():
        was_void = decision.status == "void" and decision.void_reason in {"returned", "asked_again", "next_round"}
        if was_void and decision.binds and decision.state not in ahead and _is_of_last_visit(turn, decision, last):
            turn.add_decision(replace(decision, visit=turn.visit, status="carried", void_reason=None))
            turn.note("carried", decision=decision.seq, state=decision.state, key=decision.key)


def _is_of_last_visit(turn: Turn, decision: DecisionView, last: DecisionView) -> bool:
    visited = [visit for visit, state in enumerate(turn.path[: last.visit], start=1) if state == decision.state]
    return bool(visited) and decision.visit >= visited[-1]


def _answers_its_slot(turn: Turn, last: DecisionView) -> bool:
    """Reconfirming, and letting the case go on after too many rounds, answer no slot of the state it stands in."""
    if is_asked_key(last.key):
        return turn.visit == last.visit
    slot = find_slot(turn.definition, last.state, last.key)
    return slot is not None and turn.path[last.visit - 1] == last.state


def _tell_unless_undone(turn: Turn, task: TaskView) -> None:
    """Within the minute of an undo nobody has heard of the task yet."""
    if turn.command.action != "undo":
        tell_holders(turn, "no_longer_needed", task)


def _last_decision(turn: Turn) -> DecisionView | None:
    given = [d for d in turn.decisions.values() if d.status != "carried" and d.void_reason != REOPENED]
    last = max(given, key=lambda d: d.seq, default=None)
    return None if last is None or last.status == "void" else last


def _against_taking_back(turn: Turn, last: DecisionView) -> list[Refusal]:
    found = []
    following = [task for task in turn.open_tasks() if task.opened_at >= last.at]
    gone_on = turn.visit != last.visit and (not following or _is_named_otherwise(turn, last))
    if not _answers_its_slot(turn, last) or gone_on:
        found.append(Refusal("nothing_to_take_back", {}))
    taken_up = any(_is_taken_up(turn, task, last) for task in following)
    if taken_up or _was_asked_on(turn, last) or _is_decided_anew(turn, last):
        found.append(Refusal("already_taken_up", {}))
    began = any(child.visit == turn.visit for child in turn.children)
    if turn.visit != last.visit and (began or _had_effects(turn, last)):
        found.append(Refusal("has_effects", {}))
    if turn.command.action == "undo":
        if turn.now > last.at + UNDO_WITHIN:
            found.append(Refusal("too_late", {"seconds": 60}))
    elif (
        turn.definition.take_back is None
        or turn.now > due(turn.world.calendar, last.at, turn.definition.take_back.within).at
    ):
        found.append(
            Refusal("too_late", {"within": str(turn.definition.take_back and turn.definition.take_back.within)})
        )
    return found


def _is_named_otherwise(turn: Turn, last: DecisionView) -> bool:
    """Whether a move back may have made answers void whose slots have other names now, so that none would count."""
    edge = turn.definition.states[last.state].edge(last.outcome)
    if edge is None or not edge.back:
        return False
    void = (d for d in turn.decisions.values() if d.status == "void" and d.seq < last.seq and d.binds)
    lost = (d for d in void if d.void_reason not in OF_ANOTHER_VERSION)
    return any(find_slot(turn.definition, d.state, d.key) is None for d in lost)


def _had_effects(turn: Turn, last: DecisionView) -> bool:
    """Whether the state was left with effects that nothing unsays, or a letter was decided on; what was held is given
    free with the answer.

    Its last answer may have led out by the edge of the whole.
    """
    state = turn.definition.states[last.state]
    if state.subcase is not None:
        return True
    by = {last.outcome} if state.edge(last.outcome) is not None else {"complete", "approve"}
    by |= {state.closes.outcome or AGAINST} if state.closes is not None else set()
    unsaid = any(effect.outcome in by and effect.operation != HOLD for effect in state.effects)
    return unsaid or issues(turn.definition, state.name, by)


def _is_decided_anew(turn: Turn, last: DecisionView) -> bool:
    """Whether somebody opened a carried answer again behind the last one, and has not given the new one yet."""
    here = turn.tasks[last.task].branch if turn.visit == last.visit else None
    waiting = {task.key for task in turn.open_tasks() if here in {None, task.branch}}
    reopened = (d for d in turn.decisions.values() if d.void_reason == REOPENED and d.visit == turn.visit)
    return any(decision.key in waiting for decision in reopened)


def _was_asked_on(turn: Turn, last: DecisionView) -> bool:
    """Whether the asker of an answer beside the slots has asked further since."""
    task = turn.tasks.get(last.task)
    return task is not None and task.parent is not None and _asks_out_of(turn, task.parent, last)


def _asks_out_of(turn: Turn, parent: int, last: DecisionView) -> bool:
    children = [task for task in turn.tasks.values() if task.parent == parent]
    return any(task.opened_at >= last.at and task.seq > last.task for task in children)


def _is_taken_up(turn: Turn, task: TaskView, last: DecisionView) -> bool:
    """Claimed by an act of somebody, not given back at once to whoever knew the case; or handed on, held, put off,
    taken to paper, or others were asked out of it."""
    to_paper = task.course.paper is not None and task.visit != last.visit
    if to_paper or task.course.taken_up or _asks_out_of(turn, task.seq, last):
        return True
    slot = turn.slot_of(task)
    return task.claimed_by is not None and (slot is None or task.claimed_by != familiar(turn, slot.actor))


def _refuse_stale(turn: Turn) -> None:
    if turn.command.saw is not None and turn.command.saw != saw_of(turn, turn.command.action, None):
        raise Stale(Refusal("stale", {"version": turn.view.version}))
