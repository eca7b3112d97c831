"""Moments that a definition names: `due - 1wd`, `review.decided + 3wd`, `data.valid_to - 6mo`, `50%`.

ANCHOR [(+|-) N(wd|cd|bh|mo)] with ANCHOR = due, entered, STATE.entered, STATE.decided, data.PATH, input.PATH.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final, Literal

from workflow.core.calendar import TAIPEI, Calendar
from workflow.core.deadlines import BadDeadline, Due, Roll, due, end_of_day, start_of_day
from workflow.core.durations import BadDuration, BadTime, Duration, parse_duration

AsMoment = Literal["start", "end"]
Lookup = Callable[[str], date | datetime | None]

_LONGEST_SOURCE: Final = 200
_WHOLE: Final = 100
_ANCHOR: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_PERCENT: Final = re.compile(r"([0-9]{1,3})\s*%")


class BadTimeRule(BadTime):
    """`column` counts from 1.

    Codes: `empty`, `too_long`, `missing_anchor`, `unknown_anchor`, `sign_expected`, `percent_not_allowed`,
    `bad_percent`, and those of BadDuration.
    """

    def __init__(self, code: str, column: int, **params: object) -> None:
        super().__init__(code, **params)
        self.column = column


class UnsetAnchor(BadTime):
    """Code `anchor_unset`; `anchor` is its dotted name."""

    def __init__(self, anchor: str) -> None:
        super().__init__("anchor_unset", anchor=anchor)
        self.anchor = anchor


@dataclass(frozen=True, slots=True)
class TimeRule:
    """With `percent`: that share of the wall-clock time from `entered` to `due`, anchor and offset empty."""

    anchor: tuple[str, ...]
    offset: Duration | None
    source: str
    percent: int | None = None


def parse_time_rule(source: str, *, percent: bool = False) -> TimeRule:
    """Read a time rule; `percent` allows shares (`1%` to `100%`), for reminders. Raises BadTimeRule only."""
    if len(source) > _LONGEST_SOURCE:
        raise BadTimeRule("too_long", _LONGEST_SOURCE, longest=_LONGEST_SOURCE)
    text = source.strip()
    begins = len(source) - len(source.lstrip()) + 1
    if not text:
        raise BadTimeRule("empty", 1)
    share = _PERCENT.fullmatch(text)
    if share is not None:
        return TimeRule((), None, source, _share(int(share[1]), begins, allowed=percent))
    written = _ANCHOR.match(text)
    if written is None:
        raise BadTimeRule("missing_anchor", begins, found=text)
    anchor = _anchor(written[0], begins)
    return TimeRule(anchor, _offset(text[written.end() :], begins + written.end()), source)


def evaluate(
    rule: TimeRule, lookup: Lookup, calendar: Calendar, *, as_moment: AsMoment = "end", roll: Roll = "none"
) -> datetime:
    """The moment of `resolve`, in UTC."""
    return resolve(rule, lookup, calendar, as_moment=as_moment, roll=roll).at


def resolve(
    rule: TimeRule, lookup: Lookup, calendar: Calendar, *, as_moment: AsMoment = "end", roll: Roll = "none"
) -> Due:
    """The moment with its explanation.

    `lookup` gives a date, an aware moment or None for an anchor's dotted name (`{…}.get` will do).
    A rule that arrives at a day (a date, or a count of `wd`, `cd`, `mo`) means that day's end; `start` is for
    what may not happen before. Office hours, shares and moments without offset are exact.
    Days are those of Taipei. Raises UnsetAnchor, BadDeadline.
    """
    try:
        return _resolve(rule, lookup, calendar, as_moment=as_moment, roll=roll)
    except OverflowError as error:
        raise BadDeadline("date_out_of_range", rule=rule.source) from error


def _resolve(rule: TimeRule, lookup: Lookup, calendar: Calendar, *, as_moment: AsMoment, roll: Roll) -> Due:
    if rule.percent is not None:
        begun, ends = _moment("entered", lookup), _moment("due", lookup)
        return _exact(begun + (ends - begun) * rule.percent / _WHOLE, calendar)
    value = _value(".".join(rule.anchor), lookup)
    if rule.offset is None and isinstance(value, datetime):
        return _exact(value, calendar)
    on_day = start_of_day if as_moment == "start" else end_of_day
    if rule.offset is None:
        return Due(on_day(value), value, (), calendar.version)
    begun = value if isinstance(value, datetime) else datetime.combine(value, time(0), TAIPEI)
    arrived = due(calendar, begun, rule.offset, roll=roll)
    return arrived if rule.offset.unit == "bh" or as_moment == "end" else replace(arrived, at=on_day(arrived.day))


def _share(percent: int, column: int, *, allowed: bool) -> int:
    if not allowed:
        raise BadTimeRule("percent_not_allowed", column)
    if not 1 <= percent <= _WHOLE:
        raise BadTimeRule("bad_percent", column, percent=percent)
    return percent


def _anchor(dotted: str, column: int) -> tuple[str, ...]:
    parts = tuple(dotted.split("."))
    head, tail = parts[0], parts[1:]
    of_case = not tail and head in {"due", "entered"}
    of_values = bool(tail) and head in {"data", "input"}
    of_state = tail in {("entered",), ("decided",)}
    if not (of_case or of_values or of_state):
        raise BadTimeRule("unknown_anchor", column, anchor=dotted)
    return parts


def _offset(rest: str, column: int) -> Duration | None:
    text = rest.lstrip()
    column += len(rest) - len(text)
    if not text:
        return None
    if text[0] not in "+-":
        raise BadTimeRule("sign_expected", column, found=text)
    written = text[1:].lstrip()
    column += len(text) - len(written)
    try:
        duration = parse_duration(written)
    except BadDuration as error:
        raise BadTimeRule(error.code, column, **error.params) from error
    return duration if text[0] == "+" else duration.backwards()


def _value(anchor: str, lookup: Lookup) -> date | datetime:
    value = lookup(anchor)
    if value is None:
        raise UnsetAnchor(anchor)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise BadDeadline("naive_moment", anchor=anchor)
    return value


def _moment(anchor: str, lookup: Lookup) -> datetime:
    value = _value(anchor, lookup)
    return value if isinstance(value, datetime) else end_of_day(value)


def _exact(moment: datetime, calendar: Calendar) -> Due:
    return Due(moment.astimezone(UTC), moment.astimezone(TAIPEI).date(), (), calendar.version)
