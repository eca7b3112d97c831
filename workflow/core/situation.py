"""Where a case stands, as one sentence's code and parameters: who has it, since when, until when, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from workflow.core.asked import ASIDE, HOLDING_UP
from workflow.core.calendar import TAIPEI, Calendar
from workflow.core.case import TaskView
from workflow.core.deadlines import HALF_A_DAY, is_overdue, used_days, working_days_between
from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class Situation:
    """Sentences are in `workflow.texts.situations_*`; people and posts in `params` are codes still."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the sentence needs of a case. `tasks` are the open ones; `party` is whoever outside an external state waits
    for; `until` when a waiting state goes on by itself; `step` of `steps` is left out where that is not known; `closes`
    has the tasks, by seq, that are accepted late until then; `awaits`: the state waits for other cases, of
    whose number so many are `running` where that is known."""

    state: str
    applicant: int
    tasks: Sequence[TaskView]
    started_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    party: Text | None = None
    until: datetime | None = None
    step: int | None = None
    steps: int | None = None
    closes: Mapping[int, datetime] = field(default_factory=dict)
    awaits: bool = False
    running: int = 0
    children: int = 0


def whereabouts(standing: Standing, *, mine: bool = False) -> Situation:
    """Who has the case now. `mine`: it is the reader's turn."""
    place = {"state": standing.state, "step": standing.step, "steps": standing.steps}
    if standing.closed_at is not None:
        return Situation("situation_ended", {"outcome": standing.outcome, "at": standing.closed_at})
    if standing.awaits and not mine:
        counted = {"running": str(standing.running or ""), "children": str(standing.children or "")}
        return Situation("situation_children", {**place, **counted})
    if not standing.tasks:
        return Situation("situation_waits", {**place, "until": standing.until})
    tasks = due_now(standing.tasks)
    first = tasks[0]
    holders = list(dict.fromkeys(_who(task) for task in tasks))
    named = {**place, "holder": holders[0]}
    if first.course.held_until is not None and len(tasks) == 1:
        return Situation("situation_held", {**named, "until": first.course.held_until})
    if mine:
        return Situation("situation_yours", place)
    return _with(standing, tasks, holders, named)


def _with(standing: Standing, tasks: list[TaskView], holders: list[str], named: Mapping[str, object]) -> Situation:
    """Who has it, seen by somebody else."""
    place, first = {name: value for name, value in named.items() if name != "holder"}, tasks[0]
    kind = "info" if all(task.position == "info" for task in tasks) else first.kind
    if kind in {"info", "reconfirm", "unblock"}:
        return Situation(f"situation_{kind}", {**place, "holders": holders})
    if len(holders) > 1:
        return Situation("situation_several", {**place, "holders": holders, "count": len(holders)})
    if standing.party is not None:
        return Situation("situation_outside", {**named, "party": standing.party})
    if holders[0] == f"#{standing.applicant}":
        return Situation("situation_applicant", named)
    return Situation("situation_one", named)


def due_now(tasks: Sequence[TaskView]) -> list[TaskView]:
    """The open tasks that somebody can do: without those that wait for others first, and what is asked about them."""
    waiting = {task.parent for task in tasks if task.position in HOLDING_UP}
    beside = ASIDE | {"later"}
    return [task for task in tasks if task.position not in beside and task.seq not in waiting]


def timing(standing: Standing, calendar: Calendar, now: datetime) -> Situation | None:
    """Since when and until when; for a case that is over, how long it took. None where nothing is waited for."""
    if standing.closed_at is not None:
        if standing.started_at is None:
            return None
        return Situation(
            "situation_took", {"used": _length(used_days(calendar, standing.started_at, standing.closed_at))}
        )
    if not standing.tasks:
        return None
    first = min(due_now(standing.tasks), key=lambda task: (task.due_at is None, task.due_at, task.opened_at))
    params: dict[str, object] = {
        "opened": first.opened_at,
        "used": _length(used_days(calendar, first.opened_at, max(now, first.opened_at))),
    }
    if first.due_at is None:
        return Situation("situation_since", params)
    if is_overdue(first.due_at, now) and first.seq in standing.closes:
        return Situation("situation_grace", {**params, "due": first.due_at, "closes": standing.closes[first.seq]})
    return _due(first.due_at, calendar, now, {**params, "due": first.due_at})


def until_due(due_at: datetime | None, calendar: Calendar, now: datetime) -> Situation:
    """How much time is left, for a row of a list."""
    if due_at is None:
        return Situation("due_never")
    known = _due(due_at, calendar, now, {"due": due_at})
    return Situation(
        known.code.replace("situation_since", "situation_left").replace("situation_", "due_"), known.params
    )


def _due(due_at: datetime, calendar: Calendar, now: datetime, params: dict[str, object]) -> Situation:
    if is_overdue(due_at, now):
        return Situation("situation_late", {**params, "late": _length(used_days(calendar, due_at, now))})
    today, day = now.astimezone(TAIPEI).date(), due_at.astimezone(TAIPEI).date()
    if today == day:
        return Situation("situation_today", params)
    return Situation("situation_since", {**params, "left": _length(working_days_between(calendar, today, day))})


def _length(days: Decimal) -> str:
    """As the texts read lengths of time; less than a day is not counted."""
    return "" if days == HALF_A_DAY else f"{int(days)}wd"


def _who(task: TaskView) -> str:
    return f"#{task.claimed_by}" if task.claimed_by is not None else task.holders[0].principal()
