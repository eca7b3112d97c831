"""Deadlines, reminders, escalation and the bound of loops as they are written."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from workflow.reading.shapes.base import Moment, Name, Shape, ShareOrMoment, Span

SpeedCode = Literal["most_urgent", "urgent", "ordinary"]


class SpeedMap(Shape):
    """速別由申請人送出時選 / The applicant chooses the class of speed on filing."""

    default: SpeedCode = Field("ordinary", description="沒有選時 / when nothing is chosen")
    choose: list[SpeedCode] = Field(min_length=2, description="可選的速別 / classes to choose from")
    reason_for: list[SpeedCode] = Field([], description="選這些須寫理由 / choosing these needs a reason")


def _speed_form(value: Any) -> str:
    return "<map>" if isinstance(value, dict) else "<word>"


ASpeed = Annotated[Annotated[SpeedCode, Tag("<word>")] | Annotated[SpeedMap, Tag("<map>")], Discriminator(_speed_form)]


def usual_speed(shape: SpeedCode | SpeedMap) -> SpeedCode:
    """The class of a case for which nobody has chosen another."""
    return shape.default if isinstance(shape, SpeedMap) else shape


class Tier(Shape):
    """合計到多久由誰核准；最後一級不寫 `upto` / Who approves up to a total; the last tier has no `upto`."""

    upto: Span | None = Field(None, description="合計不超過多久 / up to this total")
    by: Name = Field(description="核准的角色 / actor that approves")


class Extension(Shape):
    """展期：次數、每次與合計的上限，由誰核准 / how often, how long each time and in all, and who approves."""

    times: int = Field(ge=1, le=20, description="最多幾次 / so often")
    each: Span = Field(description="每次最多多久 / longest each time")
    total: Span = Field(description="合計最多多久 / longest in all")
    approve: Annotated[list[Tier], Field(min_length=1, max_length=10)] = Field(
        description="由誰核准，依合計分級 / who approves, by total"
    )


class DeadlineMap(Shape):
    """期限：`class`、`within`、`until` 三者擇一 / A deadline by one of `class`, `within` and `until`."""

    speed: Literal["speed", "most_urgent", "urgent", "ordinary"] | None = Field(
        None, alias="class", description="依公文速別；speed 為本案速別 / by class; `speed` is that of the case"
    )
    within: Span | None = Field(None, description="進入後多久 / so long after the case came here")
    until: Moment | None = Field(None, description="到某一時點 / until a moment")
    roll: Literal["none", "next_workday"] = Field(
        "none", description="遇假日是否順延 / move from a holiday to the next working day"
    )
    clock: Literal["running", "stopped"] = Field(
        "running", description="stopped：等候期間不計入承辦時間 / stopped: waiting is not counted"
    )
    timeout: Name = Field("escalate_only", description="逾期時 / escalate_only or an outcome")
    grace: Span | None = Field(None, description="逾期後仍收件的時間 / accepted late for so long")
    extend: Extension | None = Field(None, description="展期 / extensions")

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if sum(value is not None for value in (self.speed, self.within, self.until)) != 1:
            raise PydanticCustomError("deadline_needs_one", "one of class, within, until")
        return self


def _deadline_form(value: Any) -> str:
    return "<word>" if isinstance(value, str) else "<map>"


ADeadline = Annotated[
    Annotated[Literal["none"], Tag("<word>")] | Annotated[DeadlineMap, Tag("<map>")], Discriminator(_deadline_form)
]


class Remind(Shape):
    """催辦承辦人 / Reminders to whoever holds the task."""

    at: list[ShareOrMoment] = Field(
        min_length=1, description="何時提醒，可寫期限的百分比 / when, also as a share of the time allowed"
    )
    every: Span | None = Field(None, description="逾期後每隔多久再提醒 / after the deadline, again every so often")
    max: int = Field(5, ge=1, le=20, description="最多提醒幾次 / so many in all")


class Escalation(Shape):
    """逾期的一級：`notify`、`add`、`move` 三者擇一 / One rung: one of `notify`, `add` and `move`."""

    at: ShareOrMoment = Field(description="何時 / when")
    notify: Name | None = Field(None, description="通知誰：superior 或角色 / tell `superior` or an actor")
    add: Name | None = Field(None, description="加給誰一起辦 / let this one act as well")
    move: Name | None = Field(None, description="改由誰辦 / hand the task to this one")

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        if sum(value is not None for value in (self.notify, self.add, self.move)) != 1:
            raise PydanticCustomError("rung_needs_one", "one of notify, add, move")
        return self


class Visits(Shape):
    """進入次數的上限，到了就問承辦單位 / A bound on entries; when it is reached the owner is asked."""

    max: int = Field(ge=1, le=100, description="最多進入幾次 / so many entries")
    then: Literal["ask_owner"] = Field(
        "ask_owner", description="到了上限：問流程負責人 / at the bound the owner of the process is asked"
    )
    end: Name = Field(description="負責人可送往的結束狀態 / where the owner may end the case")


class WithinDeadline(Shape):
    """全案期限 / The deadline of the whole case."""

    within: Span = Field(description="送出後多久 / so long after it was submitted")
