"""Deadlines, reminders, escalation and the bound of loops as they are written."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from workflow.reading.shapes.base import Moment, Name, Shape, ShareOrMoment, Span

SpeedCode = Literal["most_urgent", "urgent", "ordinary"]


class Tier(Shape):
    """Who approves an extension up to a total of days; the last one has no `upto`."""

    upto: Span | None = None
    by: Name


class Extension(Shape):
    """展期：次數、每次與合計的上限，由誰核准 / how often, how long each time and in all, and who approves."""

    times: int = Field(ge=1, le=20)
    each: Span
    total: Span
    approve: Annotated[list[Tier], Field(min_length=1, max_length=10)]


class DeadlineMap(Shape):
    """One of `class`, `within` and `until`."""

    speed: Literal["speed", "most_urgent", "urgent", "ordinary"] | None = Field(None, alias="class")
    within: Span | None = None
    until: Moment | None = None
    roll: Literal["none", "next_workday"] = "none"
    clock: Literal["running", "stopped"] = "running"
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
    at: list[ShareOrMoment] = Field(min_length=1)
    every: Span | None = None
    max: int = Field(5, ge=1, le=20)


class Escalation(Shape):
    """One rung: `notify`, `add` or `move`, each with `superior` or an actor."""

    at: ShareOrMoment
    notify: Name | None = None
    add: Name | None = None
    move: Name | None = None

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        if sum(value is not None for value in (self.notify, self.add, self.move)) != 1:
            raise PydanticCustomError("rung_needs_one", "one of notify, add, move")
        return self


class Visits(Shape):
    """How often a state may be entered before its owner is asked; `end` is where the owner may send the case."""

    max: int = Field(ge=1, le=100)
    then: Literal["ask_owner"] = "ask_owner"
    end: Name


class WithinDeadline(Shape):
    within: Span
