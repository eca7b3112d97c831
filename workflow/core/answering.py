"""A holder answers a task: whether he may, what he gives, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workflow.core.authority import Standing
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, RECORD, SIGNED, Capacity, DecisionView, TaskView
from workflow.core.deadlines import is_overdue, working_days_between
from workflow.core.definition import Outcome, Slot, State
from workflow.core.errors import BadDefinition, FieldProblem, Invalid, Refusal, Refused, Stale
from workflow.core.extending import after_extension
from workflow.core.guest_rights import as_guest_answers, noted_with_answer
from workflow.core.inputs import Given, goes_on, only_reason, read_asked, read_input, record_changes
from workflow.core.ladders import anchors, closes_at
from workflow.core.leaving import leads_well, leave
from workflow.core.papering import ON_PAPER, is_on_paper, read_recording, weigh_recording
from workflow.core.rendering import refuse_not_drawn
from workflow.core.resuming import after_reconfirm, after_unblock
from workflow.core.routing import authority_row
from workflow.core.scopes import commit_changes, commit_reason, saw_of, scope_of
from workflow.core.signing import after_asked, after_parent, cut_off, go_on, is_held
from workflow.core.standard import RECONFIRM_OUTCOMES, UNBLOCK_OUTCOMES
from workflow.core.standing import refuse_waiting, standing_before, the_task
from workflow.core.stepping_up import signed_by
from workflow.core.timerules import UnsetAnchor, evaluate
from workflow.core.together import TOGETHER, approval_of
from workflow.core.turn import Turn
from workflow.core.voting import ABSTAIN, AGAINST


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
    task = the_task(turn, lambda asking: turn.command.action in {o.code for o in offered_outcomes(turn, asking)})
    slot, outcome = _slot_and_outcome(turn, task)
    standing = weigh_recording(turn, task) if is_on_paper(task) else standing_before(turn, task)
    refuse_waiting(turn, task)
    _refuse_when_too_early(turn, task)
    _refuse_when_too_late(turn, task, slot)
    _refuse_unread(turn, task, outcome)
    _refuse_undrawn(turn, task, outcome)
    if turn.command.saw is not None and turn.command.saw != saw_of(turn, turn.command.action, task):
        raise Stale(Refusal("stale", {"version": turn.view.version}))
    return Weighed(task, slot, outcome, standing)


def answer(turn: Turn) -> None:
    """Give the answer. Raises Refused, Stale, Invalid."""
    weighed = weigh(turn)
    signed = signed_by(turn, weighed.task)
    state = turn.definition.states[weighed.task.state]
    if is_on_paper(weighed.task):
        weighed, given = _given_on_paper(turn, state, weighed)
    else:
        given = _given(turn, state, weighed)
    if signed:
        given = replace(given, own={**given.own, SIGNED: signed})
    if turn.command.guest is not None:
        given = replace(given, own={**given.own, **noted_with_answer(turn.command.guest)})
    changed = record_changes(turn, given)
    commit_changes(turn, changed)
    commit_reason(turn, given.reason)
    if turn.command.batch is not None:
        turn.facts["batch"] = {"key": turn.command.batch.key, "size": turn.command.batch.size}
    _decide(turn, weighed, given)
    _follow(turn, state, weighed, given)


def _given_on_paper(turn: Turn, state: State, weighed: Weighed) -> tuple[Weighed, Given]:
    """The answer as whoever signed it would have given it, with who recorded it and the scan."""
    recorder, paper = turn.command.actor, read_recording(turn, weighed.task)
    given = _given(turn, state, weighed)
    turn.command = replace(turn.command, files={**turn.command.files, paper.scan.name: paper.scan})
    kept = {"by": recorder, "on": paper.on.isoformat(), "scan": paper.scan.sha256}
    turn.facts |= {"signer": paper.signer.actor, "recorded": {"on": paper.on.isoformat(), "scan": paper.scan.sha256}}
    own = {**given.own, SIGNED: ON_PAPER, RECORD: kept}
    return replace(weighed, standing=paper.signer), replace(given, own=own)


def _given(turn: Turn, state: State, weighed: Weighed) -> Given:
    if weighed.task.asked is not None:
        return read_asked(turn, weighed.slot, weighed.outcome)
    if weighed.task.kind not in {"reconfirm", "unblock"}:
        return read_input(turn, state, as_guest_answers(turn, weighed.slot), weighed.outcome)
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


def _refuse_when_too_early(turn: Turn, task: TaskView) -> None:
    rule = turn.definition.states[task.state].not_before
    if rule is None or task.asked is not None or task.kind in {"reconfirm", "unblock"}:
        return
    try:
        opens = evaluate(rule, anchors(turn), turn.world.calendar, as_moment="start")
    except UnsetAnchor:
        return
    if turn.now < opens:
        raise Refused(Refusal("too_early", {"not_before": opens}))


def _refuse_when_too_late(turn: Turn, task: TaskView, slot: Slot) -> None:
    """What is handed in has to be there in time: a clock that comes later does not lengthen the deadline."""
    closes = closes_at(turn, slot, task) if task.kind == "edit" else None
    if closes is not None and is_overdue(closes, turn.now):
        raise Refused(Refusal("deadline_passed", {"due": closes}))


def _refuse_unread(turn: Turn, task: TaskView, outcome: Outcome) -> None:
    """What is decided together with other cases is what the process allows for it, and nothing else."""
    if turn.command.door != TOGETHER:
        return
    if outcome != approval_of(turn.definition, task.state, task.key, task.kind, task.asked):
        raise Refused(Refusal("not_together", {}))


def _refuse_undrawn(turn: Turn, task: TaskView, outcome: Outcome) -> None:
    state = turn.definition.states[task.state]
    asked = state.requires.documents and task.asked is None and task.kind not in {"reconfirm", "unblock"}
    if asked and goes_on(turn.definition, state.edge(outcome.code)):
        refuse_not_drawn(turn, state)


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
        late=_late(turn, weighed),
    )


def _late(turn: Turn, weighed: Weighed) -> int | None:
    """By how many working days an answer came in the time of grace; None for all others."""
    due_at, deadline = weighed.task.due_at, weighed.slot.deadline
    if due_at is None or deadline is None or deadline.grace is None or weighed.standing.actor == CLOCK:
        return None
    if not is_overdue(due_at, turn.now):
        return None
    return int(working_days_between(turn.world.calendar, due_at.astimezone(TAIPEI).date(), turn.today))


def _confirmed(turn: Turn, about: DecisionView) -> str:
    """The answer that is confirmed: the last one to the slot, whatever it was called then, that stood for something."""
    known = turn.decisions.values()
    tasks = {d.task for d in known if (d.state, d.key) == (about.state, about.key)}
    # moved to another version, an answer is kept once more under its new name, with the task that it was given to
    places = {(d.state, d.key) for d in known if d.task in tasks}
    given = [d for d in known if (d.state, d.key) in places and d.scope]
    return max(given, key=lambda d: d.seq).outcome


def _is_positive(turn: Turn, task: TaskView, outcome: Outcome) -> bool:
    """Whether the answer vouches for what it binds: it goes on, neither back nor to an unsuccessful end."""
    state = turn.definition.states[task.state]
    if state.votes and outcome.code in {AGAINST, ABSTAIN}:
        return False
    edge = state.edge(outcome.code)
    return outcome.completes if edge is None else leads_well(turn.definition, edge)


def _decision_facts(decision: DecisionView) -> dict[str, object]:
    late = {} if decision.late is None else {"late": decision.late}
    signed = {"signed": decision.signed} if decision.signed else {}
    if decision.retroactive is not None:
        signed["retroactive"] = decision.retroactive.isoformat()
    return (
        late
        | signed
        | {
            "task": decision.task,
            "outcome": decision.outcome,
            "capacity": decision.capacity,
            "behalf": decision.on_behalf_of,
            "post": decision.post,
            "unit": decision.unit,
            "scope": decision.scope,
        }
    )


def _capacity(turn: Turn, slot: Slot, standing: Standing) -> Capacity:
    """代為決行: the authority table lets a lower level decide in the head's name."""
    rule = turn.definition.actors.get(slot.actor)
    if standing.capacity == "own" and rule is not None and rule.kind == "authority":
        row = authority_row(turn)
        if row is not None and row.in_name_of is not None:
            return "delegated"
    return standing.capacity


def _follow(turn: Turn, state: State, weighed: Weighed, given: Given) -> None:
    task, outcome = weighed.task, weighed.outcome
    if task.kind == "reconfirm":
        after_reconfirm(turn, state, outcome)
    elif task.kind == "unblock":
        after_unblock(turn, state, outcome)
    elif task.position == "extension":
        after_extension(turn, task, outcome)
    elif task.asked is not None:
        after_asked(turn, state, task, outcome)
    else:
        at_once = outcome.code in state.leave_on
        after_parent(turn, task, vouches=not at_once and _is_positive(turn, task, outcome))
        leaves = at_once or not outcome.completes
        if leaves and not is_held(turn, state, outcome.code):
            leave(turn, outcome.code, to=given.to, resume=given.resume)
        elif not cut_off(turn, state, outcome.code):
            go_on(turn, state, to=given.to, resume=given.resume)
