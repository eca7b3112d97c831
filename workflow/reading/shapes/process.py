"""The file of a process."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from workflow.reading.shapes.base import (
    Audience,
    Code,
    Dotted,
    Effective,
    Label,
    Name,
    Names,
    Shape,
    Span,
    Version,
    Words,
)
from workflow.reading.shapes.fields import AField
from workflow.reading.shapes.scenarios import Scenario
from workflow.reading.shapes.states import AState, Item, May, SelfApproval
from workflow.reading.shapes.times import ADeadline, Escalation, Remind, SpeedCode, Visits, WithinDeadline


class TimeBlock(Shape):
    timezone: Literal["Asia/Taipei"] = "Asia/Taipei"
    calendars: Annotated[list[Code], Field(min_length=1)]


class Retention(Shape):
    """How long closed cases are kept: `permanent` or months (`120mo`)."""

    group: Name = Field(alias="class")
    keep: Annotated[str, Field(pattern=r"^(permanent|[1-9][0-9]{0,3}mo)$")]


class AuthorityUse(Shape):
    item: Name
    use: Literal["at_submit", "at_act"] = "at_submit"


class Upload(Shape):
    source: Literal["upload"]
    label: Label
    accept: list[Code] = Field(min_length=1)
    hide_from: list[Audience | Literal["partner"]] = []


class Render(Shape):
    source: Literal["render"]
    label: Label
    layout: Name
    fields: list[Dotted] = []
    freeze_on: Name | None = None
    hide_from: list[Audience | Literal["partner"]] = []


ADocument = Annotated[Upload | Render, Field(discriminator="source")]


class ApplicantActor(Shape):
    label: Label
    who: Literal["applicant"]


class PostActor(Shape):
    label: Label
    post: Name
    of: Dotted


class PoolActor(Shape):
    label: Label
    pool: Name
    of: Dotted
    keep_same: bool = False
    desk: Name | None = Field(None, description="可改分的職務 / a post that may deal the tasks out, beside the head")


class MatrixActor(Shape):
    label: Label
    matrix: Literal["authority"]


_ACTOR_KINDS = ("who", "pool", "post", "matrix")


def _actor_form(value: Any) -> str | None:
    return next((f"<{kind}>" for kind in _ACTOR_KINDS if kind in value), None) if isinstance(value, dict) else "<post>"


AnActor = Annotated[
    Annotated[ApplicantActor, Tag("<who>")]
    | Annotated[PoolActor, Tag("<pool>")]
    | Annotated[PostActor, Tag("<post>")]
    | Annotated[MatrixActor, Tag("<matrix>")],
    Discriminator(_actor_form, custom_error_type="actor_kind_missing", custom_error_message="actor"),
]


class SendTo(Shape):
    send_to: Name


def _nobody_form(value: Any) -> str:
    return "<word>" if isinstance(value, str) else "<map>"


ANobody = Annotated[
    Annotated[Literal["fail"], Tag("<word>")] | Annotated[SendTo, Tag("<map>")], Discriminator(_nobody_form)
]


class Substitute(Shape):
    depth: int = Field(1, ge=0, le=3)


class Defaults(Shape):
    self_approval: SelfApproval = "to_superior"
    nobody: ANobody
    substitute: Substitute = Substitute()
    reason_for: list[Name] = ["reject", "return", "disagree"]
    deadline: ADeadline | None = None
    remind: Remind | None = None
    escalate: list[Escalation] = []
    visits: Visits | None = None
    may: May | None = None


class NeverPair(Shape):
    actor: Name
    states: Names = Field(alias="in")


class NeverRule(Shape):
    never: NeverPair


class DifferentPeople(Shape):
    different_people: Annotated[list[Name], Field(min_length=2)]


def _constraint_form(value: Any) -> str:
    return "<different_people>" if isinstance(value, dict) and "different_people" in value else "<never>"


AConstraint = Annotated[
    Annotated[NeverRule, Tag("<never>")] | Annotated[DifferentPeople, Tag("<different_people>")],
    Discriminator(_constraint_form),
]


class AChecklist(Shape):
    label: Label
    items: Item


class WithdrawRule(Shape):
    by: Literal["applicant"] = "applicant"
    before: Name
    to: Name


class TakeBackRule(Shape):
    within: Span


class ASection(Shape):
    """Part of the form of the start state, on a page of its own."""

    key: Name
    label: Label
    fields: Annotated[list[Name], Field(min_length=1, description="欄位與附件 / fields and documents")]


class CommentRule(Shape):
    """Holders and the applicant may comment."""


class RemindRule(Shape):
    """The applicant and the owner may urge whoever has the case, for each task once in so many working days."""

    every: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2}wd$")]


class Anytime(Shape):
    withdraw: WithdrawRule | None = None
    take_back: TakeBackRule | None = None
    comment: CommentRule | None = None
    remind: RemindRule | None = None


def _list_form(value: Any) -> str:
    return "<word>" if isinstance(value, str) else "<list>"


AllOrSome = Annotated[
    Annotated[Literal["all"], Tag("<word>")] | Annotated[list[Dotted], Tag("<list>")], Discriminator(_list_form)
]


class AView(Shape):
    fields: AllOrSome = "all"
    documents: AllOrSome = "all"
    opinions: bool = True


MapName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]


class AcceptedWarning(Shape):
    accept: Annotated[str, Field(pattern=r"^L[0-9]{2}$")]
    reason: Words


class MigrationMap(Shape):
    """Where running cases of an earlier version stand in this one: the states, or `state.task`, of other names."""

    begins: Version = Field(alias="from", description="原版次 / the earlier version")
    map: dict[MapName, MapName] = {}
    others: Literal["same_name"] = Field("same_name", description="其餘依同名 / all others by their name")


class ProcessFile(Shape):
    """簽核流程定義 / Definition of a process."""

    approval: Literal[1] = Field(description="語言版本 / version of this language")
    process: Name = Field(description="流程代碼 / key of the process")
    version: Version = Field(description="版次 / version")
    title: Label
    case_title: Label = Field(description="案名，可用 {欄位} / title of a case, may hold {fields}")
    owner: Name = Field(description="負責本流程的角色 / actor that answers for this file")
    effective: Effective
    may_start: Names = Field(description="可提出申請的職務 / posts that may start a case")
    case_no: Words = Field(description="案號格式 / format of the case number")
    time: TimeBlock
    retention: Retention
    case_deadline: WithinDeadline | None = None
    speed: SpeedCode = "ordinary"
    contact: Name = Field(description="洽詢單位 / unit to ask")
    help: Label
    summary: list[Dotted] = Field(min_length=1, max_length=6)
    bulk: Literal["never", "approve"] = "never"
    future_preview: Literal["full", "roles_only"] = "full"
    unit_field: Dotted | None = None
    authority: AuthorityUse | None = None
    data: Annotated[dict[Name, AField], Field(min_length=1)]
    documents: dict[Name, ADocument] = {}
    sections: list[ASection] = Field([], description="申請單分段 / parts of the form of the start state")
    actors: Annotated[dict[Name, AnActor], Field(min_length=1)]
    defaults: Defaults
    constraints: list[AConstraint] = []
    checklists: dict[Name, AChecklist] = {}
    start: Name
    states: Annotated[dict[Name, AState], Field(min_length=1)]
    anytime: Anytime = Anytime()
    views: dict[Audience, AView] = {}
    auditors: list[Name] = Field([], description="稽核職務，依 views.auditor 查看所有案件 / posts that see every case")
    sample: dict[Name, Any] = {}
    sample_documents: list[Name] = []
    lint: list[AcceptedWarning] = []
    migrate: list[MigrationMap] = Field([], description="案件移轉對照 / map for running cases of earlier versions")
    tests: list[Scenario] = []
