"""A holder asks somebody else while his own task is open: a question, a preparation, a signature, one more unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workflow.core.asked import holding_up
from workflow.core.authority import Standing, present
from workflow.core.case import Asked, Holder, Position, TaskView
from workflow.core.decision import InputField
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused, Stale
from workflow.core.form import HOLDER, FieldSpec, Option
from workflow.core.frames import frames, in_stack
from workflow.core.inputs import read_reason
from workflow.core.routing import conflict_of
from workflow.core.scopes import commit_reason, saw_of
from workflow.core.signing import open_asked
from workflow.core.standing import further_actions, standing_before, the_task
from workflow.core.stopping import stop_clock
from workflow.core.text import Text
from workflow.core.turn import Turn

DEEPEST: Final = 3
"""How often a matter may be delegated on before it must go back."""
SIGNS: Final[tuple[Position, ...]] = ("before", "after", "beside")
_POSITIONS: Final[Mapping[str, Position]] = MappingProxyType(
    {"request_info": "info", "delegate": "delegate", "add_unit": "unit"}
)
_WHO: Final = FieldSpec("who", HOLDER, Text("對象", "Who"), required=True)
_UNIT: Final = FieldSpec("unit", "unit", Text("單位", "Unit"), required=True)
_WHEN: Final = FieldSpec(
    "position",
    "enum",
    Text("順序", "When"),
    required=True,
    options=(
        Option("before", Text("在我之前（前加簽）", "Before me")),
        Option("after", Text("在我之後（後加簽）", "After me")),
        Option("beside", Text("同時（並簽）", "Beside me")),
    ),
)
_TYPES: Final[Mapping[str, str]] = MappingProxyType({HOLDER: "person"})


@dataclass(frozen=True, slots=True)
class Asking:
    """A task out of which may be asked now, and by which right."""

    task: TaskView
    standing: Standing


def weigh_asking(turn: Turn) -> Asking:
    """Everything that can be judged without knowing who is to be asked. Raises Refused or Stale."""
    action = turn.command.action
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda asked: action in further_actions(turn, asked))
    if action not in further_actions(turn, task):
        raise Refused(Refusal("not_in_this_state", {"action": action, "state": turn.state}))
    standing = standing_before(turn, task)
    _refuse_while_waiting(turn, task)
    if action == "delegate" and len(frames(turn, task)) >= DEEPEST:
        raise Refused(Refusal("delegated_too_often", {"most": DEEPEST}))
    if turn.command.saw is not None and turn.command.saw != saw_of(turn, action, task):
        raise Stale(Refusal("stale", {"version": turn.view.version}))
    return Asking(task, standing)


def ask(turn: Turn) -> None:
    """Raises Refused, Stale, Invalid."""
    asking = weigh_asking(turn)
    position, holder, text = _read(turn, asking)
    commit_reason(turn, text)
    standing, parent = asking.standing, asking.task
    rung, due_at = stop_clock(turn, parent) if _stops(turn, parent, position, holder) else (None, None)
    asked = Asked(
        parent.seq,
        "later" if position == "after" else position,
        standing.actor,
        standing.on_behalf_of,
        standing.post,
        standing.unit,
        text,
        rung,
        due_at,
    )
    task = open_asked(turn, parent.state, parent.branch, (holder,), asked)
    turn.facts["task"] = parent.seq
    turn.facts["asked"] = {
        "task": task.seq,
        "position": position,
        "who": holder.principal(),
        "capacity": standing.capacity,
        "behalf": standing.on_behalf_of,
        "post": standing.post,
        "unit": standing.unit,
    }


def fields_of_asking(action: str) -> tuple[FieldSpec, ...]:
    """What the action asks for beside a text. A holder is a login, or `post@unit` for whoever holds it."""
    if action == "add_unit":
        return (_UNIT,)
    return (_WHO, _WHEN) if action == "add_signer" else (_WHO,)


def input_of_asking(action: str) -> tuple[InputField, ...]:
    """What a form for the action asks for."""
    own = (InputField(spec.name, _TYPES.get(spec.type, spec.type), True) for spec in fields_of_asking(action))
    return (*own, InputField("reason", "longtext", action == "request_info"))


def _refuse_while_waiting(turn: Turn, task: TaskView) -> None:
    """Further signers may be asked while one is waited for; nothing else is asked before the answer is there."""
    waited = holding_up(turn.tasks.values(), task.seq)
    if turn.command.action in {"add_signer", "add_unit"}:
        waited = [child for child in waited if child.position != "before"]
    if waited:
        holders = [holder.principal() for holder in waited[0].holders]
        raise Refused(Refusal("waiting_for", {"holders": holders, "since": waited[0].opened_at}))


def _stops(turn: Turn, task: TaskView, position: Position, holder: Holder) -> bool:
    if position != "info":
        return False
    rule = turn.definition.states[task.state].info
    if rule is not None and rule.clock is not None:
        return rule.clock == "stopped"
    return turn.view.applicant in present(turn.world.directory, holder, turn.today)


def _read(turn: Turn, asking: Asking) -> tuple[Position, Holder, str | None]:
    """As what is asked, who, and with which words. Raises Invalid."""
    raw, action = turn.command.input, turn.command.action
    wanted = {field.field: field for field in input_of_asking(action)}
    reason, problems = read_reason(raw, required=wanted["reason"].required)
    unknown = sorted(raw.keys() - wanted.keys() - {"opinion"})
    found = [*problems, *(FieldProblem(name, "unknown_field") for name in unknown)]
    position = _POSITIONS.get(action) or _position(raw.get("position"), found)
    field = "unit" if action == "add_unit" else "who"
    holder = _head_of(turn, raw.get(field)) if action == "add_unit" else named_holder(turn, raw.get(field))
    if holder is None:
        found.append(_missing(field, raw.get(field)))
    elif position is not None:
        against = _against(turn, asking, position, holder)
        found += [FieldProblem(field, against)] if against else []
    if found or position is None or holder is None:
        raise Invalid(*found)
    return position, holder, reason


def _missing(field: str, given: object) -> FieldProblem:
    return FieldProblem(field, "unknown_reference", {"value": str(given)}) if given else FieldProblem(field, "required")


def _position(raw: object, found: list[FieldProblem]) -> Position | None:
    position = next((known for known in SIGNS if known == raw), None)
    if position is None:
        found.append(FieldProblem("position", "not_an_option" if raw else "required", {"options": list(SIGNS)}))
    return position


def named_holder(turn: Turn, raw: object) -> Holder | None:
    """One person by login, or whoever holds a post."""
    directory = turn.world.directory
    post, at, unit = str(raw or "").strip().partition("@")
    if not at:
        person = directory.by_login.get(post)
        return Holder(person=person) if person is not None else None
    known = directory.posts.get(post)
    return Holder(post, unit) if known is not None and unit in known.units else None


def _head_of(turn: Turn, raw: object) -> Holder | None:
    """A unit answers through its head."""
    unit = turn.world.directory.units.get(str(raw or ""))
    return Holder(unit.head, unit.key) if unit is not None and unit.head is not None else None


def _against(turn: Turn, asking: Asking, position: Position, holder: Holder) -> str | None:
    """Why this one cannot be asked."""
    people = frozenset(present(turn.world.directory, holder, turn.today))
    task, standing = asking.task, asking.standing
    asker = {standing.actor, standing.on_behalf_of}
    if not people:
        return "nobody_there"
    if people <= asker:
        return "asks_oneself"
    if position == "info":
        return None
    if people <= conflict_of(turn, turn.definition.states[task.state]) | {turn.view.applicant}:
        return "in_conflict"
    if any(_has(open_task, holder) for open_task in turn.open_tasks() if open_task.position != "info"):
        return "asked_already"
    if position == "delegate" and people & (in_stack(turn, task) | asker):
        return "in_the_chain"
    return None


def _has(task: TaskView, holder: Holder) -> bool:
    """Whether the task is this one's already; whoever was handed it is meant by his name."""
    return any(known.principal() == holder.principal() for known in task.holders)
