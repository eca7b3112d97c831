"""The files that processes share: organisation, authority table, calendars, registers."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from workflow.core.text import Text
from workflow.reading.shapes.base import Code, Day, Dotted, Effective, Guard, Label, Name, Names, Shape, Version, Words
from workflow.reading.shapes.fields import AColumn

Level = Annotated[int, Field(ge=1, le=9)]


class AUnit(Shape):
    id: Name
    label: Label
    level: Annotated[int, Field(ge=0, le=9)]
    parent: Name | None = None
    head: Name | None = Field(None, description="主管職務 / post that leads it")
    kind: Name = "office"
    supervisor: Name | None = Field(None, description="督導職務 / post outside that oversees it")


class APost(Shape):
    id: Name
    label: Label
    level: Level
    units: Names


# What stands in the head of a message: nothing that ends a line, begins an address or an encoded word, or hides.
_UNSAFE: Final = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069<>=?@"
_PREFIX: Final = re.compile(rf"[^\s\[\]{_UNSAFE}]{{1,20}}")
_SENDER: Final = re.compile(rf"[^\s{_UNSAFE}]([^{_UNSAFE}]{{0,58}}[^\s{_UNSAFE}])?")


def _spelled(pattern: re.Pattern[str], code: Literal["bad_mail_prefix", "bad_mail_sender"]) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise PydanticCustomError(code, "not fit for a header", {"found": value})
        return value

    return AfterValidator(check)


Prefix = Annotated[str, _spelled(_PREFIX, "bad_mail_prefix")]
SenderName = Annotated[str, _spelled(_SENDER, "bad_mail_sender")]


class ASender(Shape):
    zh: SenderName = Field(alias="zh-TW", description="正體中文 / Traditional Chinese")
    en: SenderName

    def text(self) -> Text:
        return Text(self.zh, self.en)


class AMail(Shape):
    prefix: Prefix = Field(description="信件主旨開頭方括號裡的字 / in brackets at the beginning of every subject")
    sender: ASender = Field(description="寄件人顯示名稱 / the name of the sender")


class OrganisationFile(Shape):
    """組織：單位與職務 / Units and posts."""

    organisation: Code
    version: Version
    mail: AMail | None = None
    units: list[AUnit] = Field(min_length=1)
    posts: list[APost] = Field(min_length=1)


ValueType = Literal["text", "int", "decimal", "money", "bool", "date", "unit"]


class PlainInput(Shape):
    type: ValueType


class EnumInput(Shape):
    type: Literal["enum", "multi"]
    options: Annotated[list[Code], Field(min_length=1)]


def _as_type(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


AnInput = Annotated[PlainInput | EnumInput, Field(discriminator="type")]
AnOutput = Annotated[AnInput, BeforeValidator(_as_type, json_schema_input_type=ValueType | AnInput)]


class ADecider(Shape):
    post: Name
    of: Dotted


class _Row(Shape, extra="allow"):
    """Beside these keys a row holds the values of the item's outputs."""

    decider: ADecider
    in_name_of: Name | None = None


class WhenRow(_Row):
    when: Guard


class ElseRow(_Row):
    otherwise: Literal[True] = Field(alias="else")


def _row_form(value: Any) -> str:
    return "<else>" if isinstance(value, dict) and "else" in value else "<when>"


ARow = Annotated[Annotated[WhenRow, Tag("<when>")] | Annotated[ElseRow, Tag("<else>")], Discriminator(_row_form)]


class AnItem(Shape):
    label: Label
    inputs: dict[Name, AnInput]
    outputs: dict[Name, AnOutput] = {}
    rows: list[ARow] = Field(min_length=1)


class AuthorityFile(Shape):
    """分層負責明細表 / Who decides what, by kind, level and amount."""

    authority: Code
    version: Version
    effective: Effective
    items: Annotated[dict[Name, AnItem], Field(min_length=1)]


class RegisterFile(Shape):
    """登錄：流程留下的資料 / A register that processes fill and read."""

    register_key: Name = Field(alias="register")
    version: Version
    title: Label
    key: Name = Field(description="主鍵欄位 / column that tells rows apart")
    columns: Annotated[dict[Name, AColumn], Field(min_length=1)]
    unique: list[Names] = []
    may_change: list[Name] = Field([], description="可直接更改的職務 / posts that may change rows by hand")


class Years(Shape):
    first: int = Field(alias="from", ge=1912, le=2200)
    last: int = Field(alias="to", ge=1912, le=2200)


_HOURS = r"^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"


class AnOverride(Shape):
    date: Day
    working: bool
    why: Label
    hours: list[Annotated[str, StringConstraints(pattern=_HOURS)]] | None = None


class CalendarFile(Shape):
    """行事曆的一層 / One layer of the calendar."""

    calendar: Code
    title: Label
    source: Words
    years: Years | None = None
    overrides: list[AnOverride]
