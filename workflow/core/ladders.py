"""Deadlines of tasks and the ladders that hang on them; one armed timer per task, the next rung."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from workflow.core.case import Holder, TaskView
from workflow.core.deadlines import SPEED_CLASSES, due
from workflow.core.definition import Deadline, Rung, Slot
from workflow.core.durations import Duration
from workflow.core.putting_off import put_off
from workflow.core.timerules import UnsetAnchor, evaluate
from workflow.core.turn import Turn, value_at

TIMEOUT = "timeout"
ESCALATE_ONLY = "escalate_only"
UNTIL = "until"
ELAPSED = "elapsed"
CASE_DUE = "case_due"


def anchors(turn: Turn, **own: datetime | None) -> Callable[[str], date | datetime | None]:
    """Look-up of a time rule's anchors: `entered`, `due`, `STATE.entered|decided`, `data.PATH`, `input.PATH`.

    `entered` is when the case came into the present state, unless another moment is given.
    """

    def find(name: str) -> date | datetime | None:
        if name in own:
            return own[name]
        root, _, rest = (f"{turn.state}.entered" if name == "entered" else name).partition(".")
        if root in {"data", "input"}:
            value = value_at(turn.data if root == "data" else _last_input(turn), rest)
            return value if isinstance(value, date) else None
        visits = turn.visits.get(root)
        return getattr(visits, rest, None) if visits else None

    return find


def _last_input(turn: Turn) -> Mapping[str, object]:
    given = turn.standing_decisions()
    return given[-1].input if given else {}


def due_of(turn: Turn, deadline: Deadline | None, *, begun: datetime | None = None) -> datetime | None:
    """When a task opened at `begun`, or now, must be done; None without a deadline. Raises UnsetAnchor."""
    if deadline is None:
        return None
    begun, limit = begun or turn.now, limit_of(turn, deadline)
    if limit is not None:
        return due(turn.world.calendar, begun, limit, roll=deadline.roll).at
    if deadline.until is not None:
        return evaluate(deadline.until, anchors(turn, entered=begun), turn.world.calendar, roll=deadline.roll)
    return None


def limit_of(turn: Turn, deadline: Deadline) -> Duration | None:
    """How long a task may take, by the class of speed that the case has now."""
    return SPEED_CLASSES[speed_of(turn)].limit if deadline.by_speed else deadline.within


def speed_of(turn: Turn) -> str:
    """The class that was chosen for the case, else that of its definition."""
    return turn.speed or turn.definition.speed


def arm_ladder(turn: Turn, slot: Slot, task: TaskView, *, after: str | None = None) -> None:
    """Set the timer of the first rung, or of the one that follows rung `after`."""
    following = next_rung(turn, slot, task, after=after)
    if following is not None:
        at, key = following
        turn.set_timer(key, at, task.seq)


def arm_ladder_at(turn: Turn, slot: Slot, task: TaskView, rung: str | None) -> None:
    """Set the timer of `rung` anew, at its moment by the task's present day; of the first one to come if it is gone."""
    moments = _moments(turn, slot, task)
    found = next((moment for moment in moments if moment[1] == rung), None)
    found = found or next((moment for moment in moments if moment[0] > turn.now), None)
    if rung is not None and found is not None:
        turn.set_timer(found[1], found[0], task.seq)


def next_rung(turn: Turn, slot: Slot, task: TaskView, *, after: str | None = None) -> tuple[datetime, str] | None:
    """The moment and key of the first rung, or of the one that follows rung `after`."""
    moments = _moments(turn, slot, task)
    keys = [key for _, key in moments]
    if after is not None and after not in keys:
        # what the fired rung hung on was cleared since; none that went by is fired for that
        rest = [moment for moment in moments if moment[0] > turn.now]
    else:
        rest = moments[keys.index(after) + 1 :] if after else moments
    return rest[0] if rest else None


def closes_at(turn: Turn, slot: Slot, task: TaskView) -> datetime | None:
    """When the clock answers, at the deadline or after the time of grace; None where it never does."""
    deadline = slot.deadline
    if deadline is None or task.due_at is None or deadline.timeout in {None, ESCALATE_ONLY}:
        return None
    return task.due_at if deadline.grace is None else due(turn.world.calendar, task.due_at, deadline.grace).at


def rung_of(slot: Slot, key: str) -> Rung | None:
    return next((rung for rung in slot.ladder if rung.key == key), None)


def arm_case_deadline(turn: Turn) -> None:
    """(Re)compute when the whole case is due: its days, plus the working days during which its clock stood still."""
    limit = turn.definition.case_deadline
    if limit is None or turn.started_at is None:
        return
    stretched = replace(limit, amount=limit.amount + turn.stopped_days)
    turn.due_at = due(turn.world.calendar, turn.started_at, stretched).at
    for timer in [timer for timer in turn.timers.values() if timer.rule == CASE_DUE]:
        turn.settle_timer(timer, "replaced")
    turn.set_timer(CASE_DUE, turn.due_at, None)


def move_to(turn: Turn, task: TaskView, holders: tuple[Holder, ...]) -> TaskView:
    """Give the task to other holders; a claim does not survive that."""
    moved = replace(task, holders=holders, claimed_by=None)
    turn.change_task(moved)
    return moved


def stop_ladder(turn: Turn, slot: Slot, task: TaskView) -> TaskView:
    """Take the armed rung away. What fired before is remembered as spent: each rung fires once, however time moves."""
    armed = [timer for timer in turn.timers.values() if timer.task == task.seq]
    keys = [key for _, key in _moments(turn, slot, task)]
    first = min((keys.index(timer.rule) for timer in armed if timer.rule in keys), default=len(keys))
    for timer in armed:
        turn.settle_timer(timer, "replaced")
    return replace(task, course=replace(task.course, spent=(*task.course.spent, *keys[:first])))


def counted_due(turn: Turn, slot: Slot, task: TaskView) -> datetime | None:
    """When the task would be due if it were counted now, from when it was opened; None where that cannot be told."""
    try:
        due_at = due_of(turn, slot.deadline, begun=task.opened_at)
    except UnsetAnchor:
        return None
    return put_off(turn, slot, task, due_at) if due_at is not None else None


def move_due(turn: Turn, slot: Slot, stopped: TaskView, due_at: datetime | None, why: str) -> TaskView:
    """Give a task whose ladder was stopped another due moment; rungs that have not fired move with it."""
    before = turn.tasks[stopped.seq].due_at or stopped.course.held_due
    fixed = due_at != counted_due(turn, slot, stopped)
    moved = replace(stopped, due_at=due_at, course=replace(stopped.course, held_due=None, fixed=fixed))
    turn.change_task(moved)
    if before != due_at:
        turn.note("due_moved", task=stopped.seq, before=before, after=due_at, why=why)
    arm_ladder(turn, slot, moved)
    return moved


def _moments(turn: Turn, slot: Slot, task: TaskView) -> list[tuple[datetime, str]]:
    find = anchors(turn, due=task.due_at, entered=task.opened_at)
    found: list[tuple[datetime, int, str]] = []
    for place, rung in enumerate(slot.ladder):
        if rung.key in task.course.spent:
            continue
        try:
            found.append((evaluate(rung.at, find, turn.world.calendar), place, rung.key))
        except UnsetAnchor:
            continue
    closes = closes_at(turn, slot, task)
    if closes is not None:
        found.append((closes, len(slot.ladder), TIMEOUT))
    return [(at, key) for at, _, key in sorted(found)]
