"""The path of a case: who signed, who has it, who will be asked; and the table of those who are asked side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from workflow.core.asked import is_asked_key, position_in
from workflow.core.case import DecisionView, TaskView
from workflow.core.deadlines import is_overdue, used_days
from workflow.core.definition import Branch, Slot, State
from workflow.core.electorate import voters_of
from workflow.core.extending import extension_of
from workflow.core.foresight import AUTOMATIC, Ahead
from workflow.core.joins import count_votes, was_asked
from workflow.core.scopes import stale_decisions
from workflow.core.text import Text
from workflow.core.turn import Turn, find_slot
from workflow.core.voting import ABSTAIN, AGAINST, Tally
from workflow.services.case_asking import Request, request_of
from workflow.services.case_content import Line, lines_of
from workflow.services.naming import Names
from workflow.services.reasons import Told
from workflow.services.showing import Seen


@dataclass(frozen=True, slots=True)
class Signature:
    """One answer. `given` is what the answer itself asked for; `used` in working days; `status` is live, stale, void or
    carried; `tone` is ok, ret, no or gone.

    `late`: it was taken so many working days after the deadline, in the time of grace.

    `retroactive`: it was recorded after the fact (補簽); on that day `consented` had agreed by word of mouth.

    `repeated`: it counted again in a later round, because nothing that it was given for had changed.
    """

    task: int
    state: Text
    part: Text | None
    place: Text | None
    person: Text | None
    behalf: Text | None
    capacity: str
    outcome: str
    label: Text | None
    tone: str
    at: datetime
    used: Decimal | None
    opinion: str | None
    given: tuple[Line, ...]
    status: str
    repeated: bool
    late: int | None = None
    signed: str = ""
    retroactive: date | None = None
    consented: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open task. `days` are those of an extension that it asks for."""

    seq: int
    state: Text
    part: Text | None
    kind: str
    holder: Text
    claimed: Text | None
    opened_at: datetime
    due_at: datetime | None
    overdue: bool
    request: Request | None = None
    later: bool = False
    held_until: datetime | None = None
    handed_by: Text | None = None
    extended: bool = False
    days: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A step ahead. `who` are posts, or roles where no post can be told yet; `end` names how the case ends there;
    `asks`: somebody is asked in it, so that it counts as a step."""

    state: Text
    who: tuple[Text, ...]
    met: bool | None
    told: bool
    end: str | None
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Seat:
    """A row of the table of opinions. `last`: the answer that counts, `replied` what was answered to it; `waiting`: the
    open task."""

    branch: Text
    last: Signature | None
    waiting: Waiting | None
    replied: str | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """`vote` is how a vote stands; None where no votes are counted."""

    state: Text
    rule: str
    seats: tuple[Seat, ...]
    vote: Tally | None = None

    @property
    def answered(self) -> int:
        return sum(seat.last is not None and seat.waiting is None for seat in self.seats)


def signatures(turn: Turn, seen: Seen, told: tuple[Told, ...], names: Names) -> tuple[Signature, ...]:
    """Every answer in the order in which they were given; one that counts again is not repeated."""
    opened = {row[0]: entry.entry.at for entry in told for row in entry.facts["opened"]}
    stale = stale_decisions(turn.definition, turn.view)
    opinions = seen.visible is None or seen.visible.opinions
    by_task: dict[int, list[DecisionView]] = {}
    for decision in turn.view.decisions:
        by_task.setdefault(decision.task, []).append(decision)
    return tuple(
        _signature(turn, rows, names, begun=opened.get(task), stale=stale, opinions=opinions)
        for task, rows in by_task.items()
    )


def waiting_now(turn: Turn, names: Names) -> tuple[Waiting, ...]:
    return tuple(_waiting(turn, task, names) for task in turn.open_tasks())


def coming(turn: Turn, ahead: tuple[Ahead, ...], names: Names) -> tuple[Coming, ...]:
    return tuple(_coming(turn, step, names) for step in ahead)


def matrix_of(turn: Turn, given: tuple[Signature, ...], names: Names) -> Matrix | None:
    """The last visited state in which several are asked side by side; None while there was none."""
    states = turn.definition.states
    visited = [name for name in turn.path if states[name].type == "parallel" or states[name].votes]
    if not visited:
        return None
    state = states[visited[-1]]
    by_task = {signature.task: signature for signature in given}
    branches = voters_of(turn, state) if state.votes else state.branches
    seats = (
        *(seat for branch in branches if (seat := _seat(turn, state, branch, by_task, names))),
        *_added(turn, state, by_task, names),
    )
    vote = count_votes(turn, state, [*branches], was_asked) if state.votes else None
    return Matrix(state.label, state.join.rule, seats, vote) if len(seats) > 1 else None


def _seat(turn: Turn, state: State, branch: Branch, given: Mapping[int, Signature], names: Names) -> Seat | None:
    keys = {slot.key for slot in branch.slots}
    answers = [d for d in turn.view.decisions if d.state == state.name and d.key in keys and d.status != "void"]
    tasks = [
        task
        for task in turn.open_tasks()
        if task.state == state.name and task.branch == branch.key and task.asked is None
    ]
    if not answers and not tasks:
        return None
    last = max(answers, key=lambda d: d.seq) if answers else None
    shown = given.get(last.task) if last else None
    replied = _replied(turn, branch, last) if shown is not None and shown.opinion else None
    return Seat(branch.label, shown, _waiting(turn, tasks[0], names) if tasks else None, replied)


def _replied(turn: Turn, branch: Branch, last: DecisionView | None) -> str | None:
    """What whoever had to answer the remarks said to this one, after it was made."""
    later = (d for d in reversed(turn.view.decisions) if last is not None and d.seq > last.seq and d.status != "void")
    replies = (answers[branch.key] for d in later if branch.key in (answers := _answers(d)))
    return next(replies, None)


def _answers(decision: DecisionView) -> Mapping[str, str]:
    answers = decision.input.get("answers")
    return answers if isinstance(answers, Mapping) else {}


def _added(turn: Turn, state: State, given: Mapping[int, Signature], names: Names) -> Iterator[Seat]:
    """Units that were added to the block for this round."""
    for task in turn.open_tasks():
        if task.state == state.name and task.position == "unit":
            yield Seat(names.unit(task.holders[0].unit), None, _waiting(turn, task, names))
    for decision in turn.view.decisions:
        if decision.state == state.name and position_in(decision.key) == "unit" and decision.status != "void":
            yield Seat(names.unit(decision.unit), given.get(decision.task), None)


def _signature(
    turn: Turn,
    rows: Sequence[DecisionView],
    names: Names,
    *,
    begun: datetime | None,
    stale: frozenset[int],
    opinions: bool,
) -> Signature:
    """`rows` are the answer and, where it counted again, its repetitions."""
    decision, last = rows[0], rows[-1]
    slot = (
        find_slot(turn.definition, decision.state, decision.key) if decision.state in turn.definition.states else None
    )
    outcome = next((o for o in slot.outcomes if o.code == decision.outcome), None) if slot else None
    own = lines_of(outcome.input, decision.input, names) if outcome is not None and opinions else ()
    return Signature(
        task=decision.task,
        state=names.state(decision.state),
        part=_part(turn, decision.state, slot),
        place=names.principal(f"{decision.post}@{decision.unit}") if decision.post and decision.unit else None,
        person=names.signer(decision),
        behalf=names.person(decision.on_behalf_of) if decision.on_behalf_of else None,
        capacity=decision.capacity,
        outcome=decision.outcome,
        label=outcome.label if outcome else None,
        tone=tone_of(turn, decision.state, decision.outcome),
        at=decision.at,
        used=used_days(turn.world.calendar, begun, decision.at) if begun is not None and begun <= decision.at else None,
        opinion=decision.opinion if opinions else None,
        given=tuple(line for line in own if not line.empty),
        status="stale" if last.seq in stale else last.status,
        repeated=len(rows) > 1 and last.status == "carried",
        late=decision.late,
        signed=decision.signed,
        retroactive=decision.retroactive,
        consented=decision.consented if opinions else None,
    )


def tone_of(turn: Turn, state: str, outcome: str) -> str:
    """How an answer looks: it goes on (ok), goes back (ret), ends the case without success (no), objects (ret), or says
    neither (gone)."""
    known = turn.definition.states.get(state)
    edge = known.edge(outcome) if known is not None else None
    if known is not None and known.votes and outcome == AGAINST:
        return "no"
    if edge is None and outcome == ABSTAIN:
        return "gone"
    if edge is None:
        return "ret" if outcome in {"disagree", "agree_with_changes", "return"} else "ok"
    ends = [turn.definition.states[name] for name in edge.to]
    if edge.back or outcome == "return":
        return "ret"
    return "no" if all(end.type == "end" and end.outcome != "approved" for end in ends) else "ok"


def _part(turn: Turn, state: str, slot: Slot | None) -> Text | None:
    """The branch, where a state has several."""
    known = turn.definition.states.get(state)
    if slot is not None and is_asked_key(slot.key):
        return slot.label
    if slot is None or known is None or len(known.branches) < 2:
        return None
    return next((branch.label for branch in known.branches if branch.key == slot.branch), None)


def _waiting(turn: Turn, task: TaskView, names: Names) -> Waiting:
    return Waiting(
        task.seq,
        names.state(task.state),
        _part(turn, task.state, turn.slot_of(task)),
        task.kind,
        names.principal(task.holders[0].principal()),
        names.person(task.claimed_by) if task.claimed_by is not None else None,
        task.opened_at,
        task.due_at,
        task.due_at is not None and is_overdue(task.due_at, turn.now),
        request_of(task.asked, names, opinions=False),
        task.position == "later",
        held_until=task.course.held_until,
        handed_by=names.person(task.course.handed_by) if task.course.handed_by is not None else None,
        extended=task.course.extensions > 0,
        days=_days(turn, task),
        paper=task.course.paper,
    )


def _days(turn: Turn, task: TaskView) -> str | None:
    """How many days are asked for, where it is an extension."""
    parent = turn.tasks.get(task.parent or 0) if task.position == "extension" else None
    rule = extension_of(turn, parent) if parent is not None else None
    return f"{parent.course.asked}{rule.unit}" if parent is not None and rule is not None else None


def _coming(turn: Turn, step: Ahead, names: Names) -> Coming:
    state = turn.definition.states[step.state]
    who = (names.principal(one.principal) if one.principal else names.actor(one.actor) for one in step.asked)
    asks = state.type not in AUTOMATIC
    return Coming(state.label, tuple(dict.fromkeys(who)), step.met, step.told, state.outcome, asks)
