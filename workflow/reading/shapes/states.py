"""The states of a process, by type."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from workflow.reading.shapes.base import Code, Dotted, Guard, Label, Moment, Name, Names, OneOrMore, Shape
from workflow.reading.shapes.fields import AField
from workflow.reading.shapes.times import ADeadline, Escalation, Remind, Visits

SelfApproval = Literal["to_superior", "forbid"]


class BackMove(Shape):
    """A typed move back; several targets mean that the actor picks one."""

    to: OneOrMore
    resume: Literal["rewalk", "direct", "choose"] = "rewalk"
    keep: Literal["by_hash", "none", "all"] = "by_hash"


def _move_form(value: Any) -> str:
    if isinstance(value, str):
        return "<state>"
    return "<states>" if isinstance(value, list) else "<move>"


Move = Annotated[
    Annotated[Name, Tag("<state>")] | Annotated[Names, Tag("<states>")] | Annotated[BackMove, Tag("<move>")],
    Discriminator(_move_form),
]
Next = Annotated[dict[Name, Move], Field(min_length=1)]


class AnOutcome(Shape):
    """Standard outcomes bring their label."""

    label: Label | None = None
    input: dict[Name, AField] = {}


def _as_mapping(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return {name: {} for name in value}
    return value


_OutcomeMap = Annotated[dict[Name, AnOutcome], Field(min_length=1)]
Outcomes = Annotated[_OutcomeMap, BeforeValidator(_as_mapping, json_schema_input_type=Names | _OutcomeMap)]


class Effect(Shape):
    operation: str = Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    arguments: list[Dotted | int | bool] = Field([], alias="with")


class RequiresMap(Shape):
    documents: list[Name] = []
    answer_each: list[Name] = []
    checklist: Name | None = None


class InfoOptions(Shape):
    """`clock` of the asker while he waits; unwritten: stopped while the applicant is asked."""

    clock: Literal["stopped", "running"] | None = None
    files: list[Name] = []


class NoOptions(Shape):
    """An action that is allowed as it is."""


class TransferOptions(Shape):
    """`elsewhere`: also to whoever holds the same post in another unit."""

    elsewhere: bool = False


class HoldOptions(Shape):
    """`most`: so many working days in all, for one task."""

    most: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}wd$")] = "10wd"


class MayMap(Shape):
    """Further actions with their options."""

    request_info: InfoOptions | None = None
    delegate: NoOptions | None = None
    add_signer: NoOptions | None = None
    add_unit: NoOptions | None = None
    transfer: TransferOptions | None = None
    hold: HoldOptions | None = None
    change_speed: NoOptions | None = None
    inform: NoOptions | None = None


MayAction = Literal["request_info", "delegate", "add_signer", "add_unit", "transfer", "hold", "change_speed", "inform"]


def _may_form(value: Any) -> str:
    return "<list>" if isinstance(value, list) else "<map>"


May = Annotated[Annotated[list[MayAction], Tag("<list>")] | Annotated[MayMap, Tag("<map>")], Discriminator(_may_form)]


class Human(Shape):
    """What every state that waits for somebody may say."""

    label: Label
    help: Label | None = None
    deadline: ADeadline | None = None
    visits: Visits | None = None
    not_before: Moment | None = None
    effects: dict[Name, list[Effect]] = {}
    next: Next
    binds: list[Dotted] = []
    reason_for: list[Name] | None = None
    remind: Remind | None = None
    escalate: list[Escalation] | None = None
    self_approval: SelfApproval | None = None
    requires: RequiresMap = RequiresMap()
    outcomes: Outcomes | None = None
    may: May | None = Field(None, description="承辦可另採的動作 / further actions of those who hold a task")


class EditState(Human):
    type: Literal["edit"]
    by: Name
    edits: list[Dotted] = []


class Vote(Shape):
    """Under `count` and `percent` every answer is a vote, and `next` says where `approve` and `reject` lead."""

    rule: Literal["all", "any", "count", "percent"] = "all"
    order: Literal["sequential", "parallel"] = "sequential"
    count: int | None = Field(None, ge=1, le=50, description="需要幾票同意 / how many must approve")
    percent: int | None = Field(None, ge=1, le=100, description="同意比例，50 指過半數 / 50 means more than half")
    veto: list[Name] = Field([], description="一票否決的角色 / actors whose vote against decides alone")
    quorum: int = Field(0, ge=0, le=50, description="至少幾人有投票權 / fewest voters for a vote")
    settle: Literal["early", "all"] = Field("early", description="結果已定即結束，或等全部回覆 / when asking stops")
    each: bool = Field(False, description="該職務每人一票 / everybody who holds the post has a vote")


class ApproveState(Human):
    type: Literal["approve"]
    by: OneOrMore
    vote: Vote = Vote()
    when: Guard | None = None
    pass_to: Name | None = None


class ABranch(Shape):
    label: Label
    by: OneOrMore
    when: Guard | None = None
    binds: list[Dotted] | None = None
    edits: list[Dotted] = []
    deadline: ADeadline | None = None
    outcomes: Outcomes | None = None


class ParallelState(Human):
    type: Literal["parallel"]
    branches: Annotated[dict[Name, ABranch], Field(min_length=1)]
    join: Literal["all"] = "all"
    objections: Literal["collect", "stop_at_first"] = "collect"
    leave_on: list[Name] = []


class ExternalState(Human):
    """Somebody outside answers; `desk` records it."""

    type: Literal["external"]
    by: Label
    desk: Name
    sees: list[Dotted] | None = None
    edits: list[Dotted] = []


class WaitState(Human):
    type: Literal["wait"]
    until: Moment | None = None
    by: Name | None = None
    edits: list[Dotted] = []


class Case(Shape):
    when: Guard
    to: Name


class ElseCase(Shape):
    otherwise: Name = Field(alias="else")


def _case_form(value: Any) -> str:
    return "<else>" if isinstance(value, dict) and "else" in value else "<case>"


ACase = Annotated[Annotated[Case, Tag("<case>")] | Annotated[ElseCase, Tag("<else>")], Discriminator(_case_form)]


class ChoiceState(Shape):
    type: Literal["choice"]
    label: Label
    help: Label | None = None
    cases: list[ACase] = Field(min_length=1)


class EndState(Shape):
    type: Literal["end"]
    label: Label
    help: Label | None = None
    outcome: Literal["approved", "rejected", "cancelled", "lapsed", "discarded"]


HumanState = EditState | ApproveState | ParallelState | ExternalState | WaitState
AState = Annotated[HumanState | ChoiceState | EndState, Field(discriminator="type")]
Item = Annotated[dict[Code, Label], Field(min_length=1)]
