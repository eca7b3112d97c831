"""What is done to a case and changes nothing: planned anew, and moved to the same process under another version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from workflow.core.case import CLOCK, Command
from workflow.core.definition import Definition
from workflow.core.errors import Refused
from workflow.core.machine import build_process
from workflow.core.migrating import DOOR, MIGRATE
from workflow.core.playing import Play, act
from workflow.core.replanning import REPLAN


def plan(play: Play, number: int) -> Play:
    """Nobody has left and no day became another one: nothing is to be planned, and nothing moves with the case."""
    asked_by_itself = any(task.open and task.kind in {"reconfirm", "unblock"} for task in play.view.tasks)
    if number % 2 or asked_by_itself or play.view.closed_at is not None:
        with pytest.raises(Refused, match=r"nothing_to_plan|case_closed"):
            act(play, Command(REPLAN, CLOCK, door="clock"))
        return play
    before = play.process.definition
    version = before.version + 1
    after = build_process(replace(before, version=version, sha256=f"{version:064d}"))
    given = {"version": version, "before": before.version, "asked_anew": [], **_same(before)}
    moved = act(replace(play, process=after), Command(MIGRATE, CLOCK, input=given, door=DOOR))
    for part in ("tasks", "decisions", "visits", "state"):
        assert getattr(moved.view, part) == getattr(play.view, part), part
    assert _armed(moved) == _armed(play)
    return moved


def _same(definition: Definition) -> dict[str, Any]:
    states = definition.states.values()
    places = [f"{state.name}.{slot.key}" for state in states for branch in state.branches for slot in branch.slots]
    return {"states": {name: name for name in definition.states}, "tasks": {place: place for place in places}}


def _armed(play: Play) -> set[tuple[object, ...]]:
    return {(timer.rule, timer.due_at, timer.task) for timer in play.view.timers}
