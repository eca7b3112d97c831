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
    """單位 / A unit."""

    id: Name = Field(description="代碼 / code")
    label: Label = Field(description="名稱 / name")
    level: Annotated[int, Field(ge=0, le=9)] = Field(
        description="0 全校、1 一級、2 二級單位 / 0 school, 1 first level, 2 second level"
    )
    parent: Name | None = Field(None, description="上級單位 / unit above")
    head: Name | None = Field(None, description="主管職務 / post that leads it")
    kind: Name = Field("office", description="種類，如 office、college / kind such as office, college")
    supervisor: Name | None = Field(None, description="督導職務 / post outside that oversees it")


class APost(Shape):
    """職務 / A post."""

    id: Name = Field(description="代碼 / code")
    label: Label = Field(description="名稱 / name")
    level: Level = Field(description="1 校長、2 一級主管、3 二級主管、4 承辦 / 1 head of school … 4 handler")
    units: Names = Field(description="設在哪些單位 / units that have it")


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
    """寄件人名稱 / Name of the sender."""

    zh: SenderName = Field(alias="zh-TW", description="正體中文 / Traditional Chinese")
    en: SenderName = Field(description="英文 / English")

    def text(self) -> Text:
        return Text(self.zh, self.en)


class AMail(Shape):
    """系統信件 / Mail of the system."""

    prefix: Prefix = Field(description="信件主旨開頭方括號裡的字 / in brackets at the beginning of every subject")
    sender: ASender = Field(description="寄件人顯示名稱 / the name of the sender")


class OrganisationFile(Shape):
    """組織：單位與職務 / Units and posts."""

    organisation: Code = Field(description="學校代碼 / code of the school")
    version: Version = Field(description="版次 / version")
    mail: AMail | None = Field(None, description="信件的主旨與寄件人 / subject and sender of mail")
    units: list[AUnit] = Field(min_length=1, description="單位 / units")
    posts: list[APost] = Field(min_length=1, description="職務 / posts")


ValueType = Literal["text", "int", "decimal", "money", "bool", "date", "unit"]


class PlainInput(Shape):
    """查表或輸出的值 / A value read or given."""

    type: ValueType = Field(description="種類 / type")


class EnumInput(Shape):
    """有選項的值 / A value with options."""

    type: Literal["enum", "multi"] = Field(description="種類 / type")
    options: Annotated[list[Code], Field(min_length=1)] = Field(description="選項 / options")


