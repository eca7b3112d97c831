"""From a moment and a duration to the moment it is due, with the reason for every day in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from workflow.core.calendar import TAIPEI, Calendar
from workflow.core.durations import BadTime, Duration
from workflow.core.text import Text

Roll = Literal["none", "next_workday"]
FirstDay = Literal["next_day", "same_day"]

HALF_A_DAY: Final = Decimal("0.5")
_ONE_DAY: Final = timedelta(days=1)
_FARTHEST: Final = 3653
_MIDNIGHT: Final = time(0)
# A due day ends at 24:00, but 24:00 belongs to the next date. The last second keeps the date of a stored or
# shown due moment the one that people agreed on; `is_overdue` leaves that second whole.
_LAST_SECOND: Final = time(23, 59, 59)


class BadDeadline(BadTime):
    """Codes: `date_out_of_range` (past the year 9999), `naive_moment`, `ended_before_start`."""


class DayCount(NamedTuple):
    """One day passed on the way: whether it used up some of the duration, and what kind of day it is.

    A tuple, because a due date makes many of them and a dataclass costs three times as much.
    """

    date: date
    counted: bool
    why: Text


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is UTC, `day` the local date it falls on, `explain` the days in the order they were counted.

    For months that is only the day arrived at; a rolled deadline ends with the uncounted days it rolled over.
    """

    at: datetime
    day: date
    explain: tuple[DayCount, ...]
    calendar_version: str


@dataclass(frozen=True, slots=True)
class SpeedClass:
    code: str
    label: Text
    limit: Duration


SPEED_CLASSES: Final[Mapping[str, SpeedClass]] = MappingProxyType(
    {
        "most_urgent": SpeedClass("most_urgent", Text("最速件", "Most urgent"), Duration(1, "wd")),
        "urgent": SpeedClass("urgent", Text("速件", "Urgent"), Duration(3, "wd")),
        "ordinary": SpeedClass("ordinary", Text("普通件", "Ordinary"), Duration(6, "wd")),
    }
)


def due(
    calendar: Calendar,
    start: datetime,
    rule: Duration,
    *,
    first_day: FirstDay = "next_day",
    roll: Roll = "none",
    tz: tzinfo = TAIPEI,
) -> Due:
    """When `rule`, running from `start`, is up: the end of the last day, for office hours the exact moment.

    Day one is the day after the local date of `start` (公文時效); `same_day` makes that date day one.
    `wd` counts worked days only; `cd` and `mo` every day, clamped to the month's end, and then roll as told.
    A negative rule counts backwards and still rolls forwards. Raises BadDeadline.
    """
    if start.tzinfo is None:
        raise BadDeadline("naive_moment", moment=start.isoformat())
    try:
        if rule.unit == "bh":
            return _due_in_office_hours(calendar, start.astimezone(tz), rule.amount)
        return _due_from(calendar, start.astimezone(tz).date(), rule, first_day, roll, tz=tz)
    except OverflowError as error:
        raise BadDeadline("date_out_of_range", start=start.isoformat(), rule=str(rule)) from error


@lru_cache(maxsize=4096)
def _due_from(calendar: Calendar, start: date, rule: Duration, first_day: FirstDay, roll: Roll, *, tz: tzinfo) -> Due:
    """Remembered: one day's cases ask again and again for the same few rules."""
    days = count_days(calendar, start, rule, first_day=first_day, roll=roll)
    day = days[-1].date
    return Due(end_of_day(day, tz), day, days, calendar.version)


def count_days(
    calendar: Calendar, start: date, rule: Duration, *, first_day: FirstDay = "next_day", roll: Roll = "none"
) -> tuple[DayCount, ...]:
    """The days that `due` passes for `wd`, `cd`, `mo`, the last being the due day. Raises OverflowError."""
    step = _ONE_DAY if rule.amount > 0 else -_ONE_DAY
    if rule.unit == "mo":
        end = add_months(start, rule.amount)
        end = end if first_day == "next_day" else end - step
        counted = [DayCount(end, True, calendar.explain(end)[1])]
    else:
        before = start if first_day == "next_day" else start - step
        counted = list(_count(calendar, before, step, abs(rule.amount), every_day=rule.unit == "cd"))
    if roll == "next_workday" and not calendar.is_working(counted[-1].date):
        counted.extend(_roll(calendar, counted[-1].date))
    return tuple(counted)


