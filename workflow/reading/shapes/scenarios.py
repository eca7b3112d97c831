"""Scenario tests that stand in the file of a process."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from workflow.reading.shapes.base import Day, Dotted, Name, Shape, Span, Words
from workflow.reading.shapes.times import SpeedCode

Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_][a-z0-9_.@-]*$", max_length=120)]

Ending = Literal["approved", "rejected", "cancelled", "lapsed", "discarded"]
Outcome = Literal["approved", "rejected", "cancelled", "lapsed", "discarded", "merged"]


OpenTask = Annotated[
    str, StringConstraints(pattern=r"^((reconfirm|unblock):)?[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=200)
]


class ActStep(Shape):
    """某人採一個動作 / An actor, a branch or a login gives an action."""

    who: Login = Field(
        alias="as",
        description="角色、會辦的一路或帳號；guest 為憑連結的對方 / actor, branch or login; `guest`: by the link",
    )
    do: Name = Field(description="動作或答覆 / action or answer")
    input: dict[str, Any] = Field({}, description="一併填的 / what goes with it")
    twin: dict[Name, Any] | None = Field(
        None,
        description="併案的另一件，只有這些欄位不同 / the case to join, as this one but for these fields",
    )
    expect_refused: Name | None = Field(None, description="應被拒絕，代碼 / must be refused with this code")


class DeputyStep(Shape):
    """代理人代某人採一個動作 / A deputy acts for somebody else."""

    deputy: Login = Field(description="代理人的帳號 / login of the deputy")
    principal: Login = Field(alias="for", description="本人的帳號 / login of the person he acts for")
    do: Name = Field(description="動作或答覆 / action or answer")
    input: dict[str, Any] = Field({}, description="一併填的 / what goes with it")
    expect_refused: Name | None = Field(None, description="應被拒絕，代碼 / must be refused with this code")


class WaitStep(Shape):
    """時間過去，到期的事照常發生 / Time passes; what falls due happens."""

    wait: Span = Field(description="多久 / how long")


class ChildStep(Shape):
    """等候的案件結束 / A case that is waited for ends."""

    child: Annotated[int, Field(ge=1)] | Literal["all"] = Field(
        description="這一次進入時的第幾件，或全部 / which of this visit, from 1, or all"
    )
    ends: Ending = Field(description="怎樣結束 / how it ends")
    holding: dict[Name, Any] = Field({}, description="它當時的欄位 / what its fields hold")


class RowStep(Shape):
    """別處改了登錄的一列 / Something else changes a row of a register."""

    of_register: Name = Field(alias="register", description="登錄代碼 / key of the register")
    row: Words = Field(description="哪一列 / which row")
    values: dict[Name, Any] = Field(alias="set", description="改成什麼 / what stands there then")


class SignalStep(Shape):
    """別的案件通知本案 / Another case tells this one."""

    signal: Name = Field(description="通知的名稱 / what it tells")


def _step_form(value: Any) -> str:
    words = ("wait", "deputy", "child", "register", "signal")
    return next((f"<{word}>" for word in words if isinstance(value, dict) and word in value), "<as>")


AStep = Annotated[
    Annotated[ActStep, Tag("<as>")]
    | Annotated[DeputyStep, Tag("<deputy>")]
    | Annotated[WaitStep, Tag("<wait>")]
    | Annotated[ChildStep, Tag("<child>")]
    | Annotated[RowStep, Tag("<register>")]
    | Annotated[SignalStep, Tag("<signal>")],
    Discriminator(_step_form),
]


class Expectation(Shape):
    """最後應該怎樣 / What must be the case in the end."""

    state: Name | None = Field(None, description="停在哪個狀態 / state")
    outcome: Outcome | None = Field(None, description="結果 / how it ended")
    open: list[OpenTask] | None = Field(
        None,
        description="還開著的待辦；再確認的前面加 reconfirm: / open tasks, `state.actor`, with `reconfirm:` before it",
    )
    carried: list[Dotted] | None = Field(None, description="沿用的決定 / decisions that were kept")
    never_assigned: list[Name] | None = Field(None, description="從未輪到的 / who was never asked")
    refused: Name | None = Field(None, description="最後一步被拒絕的代碼 / code with which the last step was refused")
    visits: dict[Name, int] | None = Field(None, description="進入各狀態的次數 / entries by state")
    number: Words | None = Field(None, description="案號 / number of the case")
    due: dict[Dotted, Day | None] | None = Field(
        None, description="待辦的到期日，無期限寫 null / due day of tasks; null for none"
    )
    booked: list[str] | None = Field(
        None, description="還保留著的，如 venues:hall / what is still held, such as `venues:hall`"
    )
    written: list[dict[Name, Any]] | None = Field(
        None,
        description="依序寫入的登錄列：register、row 與欄，只比所寫的 / "
        "rows written to registers, in order: `register`, `row` and columns; only what is named is compared",
    )
    spawned: list[Name] | None = Field(None, description="開始的後續案件 / processes of the cases that follow")
    told: list[Name] | None = Field(None, description="通知過別的案件的 / what other cases were told")
    children: list[Ending | Literal["running"]] | None = Field(
        None, description="這一次等候的案件各怎樣了 / the cases waited for in this visit, each by its end"
    )
    documents: dict[Name, Literal["none", "frozen", "held", "issued", "not_issued"]] | None = Field(
        None, description="系統產生的文件：無、已定稿、緩發、已發、不發 / what became of rendered documents"
    )
    speed: SpeedCode | None = Field(None, description="速別 / class of speed")


class Scenario(Shape):
    """一個情境測試 / One scenario."""

    name: Words = Field(description="說明 / what it shows")
    given: dict[Name, Any] = Field({}, description="與 sample 不同的資料 / data that differ from `sample`")
    applicant: Login | None = Field(None, description="申請人的帳號 / login of the applicant")
    at: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")] | None = Field(
        None, description="何時送出，臺北時間 / when it is submitted, Taipei time"
    )
    overdue_duties: int = Field(
        0, ge=0, le=100, description="申請人逾期未辦的義務件數 / duties that the applicant is late with"
    )
    speed: SpeedCode | None = Field(None, description="申請人選的速別 / class of speed that the applicant chooses")
    absent: list[Login] = Field([], description="不在的人的帳號 / logins of those who are away")
    do: list[AStep] = Field([], description="依序的動作 / steps in order")
    expect: Expectation = Field(Expectation(), description="結果 / what must come out")
