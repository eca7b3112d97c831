"""Who must not act where, and which states need different people."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from workflow.reading.shapes.base import Name, Names, Shape


class NeverPair(Shape):
    """哪個角色不得辦哪些狀態 / Which actor may not act where."""

    actor: Name = Field(description="角色 / actor")
    states: Names = Field(alias="in", description="狀態 / states")


class NeverRule(Shape):
    """迴避 / Somebody must not decide."""

    never: NeverPair = Field(description="誰不得辦什麼 / who must not act where")


class DifferentPeople(Shape):
    """須由不同人辦 / Different people must act."""

    different_people: Annotated[list[Name], Field(min_length=2)] = Field(description="哪些狀態 / in which states")


def _constraint_form(value: Any) -> str:
    return "<different_people>" if isinstance(value, dict) and "different_people" in value else "<never>"


AConstraint = Annotated[
    Annotated[NeverRule, Tag("<never>")] | Annotated[DifferentPeople, Tag("<different_people>")],
    Discriminator(_constraint_form),
]
