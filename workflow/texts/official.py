"""The words of official papers, which are in Chinese only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.rocdates import format_roc, format_roc_slashed
from workflow.texts.writing import duration

CAPACITIES: Final[Mapping[str, str]] = MappingProxyType(
    {"own": "", "deputy": "代", "acting_for": "代行", "acting": "代理", "delegated": "代為決行", "clock": "逾期"}
)
SPEEDS: Final[Mapping[str, str]] = MappingProxyType({"ordinary": "普通件", "urgent": "速件", "most_urgent": "最速件"})
_TRUTHS: Final = ("否", "是")
_DIGITS: Final = "〇一二三四五六七八九"


def kept(written: str) -> str:
    """How long a file is kept: 永久, or the number of years or months."""
    if written == "permanent":
        return "永久"
    months = int(written.removesuffix("mo")) if written.endswith("mo") else 0
    return f"{months // 12} 年" if months and months % 12 == 0 else duration("zh-TW", written)


def official_day(on: date) -> str:
    """中華民國115年9月1日."""
    return f"中華民國{format_roc(on)}"


def official_moment(at: datetime) -> str:
    """115/09/01 14:05 in Taipei."""
    here = at.astimezone(TAIPEI)
    return f"{format_roc_slashed(here.date())} {here:%H:%M}"


def official(value: object) -> str:
    """A single value of a form."""
    if isinstance(value, bool):
        return _TRUTHS[value]
    if isinstance(value, datetime):
        return official_moment(value)
    if isinstance(value, date):
        return format_roc(value)
    if isinstance(value, Decimal | int):
        return f"{value:,}"
    if isinstance(value, tuple | list):
        return "、".join(official(part) for part in value)
    return str(value)


def chinese_number(count: int) -> str:
    """一 to 九十九, as items are numbered; beyond that in digits."""
    tens, ones = divmod(count, 10)
    if not 0 < count < 100:
        return str(count)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
