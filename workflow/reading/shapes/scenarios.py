"""Scenario tests that stand in the file of a process."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from workflow.reading.shapes.base import Day, Dotted, Name, Shape, Span, Words

Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_][a-z0-9_.@-]*$", max_length=120)]


class ActStep(Shape):
    """An actor, a branch or a login gives an action."""

    who: Login = Field(alias="as")
    do: Name
    input: dict[str, Any] = {}
    expect_refused: Name | None = None


class DeputyStep(Shape):
    """A deputy gives an action for somebody else."""

    deputy: Login
    principal: Login = Field(alias="for")
    do: Name
    input: dict[str, Any] = {}
    expect_refused: Name | None = None


class WaitStep(Shape):
    """The clock moves on; what falls due on the way happens."""

    wait: Span


def _step_form(value: Any) -> str:
    return next((f"<{word}>" for word in ("wait", "deputy") if isinstance(value, dict) and word in value), "<as>")


AStep = Annotated[
    Annotated[ActStep, Tag("<as>")] | Annotated[DeputyStep, Tag("<deputy>")] | Annotated[WaitStep, Tag("<wait>")],
    Discriminator(_step_form),
]


class Expectation(Shape):
    state: Name | None = None
    outcome: Literal["approved", "rejected", "cancelled", "lapsed", "discarded"] | None = None
    open: list[Dotted] | None = None
    carried: list[Dotted] | None = None
    never_assigned: list[Name] | None = None
    refused: Name | None = None
    visits: dict[Name, int] | None = None
    number: Words | None = None
    due: dict[Dotted, Day | None] | None = None
    speed: Literal["most_urgent", "urgent", "ordinary"] | None = None


class Scenario(Shape):
    name: Words
    given: dict[Name, Any] = {}
    applicant: Login | None = None
    at: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")] | None = None
    absent: list[Login] = []
    do: list[AStep] = []
    expect: Expectation = Expectation()
