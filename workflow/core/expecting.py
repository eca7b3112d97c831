"""What a scenario expects of a played case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from workflow.core.bookings import Held, held_after, placed_by
from workflow.core.calendar import TAIPEI
from workflow.core.canonical import plain
from workflow.core.case import TaskView
from workflow.core.numbers import parse_format, render
from workflow.core.operations import WRITES
from workflow.core.playing import Play
from workflow.core.recording import writes_of
from workflow.core.turn import find_slot

Wrong = tuple[object, object]


def unmet(play: Play, expect: Mapping[str, Any]) -> Wrong | None:
    """The first expectation that does not hold, with what is the case instead; None when all hold."""
    for key, wanted in expect.items():
        got = _LOOKS[key](play, wanted)
        if got != wanted:
            return {key: wanted}, {key: got}
    return None


def _open(play: Play, wanted: list[str]) -> list[str]:
    """The open tasks, each by the name under which the scenario may know it."""
    found = []
    for task in (task for task in play.view.tasks if task.open):
        names = _names(play, task)
        found.append(next((name for name in wanted if name in names), sorted(names)[0]))
    return wanted if sorted(found) == sorted(wanted) else found


def _names(play: Play, task: TaskView) -> set[str]:
    state = task.state
    slot = find_slot(play.process.definition, state, task.key)
    names = {f"{state}.{task.key}", f"{state}.{task.branch}", f"{task.kind}:{task.key}", state}
    if task.asked is not None:
        return {f"{state}.{task.key}", f"{state}.{task.position}", str(task.position)}
    return names | ({f"{state}.{slot.actor}"} if slot else set())


def _carried(play: Play, wanted: list[str]) -> list[str]:
    carried = [d for d in play.view.decisions if d.status == "carried" or d.void_reason == "carried_on"]
    found: set[str] = set()
    for decision in carried:
        names = {decision.key, decision.key.partition(".")[0], f"{decision.state}.{decision.key}"}
        slot = find_slot(play.process.definition, decision.state, decision.key)
        names |= {slot.actor} if slot else set()
        found.add(next((name for name in wanted if name in names), decision.key))
    return wanted if found == set(wanted) else sorted(found)


def _never_assigned(play: Play, wanted: list[str]) -> list[str]:
    assigned: set[str] = set()
    for task in (play.tasks or {}).values():
        slot = find_slot(play.process.definition, task.state, task.key)
        assigned |= {task.key, task.branch} | ({slot.actor} if slot else set())
    return [name for name in wanted if name not in assigned]


def _visits(play: Play, wanted: Mapping[str, int]) -> dict[str, int]:
    return {name: play.view.visits[name].count if name in play.view.visits else 0 for name in wanted}


def _due(play: Play, wanted: Mapping[str, str]) -> dict[str, str | None]:
    """The day on which each named open task is due, None while it has none."""
    found: dict[str, str | None] = {}
    for name in wanted:
        task = next((task for task in play.view.tasks if task.open and name in _names(play, task)), None)
        found[name] = task.due_at.astimezone(TAIPEI).date().isoformat() if task and task.due_at else None
    return found


def _held(play: Play) -> Held:
    """What the case holds now, by what its steps had done."""
    held: Held = {}
    for step in play.steps:
        on = step.at.astimezone(TAIPEI).date()
        by = placed_by(step.decisions)
        held = held_after(held, step.operations, step.after, by=by, directory=play.world.directory, on=on)
    return held


def _documents(play: Play, wanted: Mapping[str, str]) -> dict[str, str]:
    """What became of each named document."""
    held = play.view.documents
    return {name: (held[name].standing or "frozen") if name in held else "none" for name in wanted}


def _number(play: Play, _wanted: object) -> str:
    started = play.view.started_at or play.now
    return render(parse_format(play.process.definition.case_number), started.astimezone(TAIPEI).date(), 1)


def _written(play: Play, wanted: list[Mapping[str, Any]]) -> object:
    """The rows that were written, in order; those that say what is wanted count as that."""
    number = _number(play, None)
    found = [
        {"register": write.register, "row": write.code, **plain(write.values)}
        for step in play.steps
        for rule in step.operations
        if rule.operation in WRITES
        for write in writes_of(rule, replace(step.after, number=number))
    ]
    alike = len(found) == len(wanted) and all(
        each.items() <= row.items() for each, row in zip(wanted, found, strict=True)
    )
    return wanted if alike else found


def _children(play: Play, _wanted: object) -> list[str]:
    """Of the last visit that began any."""
    last = max((child.visit for child in play.view.children), default=0)
    return [child.outcome or "running" for child in play.view.children if child.visit == last]


def _told(play: Play, _wanted: object) -> list[object]:
    said = (step.facts["events"] for step in play.steps)
    events = (event for each in said if isinstance(each, list) for event in each)
    return [event["signal"] for event in events if event["event"] == "told"]


_LOOKS: Mapping[str, Callable[[Play, Any], object]] = {
    "state": lambda play, _wanted: play.view.state,
    "outcome": lambda play, _wanted: play.view.outcome,
    "open": _open,
    "carried": _carried,
    "never_assigned": _never_assigned,
    "visits": _visits,
    "number": _number,
    "due": _due,
    "children": _children,
    "told": _told,
    "spawned": lambda play, _wanted: [
        spawn.process for step in play.steps for spawn in step.spawns if spawn.child is None
    ],
    "booked": lambda play, wanted: wanted if set(wanted) == (held := set(_held(play))) else sorted(held),
    "documents": _documents,
    "written": _written,
    "speed": lambda play, _wanted: play.view.speed or play.process.definition.speed,
}
