"""What one person may do with a case now: each task of theirs with its answers, and what belongs to the case itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workflow.core.afterwards import AFTERWARDS
from workflow.core.aside_inputs import FIELDS
from workflow.core.asides import ASIDES
from workflow.core.asked import LABELS
from workflow.core.asking import fields_of_asking
from workflow.core.case import TaskView
from workflow.core.decision import Offer
from workflow.core.definition import ActorRule, Outcome, Slot, State
from workflow.core.foresight import Ahead
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.further import ASKING
from workflow.core.papering import is_on_paper, recording_fields
from workflow.core.presenting import Checklist
from workflow.core.routing import asked_state, authority_row, is_pool
from workflow.core.standard import RECONFIRM_OUTCOMES, UNBLOCK_OUTCOMES
from workflow.core.standing import rights_before
from workflow.core.stepping_up import is_signed
from workflow.core.text import Text
from workflow.core.turn import Turn
from workflow.services.case_asking import Outstanding, Request, outstanding_of, request_of
from workflow.services.case_carried import Carried, carried_of
from workflow.services.case_objections import Objection, objections_of
from workflow.services.case_path import tone_of
from workflow.services.naming import Names

FOREIGN = "not_yours"
BESIDE = frozenset({*ASKING, *FIELDS})
"""What is done with a task beside answering it."""
RECALLS = frozenset({"remove_signer", "take_back", "undo"})
"""Of a task that was asked for: they are for whoever asked."""
Why = tuple[tuple[str, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One button. `why` says why it cannot be pressed. `targets` are states to choose from, `leads_to` the names of
    where it leads; `edits` and `files` are of the case, `own` of the answer alone, `later` where a
    consent is recorded after the fact."""

    action: str
    saw: str
    why: Why
    label: Text | None = None
    tone: str = "ok"
    reason: bool = False
    own: tuple[FieldSpec, ...] = ()
    edits: tuple[FieldSpec, ...] = ()
    files: tuple[DocumentSpec, ...] = ()
    needed_files: tuple[str, ...] = ()
    checklist: Checklist | None = None
    objections: tuple[Objection, ...] = ()
    targets: tuple[tuple[str, Text], ...] = ()
    resumes: bool = False
    leads_to: tuple[Text, ...] = ()
    ends: bool = False
    signs: bool = False
    later: tuple[FieldSpec, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.why

    @property
    def asks_more(self) -> bool:
        """Whether it wants something that the other answers of the task do not."""
        return bool(self.own or self.targets or self.resumes)


@dataclass(frozen=True, slots=True)
class Turnover:
    """A task of the reader. `capacity` is own, deputy, acting_for, acting or delegated; `behalf` whom they act for.

    `at` is `STATE/KEY` of the slot that is asked; empty where the engine itself asks. `binds` are the fields and files
    that an approval vouches for. `managed`: somebody else has it; the reader deals it out or answers for the process.
    """

    seq: int
    at: str
    state: Text
    part: Text | None
    kind: str
    help: Text | None
    holder: Text
    capacity: str
    behalf: Text | None
    binds: tuple[Text, ...]
    answers: tuple[Answer, ...]
    claim: Answer | None
    release: Answer | None
    further: tuple[Answer, ...] = ()
    request: Request | None = None
    managed: bool = False
    paper: bool = False

    @property
    def open(self) -> bool:
        return any(answer.allowed for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Panel:
    """`others` are the actions of the case: withdraw, take_back, undo, comment."""

    tasks: tuple[Turnover, ...]
    others: Mapping[str, Answer]
    outstanding: tuple[Outstanding, ...] = ()
    carried: tuple[Carried, ...] = ()

    @property
    def mine(self) -> bool:
        return any(task.open for task in self.tasks)

    def answer(self, action: str, task: int | None) -> Answer | None:
        found = [each for it in self.tasks if task in {None, it.seq} for each in _all(it) if each.action == action]
        return found[0] if found else self.others.get(action)


def panel_of(turn: Turn, offers: tuple[Offer, ...], ahead: tuple[Ahead, ...], names: Names) -> Panel:
    """`offers` are those of the turn's actor, who sees nothing of tasks that are others'."""
    by_task: dict[int | None, list[Offer]] = {}
    for offer in (offer for offer in offers if offer.action != "reopen"):
        by_task.setdefault(offer.task, []).append(offer)
    recalled = {seq: [o for o in given if o.action in RECALLS] for seq, given in by_task.items() if seq is not None}
    own = {seq: [o for o in by_task[seq] if o.action not in RECALLS] for seq in recalled}
    tasks = tuple(
        _turnover(turn, turn.tasks[seq], given, ahead, names)
        for seq, given in own.items()
        if any(_is_mine(offer) for offer in given)
    )
    waited = (outstanding_of(turn, turn.tasks[seq], given, names) for seq, given in recalled.items())
    others = {offer.action: _of_case(offer) for offer in by_task.get(None, ()) if _is_mine(offer)}
    carried = carried_of(turn, offers, names)
    return Panel(tasks, others, tuple(it for it in waited if it is not None), carried)


def _all(task: Turnover) -> Iterator[Answer]:
    yield from task.answers
    yield from task.further
    yield from (answer for answer in (task.claim, task.release) if answer is not None)


def _is_mine(offer: Offer) -> bool:
    return all(code != FOREIGN for code, _ in offer.refusals)


def _of_case(offer: Offer) -> Answer:
    reason = any(field.field == "reason" and field.required for field in offer.input)
    return Answer(offer.action, offer.saw, offer.refusals, reason=reason)


def _beside(turn: Turn, task: TaskView, offer: Offer) -> Answer:
    if offer.action in ASKING:
        return replace(_of_case(offer), own=fields_of_asking(offer.action))
    return replace(_of_case(offer), own=ASIDES[offer.action].fields(turn, task) if offer.allowed else ())


def _turnover(turn: Turn, task: TaskView, offers: list[Offer], ahead: tuple[Ahead, ...], names: Names) -> Turnover:
    state, slot = turn.definition.states[task.state], turn.slot_of(task)
    capacity, behalf = _capacity(turn, task)
    special = {offer.action: _of_case(offer) for offer in offers if offer.action in {"claim", "release"}}
    answered = [offer for offer in offers if offer.action not in BESIDE]
    managed = not any(_is_mine(offer) for offer in answered)
    return Turnover(
        seq=task.seq,
        at=f"{task.state}/{task.key}" if slot is not None else "",
        state=names.state(asked_state(turn, task).name),
        part=_part(state, task),
        kind=task.kind,
        help=state.help,
        holder=names.principal(task.holders[0].principal()),
        capacity=capacity,
        behalf=names.person(behalf) if behalf is not None else None,
        binds=tuple(names.field(name) for name in slot.binds) if slot is not None else (),
        answers=tuple(
            _answer(turn, task, offer, ahead, names)
            for offer in (() if managed else answered)
            if offer.action not in {"claim", "release"}
        ),
        further=tuple(_beside(turn, task, offer) for offer in offers if offer.action in BESIDE),
        managed=managed,
        paper=is_on_paper(task),
        request=request_of(task.asked, names),
        claim=special.get("claim") if is_pool(turn, task) else None,
        release=special.get("release"),
    )


def _answer(turn: Turn, task: TaskView, offer: Offer, ahead: tuple[Ahead, ...], names: Names) -> Answer:
    slot, state = turn.slot_of(task), turn.definition.states[task.state]
    # an answer beside the slots leads nowhere, though an edge may have its name
    by_slot = slot if task.asked is None else None
    outcome = _outcome(slot, task, offer.action)
    asked = {field.field for field in offer.input}
    edge = state.edge(offer.action) if by_slot is not None else None
    ends = edge is not None and all(turn.definition.states[name].type == "end" for name in edge.to)
    return Answer(
        action=offer.action,
        saw=offer.saw,
        why=offer.refusals,
        label=outcome.label if outcome else None,
        tone=tone_of(turn, task.state, offer.action) if by_slot is not None else _tone(outcome),
        reason=any(field.field in {"reason", "opinion"} and field.required for field in offer.input),
        own=(*(outcome.input if outcome else ()), *(recording_fields(task) if is_on_paper(task) else ())),
        edits=_edits(turn, slot, asked) if slot else (),
        files=tuple(_files(turn, slot, asked)) if slot else (),
        needed_files=tuple(field.field for field in offer.input if field.type == "file" and field.required),
        checklist=turn.definition.checklists.get(state.requires.checklist or "") if "checklist" in asked else None,
        objections=tuple(objections_of(turn, state, asked, names)),
        targets=tuple((name, names.state(name)) for name in edge.to) if edge and len(edge.to) > 1 else (),
        resumes="resume" in asked,
        leads_to=_leads_to(turn, edge.to, ahead, names) if edge else (),
        ends=ends,
        signs="signature" in asked and is_signed(turn, task),
        later=tuple(spec for spec in AFTERWARDS if by_slot is not None and spec.name in asked),
    )


def _outcome(slot: Slot | None, task: TaskView, action: str) -> Outcome | None:
    special = {"reconfirm": RECONFIRM_OUTCOMES, "unblock": UNBLOCK_OUTCOMES}.get(task.kind)
    return next((o for o in special or (slot.outcomes if slot else ()) if o.code == action), None)


def _tone(outcome: Outcome | None) -> str:
    return "ok" if outcome is None or outcome.completes else "ret"


def _edits(turn: Turn, slot: Slot, asked: set[str]) -> tuple[FieldSpec, ...]:
    """What the step edits, and what is looked up from it and shown beside."""
    fields = turn.definition.fields
    return tuple(it for it in fields if it.name in asked & set(slot.edits) or _reference(it) in asked & set(slot.edits))


def _reference(spec: FieldSpec) -> str:
    return (spec.lookup or "").partition(".")[0]


def _files(turn: Turn, slot: Slot, asked: set[str]) -> Iterator[DocumentSpec]:
    scan = turn.definition.paper.scan if turn.definition.paper is not None else None
    taken = {*slot.edits, scan}
    return (spec for name, spec in turn.definition.documents.items() if name in asked & taken)


def _leads_to(turn: Turn, targets: tuple[str, ...], ahead: tuple[Ahead, ...], names: Names) -> tuple[Text, ...]:
    """A choice leads on at once, so the step behind it is named, where it can be told."""
    first = targets[0]
    if len(targets) == 1 and turn.definition.states[first].type == "choice":
        following = next((step.state for step in ahead if step.comes), None)
        return (names.state(following),) if following else ()
    return tuple(names.state(name) for name in targets)


def _capacity(turn: Turn, task: TaskView) -> tuple[str, int | None]:
    found = rights_before(turn, task)
    if not found:
        return "own", None
    if found[0].capacity == "own" and _is_delegated(turn, task):
        return "delegated", None
    return found[0].capacity, found[0].on_behalf_of


def _is_delegated(turn: Turn, task: TaskView) -> bool:
    """代為決行: the authority table lets a lower level decide in the head's name."""
    slot = turn.slot_of(task)
    rule: ActorRule | None = turn.definition.actors.get(slot.actor) if slot else None
    row = authority_row(turn) if rule is not None and rule.kind == "authority" else None
    return row is not None and row.in_name_of is not None


def _part(state: State, task: TaskView) -> Text | None:
    if task.asked is not None:
        return LABELS[task.asked.position]
    if len(state.branches) < 2:
        return None
    return next((branch.label for branch in state.branches if branch.key == task.branch), None)