def _as_type(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


AnInput = Annotated[PlainInput | EnumInput, Field(discriminator="type")]
AnOutput = Annotated[AnInput, BeforeValidator(_as_type, json_schema_input_type=ValueType | AnInput)]


class ADecider(Shape):
    """決行人 / Who decides."""

    post: Name = Field(description="職務 / post")
    of: Dotted = Field(description="單位，或填單位的欄位 data.… / unit, or `data.…` of a field")


class _Row(Shape, extra="allow"):
    """明細表的一列；另寫各輸出的值 / A row; beside these keys it holds the values of the outputs."""

    decider: ADecider = Field(description="決行人 / who decides")
    in_name_of: Name | None = Field(None, description="代誰決行 / in whose name")


class WhenRow(_Row):
    """條件成立的一列 / A row with a condition; beside these keys it holds the outputs."""

    when: Guard = Field(description="條件 / condition")


class ElseRow(_Row):
    """其他情形 / All other cases; beside these keys it holds the outputs."""

    otherwise: Literal[True] = Field(alias="else", description="都不成立時 / when none holds")


def _row_form(value: Any) -> str:
    return "<else>" if isinstance(value, dict) and "else" in value else "<when>"


ARow = Annotated[Annotated[WhenRow, Tag("<when>")] | Annotated[ElseRow, Tag("<else>")], Discriminator(_row_form)]


class AnItem(Shape):
    """明細表的一項 / An item of the table."""

    label: Label = Field(description="名稱 / name")
    inputs: dict[Name, AnInput] = Field(description="要看的欄位 / fields it reads")
    outputs: dict[Name, AnOutput] = Field(
        {}, description="另給的值，條件裡寫 authority.名稱 / values it gives, read as `authority.NAME`"
    )
    rows: list[ARow] = Field(min_length=1, description="由上而下第一列成立的 / the first row that holds, from the top")


class AuthorityFile(Shape):
    """分層負責明細表 / Who decides what, by kind, level and amount."""

    authority: Code = Field(description="代碼 / code")
    version: Version = Field(description="版次 / version")
    effective: Effective = Field(description="適用期間 / when it is in force")
    items: Annotated[dict[Name, AnItem], Field(min_length=1)] = Field(description="項目 / items")


class WatchMap(Shape):
    """每一列旁各有一件追蹤的案件，匯入新列時開始 / A case beside each row; it begins when the row is imported."""

    process: Name = Field(description="追蹤的流程 / its process")
    names: Name = Field(alias="field", description="該流程指到本列的欄位 / field of that process that names the row")
    when: Guard | None = Field(None, description="條件成立的列才追蹤，讀 row.欄 / only rows for which this holds")


class BeginMap(Shape):
    """可由一列起始的案件：帶入資料的草稿 / A case that can be begun from a row: a draft that is filled in already."""

    label: Label = Field(description="按鈕上的字 / words on the button")
    process: Name = Field(description="流程 / its process")
    names: Name = Field(alias="field", description="該流程指到本列的欄位 / field of that process that names the row")
    given: dict[Dotted, Name] = Field(
        {}, alias="with", description="草稿的欄位 ← 本列的欄 / field of the draft ← column of the row"
    )
    fixed: dict[Dotted, str | int | bool] = Field(
        {}, alias="set", description="草稿的欄位 ← 固定的值 / field of the draft ← literal"
    )
    when: Guard | None = Field(
        None, description="條件成立的列才可起始，讀 row.欄 / only from rows for which this holds"
    )


class AValidity(Shape):
    """一列的有效期間 / When a row counts."""

    first: Name = Field(alias="from", description="首日的欄 / column of the first day")
    last: Name = Field(alias="to", description="末日的欄，空白為無限期 / column of the last day, empty for no end")


class RegisterFile(Shape):
    """登錄：流程留下的資料 / A register that processes fill and read."""

    register_key: Name = Field(alias="register", description="代碼 / code")
    version: Version = Field(description="版次 / version")
    title: Label = Field(description="名稱 / name")
    key: Name = Field(description="主鍵欄位 / column that tells rows apart")
    columns: Annotated[dict[Name, AColumn], Field(min_length=1)] = Field(description="欄 / columns")
    unique: list[Names] = Field([], description="不得重複的欄位組合 / columns that together must differ")
    may_change: list[Name] = Field([], description="可直接更改的職務 / posts that may change rows by hand")
    watch: WatchMap | None = Field(None, description="每列旁追蹤的案件 / the case that stands beside each row")
    begins: dict[Name, BeginMap] = Field({}, description="可由一列起始的案件 / cases that can be begun from a row")
    may_see: list[Name] = Field(
        [], description="可查看的職務，不寫為所有人；可更改的都看得到 / posts that may see it, everybody when not said"
    )
    only_for: dict[Name, Names] = Field(
        {}, description="只給這些職務看的欄；可更改的都看得到 / columns that only these posts see"
    )
    valid: AValidity | None = Field(None, description="列的有效期間在哪兩欄 / columns that say when a row counts")
    summary: list[Name] = Field(
        [], max_length=6, description="清單列出的欄，最多 6 欄 / columns of the list, at most six"
    )


class Years(Shape):
    """年度範圍 / Years."""

    first: int = Field(alias="from", ge=1912, le=2200, description="起 / first")
    last: int = Field(alias="to", ge=1912, le=2200, description="迄 / last")


_HOURS = r"^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"


class AnOverride(Shape):
    """與上一層不同的一天 / A day that differs."""

    date: Day = Field(description="日期 / day")
    working: bool = Field(description="是否上班 / working or not")
    why: Label = Field(description="原因 / why")
    hours: list[Annotated[str, StringConstraints(pattern=_HOURS)]] | None = Field(
        None, description="上班時段 / office hours"
    )


class CalendarFile(Shape):
    """行事曆的一層 / One layer of the calendar."""

    calendar: Code = Field(description="代碼 / code")
    title: Label = Field(description="名稱 / name")
    source: Words = Field(description="依據 / where it comes from")
    years: Years | None = Field(None, description="涵蓋年度 / years covered")
    overrides: list[AnOverride] = Field(description="不同的日子 / days that differ")
