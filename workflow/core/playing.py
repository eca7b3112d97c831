"""A case lived through in memory: the same decisions, no database. For scenario tests, simulation and what-if."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from workflow.core.canonical import sha256_hex
from workflow.core.case import CLOCK, CaseView, Command, FileView, TaskView, TimerView
from workflow.core.deciding import decide
from workflow.core.decision import Step
from workflow.core.firing import FIRE
from workflow.core.freezing import is_ready
from workflow.core.hearing import CHILD_ENDED, SIGNALLED
from workflow.core.kinship import Child
from workflow.core.machine import Process
from workflow.core.rendering import RENDERED
from workflow.core.starting import FOLLOW, GIVEN, PARENT, START, new_case
from workflow.core.world import World


@dataclass(frozen=True, slots=True)
class Play:
    """`tasks` remembers every task that was ever opened; a CaseView keeps those of the present visit only."""

    process: Process
    world: World
    view: CaseView
    now: datetime
    steps: tuple[Step, ...] = ()
    tasks: Mapping[int, TaskView] | None = None


def begin(
    process: Process,
    world: World,
    *,
    applicant: int,
    hat: tuple[str, str],
    now: datetime,
    input: Mapping[str, object],
    files: Mapping[str, FileView] | None = None,
) -> Play:
    """Start a case under `hat` (post, unit) and submit it. Raises what `decide` raises."""
    authority = world.authority.sha256 if world.authority else None
    view = new_case(process.definition, 1, applicant=applicant, post=hat[0], unit=hat[1], authority=authority)
    return act(Play(process, world, view, now), Command(START, applicant, input=input, files=files or {}))


def begin_following(
    process: Process, world: World, *, applicant: int, hat: tuple[str, str], now: datetime, given: Mapping[str, object]
) -> Play:
    """Let a case follow from another that gives it these values, but for those that are looked up. Raises what `decide`
    raises."""
    looked_up = {spec.name for spec in process.definition.fields if spec.lookup is not None}
    given = {name: value for name, value in given.items() if name not in looked_up}
    authority = world.authority.sha256 if world.authority else None
    view = new_case(process.definition, 1, applicant=applicant, post=hat[0], unit=hat[1], authority=authority)
    return act(Play(process, world, view, now), Command(FOLLOW, applicant, input={GIVEN: given, PARENT: None}))


def act(play: Play, command: Command) -> Play:
    """One command at the present moment, and the drawing of what it froze: no play waits for that.

    Raises what `decide` raises; the play is unchanged then.
    """
    play = _act(play, command)
    while (file := next((each for each in play.view.documents.values() if not is_ready(each)), None)) is not None:
        drawn = {"document": file.name, "version": file.version, "sha256": sha256_hex(file.sha256.encode()), "size": 1}
        play = _act(play, Command(RENDERED, CLOCK, input=drawn, door="clock"))
    return play


def _act(play: Play, command: Command) -> Play:
    seed = hashlib.sha256(f"play {play.view.version}".encode()).digest()
    # nobody sits before a play, so that what is signed elsewhere counts as signed here
    command = replace(command, signed=command.signed or "password")
    step = decide(play.process, play.view, command, play.world, now=play.now, seed=seed)
    changed = {task.seq: task for task in (*step.opened, *step.closed, *step.touched)}
    return replace(play, view=step.after, steps=(*play.steps, step), tasks={**(play.tasks or {}), **changed})


def end_child(play: Play, child: int, outcome: str, data: Mapping[str, object]) -> Play:
    """Let a case that this one waits for come to its end, holding `data`. Raises what `decide` raises."""
    given = {"child": child, "outcome": outcome, "data": data}
    return act(play, Command(CHILD_ENDED, CLOCK, input=given, door="clock"))


def hear(play: Play, signal: str) -> Play:
    """Let another case tell this one. Raises what `decide` raises."""
    return act(play, Command(SIGNALLED, CLOCK, input={"signal": signal, "from": None}, door="clock"))


def running_children(play: Play) -> tuple[Child, ...]:
    """Those of the present visit that have not ended."""
    return tuple(child for child in play.view.children if child.visit == play.view.visit and child.outcome is None)


def wait_until(play: Play, moment: datetime) -> Play:
    """Let the clock run: whatever falls due until `moment` happens, oldest first, at its own time."""
    while True:
        timer = next_timer(play)
        if timer is None or timer.due_at > moment:
            return replace(play, now=max(play.now, moment))
        play = act(replace(play, now=max(play.now, timer.due_at)), Command(FIRE, CLOCK, timer=timer.seq, door="clock"))


def next_timer(play: Play) -> TimerView | None:
    return min(play.view.timers, key=lambda timer: (timer.due_at, timer.seq), default=None)
