"""Values as people read them, in the language of the reader; times are those of Taipei."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from workflow.core.calendar import TAIPEI
from workflow.core.text import Text

Language = Literal["zh-TW", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh-TW", "en")
_WEEKDAYS: Final = "一二三四五六日"
_SHORT_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_SECOND: Final = time(23, 59, 59)
_DURATION: Final = re.compile(r"(-?[0-9]+)(wd|cd|bh|mo)")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNITS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "wd": ("個工作天", "working day"),
        "cd": ("天", "day"),
        "bh": ("個辦公小時", "office hour"),
        "mo": ("個月", "month"),
    }
)


def in_language(text: Text, language: Language) -> str:
    return text.zh if language == "zh-TW" else text.en


def moment(language: Language, at: datetime) -> str:
    """2026/9/4（五）17:00, or 4 Sep 2026, 17:00."""
    here = at.astimezone(TAIPEI)
    return f"{day(language, here.date())}{'' if language == 'zh-TW' else ', '}{here:%H:%M}"


def day(language: Language, on: date) -> str:
    """2026/9/4（五）, or 4 Sep 2026."""
    if language == "zh-TW":
        return f"{on.year}/{on.month}/{on.day}（{_WEEKDAYS[on.weekday()]}）"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def due_moment(language: Language, at: datetime) -> str:
    """Like `moment`; a deadline that runs to the end of its day is that day."""
    here = at.astimezone(TAIPEI)
    return day(language, here.date()) if here.time() == _LAST_SECOND else moment(language, at)


def short_due(language: Language, at: datetime) -> str:
    """For subjects: 12/4（五）, or Fri 4 Dec, with the time unless the whole day is left."""
    here = at.astimezone(TAIPEI)
    weekday = here.weekday()
    chinese = f"{here.month}/{here.day}（{_WEEKDAYS[weekday]}）"
    english = f"{_SHORT_DAYS[weekday]} {here.day} {_MONTHS[here.month - 1]}"
    shown = chinese if language == "zh-TW" else english
    if here.time() == _LAST_SECOND:
        return shown
    return f"{shown}{'' if language == 'zh-TW' else ', '}{here:%H:%M}"


def duration(language: Language, written: str) -> str:
    """`6wd` as 6 個工作天 or 6 working days; anything else stays as it is."""
    found = _DURATION.fullmatch(written)
    if found is None:
        return written
    amount, (chinese, english) = found[1], _UNITS[found[2]]
    if language == "zh-TW":
        return f"{amount} {chinese}"
    return f"{amount} {english}{'' if amount in {'1', '-1'} else 's'}"


def bound(language: Language, written: str) -> str:
    """A limit that the core hands over as text: a number with its thousands marked, or a date."""
    if _DAY.fullmatch(written):
        return day(language, date.fromisoformat(written))
    return f"{Decimal(written):,}" if _NUMBER.fullmatch(written) else written


def listed(language: Language, parts: Iterable[str]) -> str:
    """With semicolons in English where a part has a comma itself: Officer, Section A; Head, Section B."""
    said = list(parts)
    if language == "zh-TW":
        return "、".join(said)
    return ("; " if any(", " in part for part in said) else ", ").join(said)


def written(language: Language, value: object) -> str:
    """Any value of a parameter; empty for None and for an empty list."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return in_language(value, language)
    if isinstance(value, datetime):
        return moment(language, value)
    if isinstance(value, date):
        return day(language, value)
    if isinstance(value, bool):
        return {"zh-TW": ("否", "是"), "en": ("no", "yes")}[language][value]
    if isinstance(value, Decimal | int):
        return f"{value:,}"
    if isinstance(value, list | tuple | set | frozenset):
        return listed(language, (written(language, part) for part in value))
    return str(value)