def start_of_day(day: date, tz: tzinfo = TAIPEI) -> datetime:
    """The first moment of a local day, in UTC."""
    return datetime.combine(day, _MIDNIGHT, tz).astimezone(UTC)


def end_of_day(day: date, tz: tzinfo = TAIPEI) -> datetime:
    """The last second of a local day, in UTC: how every due day is stored."""
    return datetime.combine(day, _LAST_SECOND, tz).astimezone(UTC)


def is_overdue(due_at: datetime, now: datetime) -> bool:
    """True from the first second after the due one, so that a day's deadline lasts until 24:00."""
    return now.replace(microsecond=0) > due_at


def working_days_between(calendar: Calendar, begun: date, ended: date) -> Decimal:
    """Days used, for reports: worked days after `begun` up to and with `ended`, half a day if there are none.

    Half a day is the rule for work finished on the day of receipt; it also serves where only days off lie
    between. Raises BadDeadline.
    """
    if ended < begun:
        raise BadDeadline("ended_before_start", begun=begun.isoformat(), ended=ended.isoformat())
    days = (begun + timedelta(days=offset) for offset in range(1, (ended - begun).days + 1))
    return Decimal(sum(map(calendar.is_working, days))) or HALF_A_DAY


def working_days_until(calendar: Calendar, today: date, day: date) -> int:
    """Worked days after `today` up to and with `day`: what is left to prepare for it; 0 when it is today or past.

    No farther than ten years, so that a slip of the pen costs no time.
    """
    ahead = min((day - today).days, _FARTHEST)
    return sum(calendar.is_working(today + timedelta(days=offset)) for offset in range(1, ahead + 1))


def used_days(calendar: Calendar, begun: datetime, ended: datetime, *, tz: tzinfo = TAIPEI) -> Decimal:
    """`working_days_between` for two aware moments."""
    return working_days_between(calendar, begun.astimezone(tz).date(), ended.astimezone(tz).date())


def _count(calendar: Calendar, day: date, step: timedelta, amount: int, *, every_day: bool) -> Iterator[DayCount]:
    while amount:
        day += step
        working, why = calendar.explain(day)
        counted = working or every_day
        amount -= counted
        yield DayCount(day, counted, why)


def _roll(calendar: Calendar, day: date) -> Iterator[DayCount]:
    working = False
    while not working:
        day += _ONE_DAY
        working, why = calendar.explain(day)
        yield DayCount(day, False, why)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last one where it is shorter. Raises OverflowError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError(year)
    first, after = date(year, month + 1, 1), date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (after - first).days))


def _due_in_office_hours(calendar: Calendar, start: datetime, amount: int) -> Due:
    left, step = timedelta(hours=abs(amount)), _ONE_DAY if amount > 0 else -_ONE_DAY
    day, days = start.date(), []
    while True:
        spans = _spans_from(calendar, day, start) if amount > 0 else _spans_until(calendar, day, start)
        days.append(DayCount(day, bool(spans), calendar.explain(day)[1]))
        for opens, closes in spans:
            if left <= closes - opens:
                at = opens + left if amount > 0 else closes - left
                return Due(at.astimezone(UTC), day, tuple(days), calendar.version)
            left -= closes - opens
        day += step


def _spans_from(calendar: Calendar, day: date, start: datetime) -> list[tuple[datetime, datetime]]:
    """What remains of a day's office hours after `start`, first span first."""
    moments = _moments(calendar, day, start.tzinfo)
    return [(max(opens, start), closes) for opens, closes in moments if closes > start]


def _spans_until(calendar: Calendar, day: date, start: datetime) -> list[tuple[datetime, datetime]]:
    """What a day's office hours held before `start`, last span first."""
    moments = _moments(calendar, day, start.tzinfo)
    return [(opens, min(closes, start)) for opens, closes in reversed(moments) if opens < start]


def _moments(calendar: Calendar, day: date, tz: tzinfo | None) -> list[tuple[datetime, datetime]]:
    hours = calendar.hours(day)
    return [(datetime.combine(day, opens, tz), datetime.combine(day, closes, tz)) for opens, closes in hours]
