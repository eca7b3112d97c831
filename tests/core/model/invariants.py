"""What holds after every command, whatever was done: pure functions that name what is broken, for any test to use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from workflow.core.binding import commitment, scope_hash
from workflow.core.case import CaseView, DecisionView
from workflow.core.chain import genesis_hash, verify_chain
from workflow.core.definition import Branch, Definition, Slot, State
from workflow.core.graph import all_moves, dominators, graph_of
from workflow.core.ladders import CASE_DUE, UNTIL
from workflow.core.playing import Play
from workflow.core.scopes import bound_value

Rule = Callable[[Play], Iterator[str]]


def broken(play: Play) -> list[str]:
    """Everything that is wrong with the case; empty when all is well."""
    return [f"{rule.__name__}: {found}" for rule in RULES for found in rule(play)]


def nothing_is_stranded(play: Play) -> Iterator[str]:
    """I-01 and I-02: an open case waits for somebody or for a moment, a closed one for nothing."""
    view = play.view
    waits = any(task.open for task in view.tasks) or any(timer.rule != CASE_DUE for timer in view.timers)
    if view.closed_at is None and not waits:
        yield f"open in {view.state} without a task or a timer"
    if view.closed_at is not None and (any(task.open for task in view.tasks) or view.timers):
        yield "closed with tasks or timers"
    if (view.closed_at is None) != (view.outcome is None):
        yield f"closed at {view.closed_at} by {view.outcome}"


def every_version_is_a_step(play: Play) -> Iterator[str]:
    """I-03, and each step begins where the one before it ended."""
    numbers = [step.facts["seq"] for step in play.steps]
    if numbers != list(range(1, play.view.version + 1)):
        yield f"entries {numbers}, version {play.view.version}"
    for earlier, later in zip(play.steps, play.steps[1:], strict=False):
        if later.before is not earlier.after:
            yield f"step {later.facts['seq']} does not begin where the one before ended"


def every_closed_task_was_closed_once(play: Play) -> Iterator[str]:
    """I-04: one cause, and named as closed in exactly one entry."""
    tasks = play.tasks or {}
    if sorted(tasks) != list(range(1, play.view.tasks_opened + 1)):
        yield f"tasks {sorted(tasks)}, opened {play.view.tasks_opened}"
    named = Counter(seq for step in play.steps for seq in _closed_in(step.facts))
    for seq, task in tasks.items():
        if named[seq] != (not task.open) or task.open != (task.cause is None):
            yield f"task {seq} open={task.open} cause={task.cause}, named {named[seq]} times"
        if task.open and task.visit != play.view.visit:
            yield f"task {seq} of visit {task.visit} is open in visit {play.view.visit}"


def open_tasks_follow_from_the_history_alone(play: Play) -> Iterator[str]:
    """D1: whatever went back or was taken back, what is open is what entries opened and none closed."""
    said: set[int] = set()
    for step in play.steps:
        opened = step.facts["opened"]
        assert isinstance(opened, list)
        said = (said | {row[0] for row in opened}) - set(_closed_in(step.facts))
    kept = {task.seq for task in play.view.tasks if task.open}
    if said != kept:
        yield f"the history leaves {sorted(said)} open, the case {sorted(kept)}"


def nobody_waits_for_what_is_closed(play: Play) -> Iterator[str]:
    """What was asked stays in the visit in which it was asked, and its clock stands only while it is waited for."""
    tasks = {task.seq: task for task in play.view.tasks}
    for task in play.view.tasks:
        if not task.open or task.asked is None:
            continue
        parent = tasks.get(task.asked.parent)
        if parent is None or parent.visit != task.visit:
            yield f"task {task.seq} was asked out of {task.asked.parent}, which is gone"
        elif parent.open == (task.position == "after") and task.position not in {"beside", "unit"}:
            yield f"task {task.seq} ({task.position}) beside an {'open' if parent.open else 'answered'} parent"
        elif task.asked.due_at is not None and (parent.due_at is not None or _is_armed(play, parent.seq)):
            yield f"the clock of task {parent.seq} runs while it waits"


def _is_armed(play: Play, task: int) -> bool:
    return any(timer.task == task for timer in play.view.timers)


def _closed_in(facts: object) -> Iterator[int]:
    """What an entry names as closed; the form that begins a case is opened and answered in one entry."""
    assert isinstance(facts, dict)
    yield from (seq for seq, _cause, _outcome in facts["closed"])
    if facts["seq"] == 1:
        yield facts["task"]


def a_slot_has_one_answer(play: Play) -> Iterator[str]:
    """At most one decision counts for a slot; decisions are numbered without gaps."""
    view = play.view
    counting = Counter((d.state, d.key) for d in view.decisions if d.status != "void" and d.key != "unblock")
    yield from (f"{slot} has {count} answers" for slot, count in counting.items() if count > 1)
    if sorted(d.seq for d in view.decisions) != list(range(1, view.decisions_made + 1)):
        yield "decisions have gaps"
    yield from (
        f"decision {d.seq} is void without reason" for d in view.decisions if d.status == "void" and not d.void_reason
    )


def timers_belong_to_something(play: Play) -> Iterator[str]:
    """I-14: one armed timer for a task, and only for what is open."""
    view = play.view
    still_open = {task.seq for task in view.tasks if task.open}
    owned = Counter(timer.task or timer.rule for timer in view.timers)
    yield from (f"{owner} has {count} timers" for owner, count in owned.items() if count > 1)
    for timer in view.timers:
        if timer.task is not None and timer.task not in still_open:
            yield f"timer {timer.rule} of task {timer.task}, which is closed"
        if timer.task is None and timer.rule not in {UNTIL, CASE_DUE}:
            yield f"timer {timer.rule} belongs to nothing"
        if timer.rule == UNTIL and timer.visit != view.visit:
            yield f"a wait of visit {timer.visit} in visit {view.visit}"


def nobody_approves_his_own(play: Play) -> Iterator[str]:
    """I-08, D3: neither himself nor for another, nor another for him."""
    applicant, states = play.view.applicant, play.process.definition.states
    for decision in play.view.decisions:
        if decision.state not in states:  # it has another name now, and counts under that one or not at all
            continue
        approving = states[decision.state].type in {"approve", "parallel"}
        approving = approving and not decision.key.startswith("+info")
        if approving and applicant in {decision.actor, decision.on_behalf_of}:
            yield f"decision {decision.seq} in {decision.state}"


def an_approval_stands_for_what_it_approved(play: Play) -> Iterator[str]:
    """Ruling 1: at an approved end no counting decision is stale, and each state that decided is still decided."""
    view, definition = play.view, play.process.definition
    if view.outcome != "approved":
        return
    counting = [d for d in view.decisions if d.status != "void"]
    yield from (f"decision {d.seq} of {d.state} is stale" for d in counting if is_stale(definition, view, d))
    for name in _unavoidable(definition, view.state):
        state = definition.states[name]
        if state.when is not None or state.closes is not None:  # it may end before all have decided
            continue
        decided = {d.key for d in view.decisions if d.state == name and d.binds}
        if state.votes:
            stands = _is_carried(state, counting, view.visits[name].voters)
        else:
            stands = state.type not in {"approve", "parallel"} or _is_decided(state, counting)
        if decided and not stands:
            yield f"{name} was decided and is not any more"


def is_stale(definition: Definition, view: CaseView, decision: DecisionView) -> bool:
    commitments = {
        name: commitment(bytes.fromhex(view.salts[name]), bound_value(definition, view.data, view.documents, name))
        for name in decision.binds
    }
    return bool(decision.binds) and decision.scope != scope_hash(commitments)


def the_chain_holds(play: Play) -> Iterator[str]:
    """I-20."""
    genesis = genesis_hash(str(play.view.id), str(play.steps[0].facts["definition"]))
    prev, entries = genesis, []
    for step in play.steps:
        entries.append((step.after.version, prev, step.entry, step.entry_hash))
        prev = step.entry_hash
    yield from (f"{problem.code} at {problem.seq}" for problem in verify_chain(entries, genesis, play.view.head))


def _unavoidable(definition: Definition, end: str) -> frozenset[str]:
    """The states that every way to the end passes: of those in an arm, later data may say that they were not needed."""
    moves = [move for move in all_moves(definition) if not move.back]
    return dominators(graph_of(moves, definition.states), definition.start)[end]


def _is_decided(state: State, counting: list[DecisionView]) -> bool:
    answered = {d.key for d in counting if d.state == state.name and d.scope}
    # whether a branch with a condition was needed is for the data of that time to say
    asked = [branch for branch in state.branches if branch.when is None]
    complete = sum(_keys(branch) <= answered for branch in asked)
    return complete == len(asked) if state.join.rule == "all" else complete >= 1


def _is_carried(state: State, counting: list[DecisionView], voters: tuple[str, ...]) -> bool:
    """Enough of those who had a vote approved, and half of them are not enough."""
    answered = {d.key for d in counting if d.state == state.name and d.scope} & set(voters)
    share = 100 * len(answered) / len(voters)
    if state.join.rule == "count":
        return len(answered) >= min(state.join.count, len(voters))
    return share >= state.join.count and not share == state.join.count == 50  # per cent


def _keys(branch: Branch) -> set[str]:
    slots: tuple[Slot, ...] = branch.slots
    return {slot.key for slot in slots}


RULES: tuple[Rule, ...] = (
    nothing_is_stranded,
    every_version_is_a_step,
    every_closed_task_was_closed_once,
    open_tasks_follow_from_the_history_alone,
    nobody_waits_for_what_is_closed,
    a_slot_has_one_answer,
    timers_belong_to_something,
    nobody_approves_his_own,
    an_approval_stands_for_what_it_approved,
    the_chain_holds,
)
