"""The words of documents that go to people outside, in either language; Chinese ones have the dates of the Republic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.memos import Fact
from workflow.core.text import Text
from workflow.texts import official
from workflow.texts.writing import Language, in_language

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "letter": Text("函", "Letter"),
        "draft": Text("稿", "DRAFT"),
        "to": Text("受文者", "To"),
        "on": Text("發文日期", "Date"),
        "number": Text("發文字號", "Reference"),
        "speed": Text("速別", "Priority"),
        "secrecy": Text("密等及解密條件或保密期限", "Confidentiality"),
        "plain": Text("普通", "None"),
        "enclosed": Text("附件", "Enclosures"),
        "when_issued": Text("（發文時填）", "(when issued)"),
        "original": Text("正本", "To"),
        "copies": Text("副本", "cc"),
        "keep": Text("保存年限", "Kept for"),
        "in_charge": Text("承辦單位", "Office in charge"),
        "doc_no": Text("文號", "No."),
        "case": Text("案號", "Case"),
        "made": Text("製表日期", "Date"),
        "as_of": Text("日期", "Date"),
        "row": Text("序", "No."),
        "unit": Text("單位", "Office"),
        "opinion": Text("意見", "Opinion"),
        "who": Text("職稱／姓名", "Name and post"),
        "when": Text("時間", "Time"),
        "reply": Text("承辦回應：", "Reply: "),
        "item": Text("檢核項目", "Item"),
        "ticked": Text("檢核", "Checked"),
        "ticked_by": Text("檢核人", "Checked by"),
        "not_yet": Text("尚未檢核", "Not checked yet"),
        "no_opinions": Text("無會辦意見。", "No opinions were asked for."),
        "no_rows": Text("（無資料）", "(none)"),
        "code": Text("查驗碼", "Code"),
        "verify": Text("查驗本件是否有效", "Verify at"),
        "version": Text("第 {n} 版", "Version {n}"),
        "missing": Text("字型缺字，以〔U+碼位〕代之：", "Characters without a font, shown as 〔U+…〕: "),
    }
)
MARKS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "own": Text("", ""),
        "deputy": Text("代", "deputy"),
        "acting_for": Text("代行", "acting for the head"),
        "acting": Text("代理", "acting"),
        "delegated": Text("代為決行", "by delegation"),
        "clock": Text("逾期", "no answer in time"),
    }
)
"""How the capacity of a signature stands beside the name."""

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_day(language: Language, on: date) -> str:
    """中華民國115年10月1日, or 1 October 2026."""
    return official.official_day(on) if language == "zh-TW" else f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def paper_moment(language: Language, at: datetime) -> str:
    """115/10/01 14:05, or 1 October 2026, 14:05, in Taipei."""
    if language == "zh-TW":
        return official.official_moment(at)
    here = at.astimezone(TAIPEI)
    return f"{long_day(language, here.date())}, {here:%H:%M}"


def paper_value(language: Language, value: object) -> str:
    """A single value, or several as a list; a group as its parts in one line."""
    if isinstance(value, tuple | list):
        between = "、" if language == "zh-TW" else ", "
        return between.join(paper_value(language, part) for part in value)
    if isinstance(value, Fact):
        return f"{value.label}{'：' if language == 'zh-TW' else ': '}{paper_value(language, value.value)}"
    if language == "zh-TW":
        return official.official(value)
    return _english(value)


def _english(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return paper_moment("en", value)
    if isinstance(value, date):
        return long_day("en", value)
    return f"{value:,}" if isinstance(value, Decimal | int) else str(value)


def paper_word(language: Language, key: str) -> str:
    return in_language(WORDS[key], language)


def mark_of(language: Language, capacity: str) -> str:
    return in_language(MARKS[capacity], language)
