"""The government's office calendar: the days of the `holidays` library under a calendar file's overrides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from holidays import country_holidays

from workflow.core.calendar import DayRule, Layer, layer_from_mapping, overlay
from workflow.core.text import Text

KEY = "tw-gov"
_MAKE_UP_DAY = Text("補行上班日", "Make-up working day")
_MOVED = re.compile(r"放假日（([0-9]{4}-[0-9]{2}-[0-9]{2}) 補班）")


def government_layer(first_year: int, last_year: int) -> Layer:
    """Public holidays, their substitutes and make-up working Saturdays, from the first year to the last."""
    years = range(first_year, last_year + 1)
    chinese = country_holidays("TW", years=years, language="zh_TW", expand=False)
    english = country_holidays("TW", years=years, language="en_US", expand=False)
    days = {day: DayRule(day, False, _why(name, english[day])) for day, name in sorted(chinese.items())}
    for day in sorted(chinese.weekend_workdays):
        if day.year in years:
            days[day] = DayRule(day, True, _MAKE_UP_DAY)
    return Layer(KEY, MappingProxyType(days), (first_year, last_year))


def layer_from_document(doc: Mapping[str, object]) -> Layer:
    """The layer of a calendar file: its overrides, over the library's days if it says `source: holidays_tw`.

    Raises BadCalendar.
    """
    own = layer_from_mapping(doc)
    if doc["source"] != "holidays_tw" or own.years is None:
        return own
    days = government_layer(*own.years).days
    return overlay(Layer(own.key, days, own.years), own)


def _why(chinese: str, english: str) -> Text:
    moved = _MOVED.fullmatch(chinese)
    if moved is None:
        return Text(chinese.replace("; ", "、"), english)
    made_up = date.fromisoformat(moved[1])
    return Text(f"調整放假（{made_up} 補行上班）", f"Day off, made up on {made_up}")
