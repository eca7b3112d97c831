"""Which days are worked: layers of day rules (government, school, local closure) over the plain week."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta, timezone
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from workflow.core.durations import BadTime
from workflow.core.text import Text

# No summer time in Taiwan since 1980: a fixed offset is right and needs no time zone file, so no I/O here.
TAIPEI: Final = timezone(timedelta(hours=8), "Asia/Taipei")

Span = tuple[time, time]
OFFICE_HOURS: Final[tuple[Span, ...]] = ((time(8), time(12)), (time(13), time(17)))

WORKING_DAY: Final = Text("上班日", "Working day")
WEEKEND: Final = Text("週末", "Weekend")
NOT_PUBLISHED: Final = Text("尚無該年度行事曆，視為上班日", "Working day; no calendar covers this year yet")
_SATURDAY: Final = 5


class BadCalendar(BadTime):
    """A calendar that cannot be used; `params["key"]` names the place (`overrides[2].date`).

    Codes: `unknown_key`, `missing_key`, `bad_value`, `bad_date`, `bad_hours`, `duplicate_date`,
    `unknown_calendar`.
    """


@dataclass(frozen=True, slots=True)
class DayRule:
    """What one layer says of one day; `hours` replaces the office hours (a half day), None leaves them."""

    date: date
    working: bool
    why: Text
    hours: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """`years` is the first and last year the layer knows in full; None if it only names single days."""

    key: str
    days: Mapping[date, DayRule]
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Layers merged into one answer per day: later ones override earlier ones, weekends are off by default.

    `version` changes with any day, reason or office hour: a stored due date of another version is recomputed.
    Build one per process and set of layers: merging costs more than asking.
    """

    layers: tuple[Layer, ...] = ()
    office_hours: tuple[Span, ...] = OFFICE_HOURS
    version: str = ""
    _rules: dict[date, DayRule] = field(init=False, repr=False)
    _known_years: frozenset[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        _require_hours("office_hours", self.office_hours)
        rules: dict[date, DayRule] = {}
        for layer in self.layers:
            rules.update(layer.days)
        claims = [range(layer.years[0], layer.years[1] + 1) for layer in self.layers if layer.years]
        object.__setattr__(self, "_rules", rules)
        object.__setattr__(self, "_known_years", frozenset().union(*claims))
        if not self.version:
            object.__setattr__(self, "version", _fingerprint(rules.values(), self.office_hours))

    def is_working(self, day: date) -> bool:
        rule = self._rules.get(day)
        return day.weekday() < _SATURDAY if rule is None else rule.working

    def explain(self, day: date) -> tuple[bool, Text]:
        """Working or not, and the reason to show."""
        rule = self._rules.get(day)
        if rule is not None:
            return rule.working, rule.why
        if day.weekday() >= _SATURDAY:
            return False, WEEKEND
        known = not self._known_years or day.year in self._known_years
        return True, WORKING_DAY if known else NOT_PUBLISHED

    def hours(self, day: date) -> tuple[Span, ...]:
        """The spans of office time of a day in Taipei time, in order; empty on a day off."""
        rule = self._rules.get(day)
        if rule is not None and rule.hours is not None:
            return rule.hours
        return self.office_hours if self.is_working(day) else ()


def overlay(base: Layer, above: Layer) -> Layer:
    """One layer under the key of `base`, in which the days of `above` win."""
    return Layer(base.key, MappingProxyType({**base.days, **above.days}), base.years or above.years)


def combine(
    layers_by_key: Mapping[str, Layer],
    keys: Iterable[str] = ("tw-gov", "stust"),
    *,
    office_hours: tuple[Span, ...] = OFFICE_HOURS,
) -> Calendar:
    """Stack the named layers, the last one on top. Raises BadCalendar `unknown_calendar`."""
    wanted = tuple(keys)
    for key in wanted:
        if key not in layers_by_key:
            raise BadCalendar("unknown_calendar", key=key)
    return Calendar(tuple(layers_by_key[key] for key in wanted), office_hours)


def _require_hours(key: str, spans: tuple[Span, ...]) -> None:
    moments = [moment for span in spans for moment in span]
    if not moments or any(later <= earlier for earlier, later in pairwise(moments)):
        raise BadCalendar("bad_hours", key=key)


def _fingerprint(rules: Iterable[DayRule], office_hours: tuple[Span, ...]) -> str:
    in_order = sorted(rules, key=lambda rule: rule.date)
    rows = [f"{rule.date} {rule.working} {rule.hours} {rule.why}" for rule in in_order]
    return hashlib.sha256("\n".join([repr(office_hours), *rows]).encode()).hexdigest()[:16]


_LAYER_KEYS: Final = frozenset({"calendar", "title", "source", "years", "overrides"})
_DAY_KEYS: Final = frozenset({"date", "working", "why", "hours"})
_TEXT_KEYS: Final = frozenset({"zh-TW", "en"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN: Final = re.compile(r"([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")


def layer_from_mapping(doc: Mapping[str, object]) -> Layer:
    """The layer of a calendar file's `overrides`; the file comes as plain values. Raises BadCalendar.

    {calendar: KEY, title: {zh-TW, en}, source: NAME, years: {from: 2017, to: 2032},
     overrides: [{date: "2025-07-07", working: false, why: {zh-TW, en}, hours: ["08:00-12:00"]}]};
    `years` and `hours` may be left out. What `source` adds is the matter of the adapter of that name.
    """
    _require_keys("", doc, _LAYER_KEYS, optional=("years",))
    key, _ = _string("calendar", doc["calendar"]), _string("source", doc["source"])
    _text("title", doc["title"])
    overrides = doc["overrides"]
    if not isinstance(overrides, list):
        raise BadCalendar("bad_value", key="overrides")
    days: dict[date, DayRule] = {}
    for index, entry in enumerate(overrides):
        rule = _day_rule(f"overrides[{index}]", entry)
        if rule.date in days:
            raise BadCalendar("duplicate_date", key=f"overrides[{index}].date", date=rule.date.isoformat())
        days[rule.date] = rule
    return Layer(key, MappingProxyType(days), _years(doc["years"]) if "years" in doc else None)


def _require_keys(
    key: str, value: object, known: frozenset[str], optional: tuple[str, ...] = ()
) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadCalendar("bad_value", key=key)
    prefix = f"{key}." if key else ""
    for name in value:
        if name not in known:
            raise BadCalendar("unknown_key", key=f"{prefix}{name}")
    for name in sorted(known.difference(value, optional)):
        raise BadCalendar("missing_key", key=f"{prefix}{name}")
    return value


def _string(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadCalendar("bad_value", key=key)
    return value


def _text(key: str, value: object) -> Text:
    both = _require_keys(key, value, _TEXT_KEYS)
    return Text(_string(f"{key}.zh-TW", both["zh-TW"]), _string(f"{key}.en", both["en"]))


def _years(value: object) -> tuple[int, int]:
    both = _require_keys("years", value, frozenset({"from", "to"}))
    first, last = both["from"], both["to"]
    if type(first) is not int or type(last) is not int or first > last:
        raise BadCalendar("bad_value", key="years")
    return first, last


def _day_rule(key: str, value: object) -> DayRule:
    entry = _require_keys(key, value, _DAY_KEYS, optional=("hours",))
    working = entry["working"]
    if not isinstance(working, bool):
        raise BadCalendar("bad_value", key=f"{key}.working")
    hours = _hours(f"{key}.hours", entry["hours"], working) if "hours" in entry else None
    return DayRule(_date(f"{key}.date", entry["date"]), working, _text(f"{key}.why", entry["why"]), hours)


def _date(key: str, value: object) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise BadCalendar("bad_date", key=key, value=str(value))
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadCalendar("bad_date", key=key, value=value) from error


def _hours(key: str, value: object, working: bool) -> tuple[Span, ...]:
    """Hours on a day off would contradict it, so they are refused there."""
    if not working or not isinstance(value, list):
        raise BadCalendar("bad_hours", key=key)
    try:
        spans = tuple(_span(entry) for entry in value)
    except ValueError as error:
        raise BadCalendar("bad_hours", key=key) from error
    _require_hours(key, spans)
    return spans


def _span(value: object) -> Span:
    written = _SPAN.fullmatch(str(value))
    if written is None:
        raise ValueError(value)
    return time.fromisoformat(written[1]), time.fromisoformat(written[2])
