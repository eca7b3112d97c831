"""What may be answered in a state, and where each answer leads."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from workflow.reading.shapes.base import Label, Name, Names, OneOrMore, Shape
from workflow.reading.shapes.fields import AField


class BackMove(Shape):
    """退回；寫多個去處時由承辦人選 / A move back; of several targets the actor picks one."""

    to: OneOrMore = Field(description="退回到哪些狀態 / where to")
    resume: Literal["rewalk", "direct", "choose"] = Field(
        "rewalk",
        description="再送出後：重走、直接回來或由退回者選 / then: walk again, come straight back, or the actor chooses",
    )
    keep: Literal["by_hash", "none", "all"] = Field(
        "by_hash",
        description="已核的是否保留：內容未改者、都不、都留 / earlier decisions kept: same content, none, all",
    )


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
    """一個答覆；標準答覆自帶名稱 / An answer; standard ones bring their label."""

    label: Label | None = Field(None, description="按鈕上的字 / words on the button")
    input: dict[Name, AField] = Field({}, description="答覆時另填的欄位 / fields to fill in with the answer")


def _as_mapping(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return {name: {} for name in value}
    return value


_OutcomeMap = Annotated[dict[Name, AnOutcome], Field(min_length=1)]
Outcomes = Annotated[_OutcomeMap, BeforeValidator(_as_mapping, json_schema_input_type=Names | _OutcomeMap)]
