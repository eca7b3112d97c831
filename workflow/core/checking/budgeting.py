"""L19: even the longest normal way, begun on the worst day, is done before the whole case is due.

The longest way goes forward only and takes every deadline to its last day. Later is never earlier: whoever begins
later is done later, so the latest arrival at each state comes from the latest arrivals before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from workflow.core.calendar import TAIPEI, Calendar
from workflow.core.checking.places import at, slots_of, warning
from workflow.core.deadlines import SPEED_CLASSES, Roll, due
from workflow.core.definition import Branch, Deadline, Definition, State
from workflow.core.durations import Duration
from workflow.core.findings import Finding
from workflow.core.graph import forward_moves, graph_of

_FIRST: Final = date(2026, 9, 1)
_DAY: Final = timedelta(days=1)
_WEEKS: Final = 52
_KNOWN_YEARS: Final = 6


@dataclass(frozen=True, slots=True)
class Days:
    """The working days of the years that are looked at, in order: counting in them is looking up."""

    calendar: Calendar
    working: tuple[date, ...]
    speed: str | None = None
    """The class by which a deadline is counted that follows that of the case; None: as the definition has it."""

    def limit(self, deadline: Deadline) -> Duration | None:
        return SPEED_CLASSES[self.speed].limit if self.speed and deadline.by_speed else deadline.within

    def after(self, day: date, limit: Duration, roll: Roll = "none") -> date:
        """The day on which `limit`, begun on `day`, is up; what `due` says, without saying why."""
        if limit.unit == "wd" and limit.amount > 0:
            position = bisect_right(self.working, day) + limit.amount - 1
            if position < len(self.working):
                return self.working[position]
        if limit.unit == "cd" and limit.amount > 0:
            ended = day + _DAY * limit.amount
            return ended if roll == "none" else self.on_or_after(ended)
        begun = datetime.combine(day, time(9), TAIPEI)
        return due(self.calendar, begun, limit, roll=roll).day

    def on_or_after(self, day: date) -> date:
        return self.after(day - _DAY, Duration(1, "wd"))


def days_of(calendar: Calendar) -> Days:
    days = (_FIRST + _DAY * offset for offset in range(366 * _KNOWN_YEARS))
    return Days(calendar, tuple(day for day in days if calendar.is_working(day)))


def check_budget(definition: Definition, calendar: Calendar) -> Iterator[Finding]:
    """Wants every named state to exist."""
    limit = definition.case_deadline
    if limit is None:
        return
    for state in definition.states.values():
        deadline = _of_outsiders(state)
        if deadline is not None and deadline.within is not None and deadline.clock == "running":
            yield warning("L19", "waits_on_our_time", at(state, "deadline"), state=state.name)
    days = days_of(calendar)
    for speed in definition.speeds.codes if definition.speeds is not None else (None,):
        worst = _worst(definition, replace(days, speed=speed), limit)
        if worst is None:
            continue
        begun, ended, way = worst
        params = {"limit": str(limit), "begun": begun.isoformat(), "ended": ended.isoformat(), "way": way}
        if speed is None:
            yield warning("L19", "longer_than_the_case", ("case_deadline",), **params)
        else:
            named = SPEED_CLASSES[speed].label
            yield warning("L19", "class_longer_than_the_case", ("case_deadline",), speed=named, **params)


def _worst(definition: Definition, days: Days, limit: Duration) -> tuple[date, date, tuple[str, ...]] | None:
    """When the case begins that is done latest after it is due, when that is, and the way; None when none is."""
    graph = graph_of(forward_moves(definition), definition.states)
    order = _in_order(graph, definition.start)
    worst: tuple[timedelta, date, date, tuple[str, ...]] | None = None
    for begun in _starts(days):
        ended, way = _longest(definition, graph, order, days, begun)
        over = ended - days.after(begun, limit)
        if over > timedelta() and (worst is None or over > worst[0]):
            worst = (over, begun, ended, way)
    return worst[1:] if worst is not None else None


def _longest(
    definition: Definition, graph: Mapping[str, Sequence[str]], order: Sequence[str], days: Days, begun: date
) -> tuple[date, tuple[str, ...]]:
    """The latest end of all, and the states on the way there."""
    arrived = {definition.start: begun}
    came: dict[str, str] = {}
    last = definition.start
    for name in order:
        left = _left(definition.states[name], arrived[name], days)
        if arrived[name] >= arrived[last]:
            last = name
        for target in graph[name]:
            if target not in arrived or left > arrived[target]:
                arrived[target], came[target] = left, name
    return arrived[last], _way(came, last)


def _left(state: State, entered: date, days: Days) -> date:
    """When the slowest branch is done; a clock that stands still, and a state without limit, take nothing."""
    return max((_done(state, branch, entered, days) for branch in state.branches), default=entered)


def _done(state: State, branch: Branch, entered: date, days: Days) -> date:
    day = entered
    for slot in branch.slots:
        deadline = slot.deadline or state.deadline
        limit = days.limit(deadline) if deadline is not None else None
        if deadline is not None and limit is not None and deadline.clock == "running":
            day = days.after(day, limit, deadline.roll)
    return day


def _of_outsiders(state: State) -> Deadline | None:
    if state.type != "external":
        return None
    return next((slot.deadline for slot in slots_of(state) if slot.deadline is not None), state.deadline)


def _starts(days: Days) -> Iterator[date]:
    """A working day of each week of a year, another day of the week each time."""
    return (days.on_or_after(_FIRST + _DAY * (7 * week + week % 5)) for week in range(_WEEKS))


def _in_order(graph: Mapping[str, Sequence[str]], start: str) -> tuple[str, ...]:
    """Each state behind all that lead to it; forward moves run in no circle."""
    done: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        seen.add(name)
        for target in graph[name]:
            if target not in seen:
                visit(target)
        done.append(name)

    visit(start)
    return tuple(reversed(done))


def _way(came: Mapping[str, str], last: str) -> tuple[str, ...]:
    way = [last]
    while way[-1] in came:
        way.append(came[way[-1]])
    return tuple(reversed(way))
