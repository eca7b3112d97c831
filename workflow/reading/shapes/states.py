"""The states of a process, by type."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from workflow.reading.shapes.answers import Next, Outcomes
from workflow.reading.shapes.base import Code, Dotted, Guard, Label, Moment, Name, OneOrMore, Shape, Span
from workflow.reading.shapes.effects import AnEffect
from workflow.reading.shapes.ends import EndState
from workflow.reading.shapes.guests import GuestMap
from workflow.reading.shapes.may import May
from workflow.reading.shapes.times import ADeadline, Escalation, Remind, Visits

SelfApproval = Literal["to_superior", "forbid"]


class RequiresMap(Shape):
    """往下走之前須備齊的 / What must be there before the case goes on."""

    documents: list[Name] = Field([], description="須附的文件 / documents that must be attached")
    answer_each: list[Name] = Field([], description="須逐一回應的意見 / opinions that must each be answered")
    checklist: Name | None = Field(None, description="須逐項勾選的檢核表 / checklist to be ticked off")


class ClosingMap(Shape):
    """提前結束，並寫明走哪個答覆 / An early end, with the answer by which the state is left."""

    condition: Guard = Field(description="條件，另可讀 answers.… / condition, which may also read `answers.…`")
    by: Name = Field(description="走哪個答覆 / by which answer")


def _closing_form(value: Any) -> str:
    return "<map>" if isinstance(value, dict) else "<condition>"


class RetroactiveMap(Shape):
    """補簽：先口頭同意、事後補記 / Consents that were given by word of mouth and are recorded afterwards."""

    within: Span = Field(description="同意後多久之內可補簽 / so long after the consent")
    by: list[Name] = Field([], description="哪些角色可補簽，預設都可 / actors that may, by default all")


AClosing = Annotated[
    Annotated[Guard, Tag("<condition>")] | Annotated[ClosingMap, Tag("<map>")], Discriminator(_closing_form)
]


class Human(Shape):
    """需要人辦的狀態共用的寫法 / What every state that waits for somebody may say."""

    label: Label = Field(description="狀態名稱 / name of the state")
    help: Label | None = Field(None, description="畫面上的說明 / what the page explains")
    deadline: ADeadline | None = Field(None, description="辦理期限；none 為不限 / deadline, or `none`")
    visits: Visits | None = Field(None, description="進入次數上限 / bound on entries")
    not_before: Moment | None = Field(None, description="在此之前不得辦 / nothing is accepted before")
    effects: dict[Name, list[AnEffect]] = Field({}, description="各答覆執行的作業 / operations by answer")
    next: Next = Field(description="各答覆往哪裡去 / where each answer leads")
    binds: list[Dotted] = Field(
        [], description="核的是哪些欄位與文件；改了就重新核 / fields and documents vouched for; a change asks again"
    )
    reason_for: list[Name] | None = Field(None, description="須寫理由的答覆 / answers that need a reason")
    remind: Remind | None = Field(None, description="催辦；取代通則 / reminders instead of the defaults")
    escalate: list[Escalation] | None = Field(None, description="逾期各級；取代通則 / rungs instead of the defaults")
    self_approval: SelfApproval | None = Field(
        None, description="輪到申請人自己時 / when it is the applicant's own turn"
    )
    requires: RequiresMap = Field(RequiresMap(), description="須先備齊的 / what must be there first")
    outcomes: Outcomes | None = Field(None, description="可選的答覆 / answers that may be given")
    retroactive: RetroactiveMap | None = Field(None, description="可否補簽 / consents may be recorded afterwards")
    closes_when: AClosing | None = Field(
        None,
        description="條件一成立就提前結束；answers.同意數等可讀 / ends as soon as this holds; reads `answers.…` too",
    )
    may: May | None = Field(None, description="承辦可另採的動作 / further actions of those who hold a task")


class EditState(Human):
    """填寫或修改 / Somebody fills in or mends."""

    type: Literal["edit"] = Field(description="填寫 / edit")
    by: Name = Field(description="由誰 / which actor")
    edits: list[Dotted] = Field([], description="可改的欄位與文件 / fields and documents that may be changed")


class Signing(Shape):
    """怎樣簽署：決定時再輸入一次密碼 / How a decision is signed: whoever decides gives the password again."""

    level: Literal["password"] = Field(description="簽署方式 / how it is signed")


class Vote(Shape):
    """幾個人怎樣算；`count`、`percent` 時每個答覆都是一票，`next` 寫 `approve` 與 `reject` 的去處 /
    How several decide; under `count` and `percent` every answer is a vote, and `next` says where `approve` and `reject`
    lead.
    """

    rule: Literal["all", "any", "count", "percent"] = Field(
        "all", description="全部、任一、票數或比例 / all, any, a count or a share"
    )
    order: Literal["sequential", "parallel"] = Field(
        "sequential", description="依序或同時 / one after another, or all at once"
    )
    count: int | None = Field(None, ge=1, le=50, description="需要幾票同意 / how many must approve")
    percent: int | None = Field(None, ge=1, le=100, description="同意比例，50 指過半數 / 50 means more than half")
    veto: list[Name] = Field([], description="一票否決的角色 / actors whose vote against decides alone")
    quorum: int = Field(0, ge=0, le=50, description="至少幾人有投票權 / fewest voters for a vote")
    settle: Literal["early", "all"] = Field("early", description="結果已定即結束，或等全部回覆 / when asking stops")
    each: bool = Field(False, description="該職務每人一票 / everybody who holds the post has a vote")


class ApproveState(Human):
    """核准：一人、多人或表決 / One or several decide, or vote."""

    type: Literal["approve"] = Field(description="核准 / approve")
    by: OneOrMore = Field(description="由誰；多個依序 / which actors, in this order")
    vote: Vote = Field(Vote(), description="多人時怎樣算 / how several decide")
    when: Guard | None = Field(None, description="條件成立才問 / asked only when this holds")
    signature: Signing | None = Field(None, description="決定時怎樣簽署 / how a decision is signed")
    pass_to: Name | None = Field(None, description="條件不成立時往哪裡 / where the case goes when it does not hold")


class ABranch(Shape):
    """會辦的一路：一個單位，依序一人或多人 / One branch: a unit, one or several in order."""

    label: Label = Field(description="單位名稱 / name of the branch")
    by: OneOrMore = Field(description="由誰；多個依序 / which actors, in this order")
    when: Guard | None = Field(None, description="條件成立才會辦 / consulted only when this holds")
    binds: list[Dotted] | None = Field(None, description="核的是哪些欄位與文件 / fields and documents vouched for")
    edits: list[Dotted] = Field([], description="可改的欄位與文件 / fields and documents that may be changed")
    deadline: ADeadline | None = Field(None, description="自己的期限 / a deadline of its own")
    outcomes: Outcomes | None = Field(None, description="自己的答覆 / answers of its own")
    signature: Signing | None = Field(None, description="自己的簽署方式 / how its answers are signed")
    guest: GuestMap | None = Field(None, description="校外對方憑連結作答 / somebody outside answers by a link")


class ParallelState(Human):
    """會辦：幾個單位同時 / Several units at the same time."""

    type: Literal["parallel"] = Field(description="會辦 / parallel")
    branches: Annotated[dict[Name, ABranch], Field(min_length=1)] = Field(description="各路 / the branches")
    join: Literal["all"] = Field("all", description="全部回覆才往下 / goes on when all have answered")
    objections: Literal["collect", "stop_at_first"] = Field(
        "collect", description="有不同意時：收齊或立即停止 / objections: hear all, or stop at the first"
    )
    signature: Signing | None = Field(None, description="各路怎樣簽署 / how all branches sign")
    leave_on: list[Name] = Field([], description="立即離開會辦的答覆 / answers that leave the block at once")


class ExternalState(Human):
    """等校外的人；由窗口登錄答覆 / Somebody outside answers; `desk` records it."""

    type: Literal["external"] = Field(description="等校外 / external")
    by: Label = Field(description="對方是誰 / who is outside")
    desk: Name = Field(description="登錄答覆的角色 / actor that records the answer")
    sees: list[Dotted] | None = Field(None, description="對方看得到的欄位與文件 / what the other side sees")
    edits: list[Dotted] = Field(
        [], description="登錄時可填的欄位與文件 / fields and documents filled in with the answer"
    )
    guest: GuestMap | None = Field(None, description="對方憑連結作答 / the other side answers by a link")


class WaitState(Human):
    """等到某一時點或事件 / Waits for a moment or for somebody."""

    type: Literal["wait"] = Field(description="等候 / wait")
    until: Moment | None = Field(None, description="等到何時；到了走 elapsed / until when; then `elapsed`")
    by: Name | None = Field(None, description="誰可提前往下 / who may go on earlier")
    refresh: list[Name] = Field(
        [],
        description="時間到時重讀所指的登錄 / fields whose rows are read again when the time is up",
    )
    signals: dict[Name, Label] = Field(
        {}, description="別的案件可通知的事，各是一個答覆 / of what other cases may tell; each is an outcome"
    )
    edits: list[Dotted] = Field([], description="可改的欄位與文件 / fields and documents that may be changed")


class SubcaseState(Human):
    """等候子案件：進入時各自開始，結束了才往下 / Cases of another process begin, and this one waits for their ends."""

    type: Literal["subcase"] = Field(description="子案件 / subcase")
    process: Name = Field(description="子案件的流程 / their process")
    each: Dotted | None = Field(None, description="此表格的每一列各一件 / one for each row of this table")
    given: dict[Name, Dotted] = Field(
        {},
        alias="with",
        description="子案件的欄位 ← 本案的欄位或 `row.欄位` / their field ← field of this one or `row.…`",
    )
    join: Literal["all", "any", "count"] = Field("all", description="幾件算數才走 complete / how many for `complete`")
    count: int | None = Field(None, ge=1, le=50, description="需要幾件 / so many")
    counts: Literal["approved", "ended"] = Field(
        "approved", description="什麼算數：核准，或結束就算 / what counts: a good end, or any end"
    )
    settle: Literal["early", "all"] = Field(
        "early", description="結果已定即往下，或等全部結束 / goes on when it is certain, or when all have ended"
    )
    collect: dict[Dotted, Name] = Field(
        {}, description="本案的欄位或 `row.欄位` ← 子案件的欄位 / field of this one or `row.…` ← their field"
    )
    on_leave: Literal["cancel", "keep"] = Field(
        "cancel", description="離開時還沒結束的：收回或繼續 / those still running when it is left"
    )
    by: Name | None = Field(None, description="誰負責，並可用其他答覆離開 / who looks after it and may leave otherwise")


class Case(Shape):
    """分流的一個條件 / One condition of a choice."""

    when: Guard = Field(description="條件 / condition")
    to: Name = Field(description="往哪裡 / where to")


class ElseCase(Shape):
    """其他情形 / All other cases."""

    otherwise: Name = Field(alias="else", description="都不成立時往哪裡 / where to when none holds")


def _case_form(value: Any) -> str:
    return "<else>" if isinstance(value, dict) and "else" in value else "<case>"


ACase = Annotated[Annotated[Case, Tag("<case>")] | Annotated[ElseCase, Tag("<else>")], Discriminator(_case_form)]


class ChoiceState(Shape):
    """分流：依資料決定，不等人 / The data decide; nobody waits."""

    type: Literal["choice"] = Field(description="分流 / choice")
    label: Label = Field(description="狀態名稱 / name of the state")
    help: Label | None = Field(None, description="畫面上的說明 / what the page explains")
    cases: list[ACase] = Field(min_length=1, description="由上而下第一個成立的 / the first that holds, from the top")


HumanState = EditState | ApproveState | ParallelState | ExternalState | WaitState | SubcaseState
AState = Annotated[HumanState | ChoiceState | EndState, Field(discriminator="type")]
Item = Annotated[dict[Code, Label], Field(min_length=1)]
