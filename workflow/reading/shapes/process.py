"""The file of a process."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from workflow.reading.shapes.anytime import Anytime
from workflow.reading.shapes.base import (
    Audience,
    Code,
    DataPath,
    Dotted,
    Effective,
    Label,
    Name,
    Names,
    Shape,
    Version,
    Words,
)
from workflow.reading.shapes.constraints import AConstraint
from workflow.reading.shapes.documents import ADocument
from workflow.reading.shapes.fields import AField
from workflow.reading.shapes.may import May
from workflow.reading.shapes.scenarios import Scenario
from workflow.reading.shapes.states import AState, Item, SelfApproval
from workflow.reading.shapes.times import ADeadline, ASpeed, Escalation, Remind, Visits, WithinDeadline


class TimeBlock(Shape):
    """時區與行事曆 / Time zone and calendars."""

    timezone: Literal["Asia/Taipei"] = Field("Asia/Taipei", description="時區 / time zone")
    calendars: Annotated[list[Code], Field(min_length=1)] = Field(
        description="行事曆，後者優先 / calendars; later ones win"
    )


class Retention(Shape):
    """結案後保存多久 / How long closed cases are kept."""

    group: Name = Field(alias="class", description="檔案類別 / class of the records")
    keep: Annotated[str, Field(pattern=r"^(permanent|[1-9][0-9]{0,3}mo)$")] = Field(
        description="永久，或幾個月，如 120mo / for ever, or months such as `120mo`"
    )


class AuthorityUse(Shape):
    """依分層負責明細表決行 / Decided by the authority table."""

    item: Name = Field(description="明細表的項目 / item of the table")
    use: Literal["at_submit", "at_act"] = Field(
        "at_submit", description="送出時或核決時查表 / looked up at submit, or when decided"
    )


class ApplicantActor(Shape):
    """申請人 / The applicant."""

    label: Label = Field(description="角色名稱 / name of the actor")
    who: Literal["applicant"] = Field(description="申請人 / the applicant")


class PostActor(Shape):
    """一個職務的擔任者 / The holder of a post."""

    label: Label = Field(description="角色名稱 / name of the actor")
    post: Name = Field(description="職務 / post")
    of: Dotted = Field(description="單位，或填單位的欄位 data.… / unit, or `data.…` of a field")


class PoolActor(Shape):
    """一個職務的幾個人，誰都可以辦 / Any holder of a shared post."""

    label: Label = Field(description="角色名稱 / name of the actor")
    pool: Name = Field(description="職務 / post")
    of: Dotted = Field(description="單位，或填單位的欄位 data.… / unit, or `data.…` of a field")
    keep_same: bool = Field(False, description="同案由同一人接辦 / the same person through the case")
    desk: Name | None = Field(None, description="可改分的職務 / a post that may deal the tasks out, beside the head")


class MatrixActor(Shape):
    """依分層負責明細表 / Whom the authority table names."""

    label: Label = Field(description="角色名稱 / name of the actor")
    matrix: Literal["authority"] = Field(description="分層負責明細表 / the authority table")


class PersonActor(Shape):
    """欄位指定的人員 / The person whom a field names."""

    label: Label = Field(description="角色名稱 / name of the actor")
    person: DataPath = Field(description="填人員的欄位 data.… / `data.…` of a field that holds a person")


_ACTOR_KINDS = ("who", "pool", "post", "matrix", "person")


def _actor_form(value: Any) -> str | None:
    return next((f"<{kind}>" for kind in _ACTOR_KINDS if kind in value), None) if isinstance(value, dict) else "<post>"


AnActor = Annotated[
    Annotated[ApplicantActor, Tag("<who>")]
    | Annotated[PoolActor, Tag("<pool>")]
    | Annotated[PostActor, Tag("<post>")]
    | Annotated[MatrixActor, Tag("<matrix>")]
    | Annotated[PersonActor, Tag("<person>")],
    Discriminator(_actor_form, custom_error_type="actor_kind_missing", custom_error_message="actor"),
]


class SendTo(Shape):
    """出缺時改送 / Where a task goes that nobody can take."""

    send_to: Name = Field(description="改送的角色 / actor that gets it")


def _nobody_form(value: Any) -> str:
    return "<word>" if isinstance(value, str) else "<map>"


ANobody = Annotated[
    Annotated[Literal["fail"], Tag("<word>")] | Annotated[SendTo, Tag("<map>")], Discriminator(_nobody_form)
]


class Substitute(Shape):
    """代理 / Deputies."""

    depth: int = Field(1, ge=0, le=3, description="代理人的代理人，最多幾層 / how far deputies of deputies count")


class Defaults(Shape):
    """通則：狀態沒寫時適用 / What holds unless a state says otherwise."""

    self_approval: SelfApproval = Field(
        "to_superior",
        description="輪到申請人自己時：送上一級或不可核 / the applicant's own turn: superior, or forbidden",
    )
    nobody: ANobody = Field(description="沒有人可辦時：拒絕或改送 / when nobody can act: refuse, or send on")
    substitute: Substitute = Field(Substitute(), description="代理 / deputies")
    reason_for: list[Name] = Field(
        ["reject", "return", "disagree"], description="須寫理由的答覆 / answers that need a reason"
    )
    deadline: ADeadline | None = Field(None, description="辦理期限 / deadline")
    remind: Remind | None = Field(None, description="催辦 / reminders")
    escalate: list[Escalation] = Field([], description="逾期各級 / rungs of escalation")
    visits: Visits | None = Field(None, description="進入次數上限 / bound on entries")
    may: May | None = Field(None, description="承辦可另採的動作 / further actions of those who hold a task")


class AChecklist(Shape):
    """檢核表 / A checklist."""

    label: Label = Field(description="名稱 / name")
    items: Item = Field(description="項目：代碼與文字 / items by code")


class ASection(Shape):
    """申請單的一段，一段一頁 / Part of the form of the start state, on a page of its own."""

    key: Name = Field(description="代碼 / key")
    label: Label = Field(description="段名 / title")
    fields: Annotated[list[Name], Field(min_length=1, description="欄位與附件 / fields and documents")]


def _list_form(value: Any) -> str:
    return "<word>" if isinstance(value, str) else "<list>"


AllOrSome = Annotated[
    Annotated[Literal["all"], Tag("<word>")] | Annotated[list[Dotted], Tag("<list>")], Discriminator(_list_form)
]


class AView(Shape):
    """某類人看得到什麼 / What a kind of reader sees."""

    fields: AllOrSome = Field("all", description="全部或列出的欄位 / all or these fields")
    documents: AllOrSome = Field("all", description="全部或列出的文件 / all or these documents")
    opinions: bool = Field(True, description="看得到會辦意見 / sees the opinions")


MapName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]


class AcceptedWarning(Shape):
    """接受一個警告 / A warning that is accepted."""

    accept: Annotated[str, Field(pattern=r"^L[0-9]{2}$")] = Field(description="規則，如 L16 / rule such as `L16`")
    reason: Words = Field(description="理由 / why")


class MigrationMap(Shape):
    """舊版的案件在本版的位置 / Where running cases of an earlier version stand in this one."""

    begins: Version = Field(alias="from", description="原版次 / the earlier version")
    map: dict[MapName, MapName] = Field(
        {}, description="舊名對新名：狀態或 狀態.待辦 / old to new: a state or `state.task`"
    )
    others: Literal["same_name"] = Field("same_name", description="其餘依同名 / all others by their name")


class ProcessFile(Shape):
    """簽核流程定義 / Definition of a process."""

    approval: Literal[1] = Field(description="語言版本 / version of this language")
    process: Name = Field(description="流程代碼 / key of the process")
    version: Version = Field(description="版次 / version")
    title: Label = Field(description="流程名稱 / name of the process")
    case_title: Label = Field(description="案名，可用 {欄位} / title of a case, may hold {fields}")
    owner: Name = Field(description="負責本流程的角色 / actor that answers for this file")
    effective: Effective = Field(description="適用期間 / when it is in force")
    may_start: Names = Field(description="可提出申請的職務 / posts that may start a case")
    case_no: Words = Field(description="案號，如 申-{roc_year}-{seq:3} / case number, such as A-{year}-{seq:3}")
    time: TimeBlock = Field(description="時區與行事曆 / time zone and calendars")
    retention: Retention = Field(description="保存年限 / how long cases are kept")
    case_deadline: WithinDeadline | None = Field(None, description="全案期限 / deadline of the whole case")
    speed: ASpeed = Field("ordinary", description="公文速別；可由申請人選 / class of speed, or a choice on filing")
    contact: Name = Field(description="洽詢單位 / unit to ask")
    help: Label = Field(description="何時用、要備什麼 / when to use it and what is needed")
    summary: list[Dotted] = Field(
        min_length=1, max_length=6, description="清單與案件上方顯示的欄位 / fields shown in lists and on top of a case"
    )
    bulk: Literal["never", "approve", "atomic"] = Field(
        "never",
        description="可否一次核准多件：approve 各自核准，atomic 全部或全不 / "
        "may approvals that ask for nothing be given for several cases: each by itself, or all or none",
    )
    future_preview: Literal["full", "roles_only"] = Field(
        "full", description="還沒到的關卡顯示人名或只顯示角色 / names, or only roles, of who comes next"
    )
    unit_field: Dotted | None = Field(None, description="案件屬於哪個單位的欄位 / field that tells the unit of a case")
    authority: AuthorityUse | None = Field(None, description="分層負責明細表 / authority table")
    data: Annotated[dict[Name, AField], Field(min_length=1)] = Field(description="欄位 / fields")
    documents: dict[Name, ADocument] = Field({}, description="文件 / documents")
    sections: list[ASection] = Field([], description="申請單分段 / parts of the form of the start state")
    actors: Annotated[dict[Name, AnActor], Field(min_length=1)] = Field(description="角色：誰辦 / who acts")
    defaults: Defaults = Field(description="通則 / what holds unless told else")
    constraints: list[AConstraint] = Field([], description="迴避與不同人 / who must not act, who must differ")
    checklists: dict[Name, AChecklist] = Field({}, description="檢核表 / checklists")
    start: Name = Field(description="從哪個狀態開始 / first state")
    states: Annotated[dict[Name, AState], Field(min_length=1)] = Field(description="狀態 / states")
    anytime: Anytime = Field(Anytime(), description="隨時可做的 / what may be done at any time")
    views: dict[Audience, AView] = Field({}, description="誰看得到什麼 / who sees what")
    auditors: list[Name] = Field([], description="稽核職務，依 views.auditor 查看所有案件 / posts that see every case")
    sample: dict[Name, Any] = Field({}, description="測試用的預設資料 / data for the tests")
    sample_documents: list[Name] = Field(
        [], description="測試中視為已附的文件 / documents that the tests count as attached"
    )
    lint: list[AcceptedWarning] = Field([], description="接受的警告與理由 / warnings accepted, with reasons")
    migrate: list[MigrationMap] = Field([], description="案件移轉對照 / map for running cases of earlier versions")
    tests: list[Scenario] = Field([], description="情境測試 / scenario tests")
