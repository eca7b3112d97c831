"""The way a case would take, with the reasons for each turn of it, told like the way of a case that exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.core.authority import may_start
from workflow.core.calendar import TAIPEI, combine
from workflow.core.canonical import plain
from workflow.core.case import Command, TaskView
from workflow.core.cast import cast
from workflow.core.decision import Step
from workflow.core.errors import FieldProblem, Refusal, Refused
from workflow.core.fields import Lookups
from workflow.core.machine import Process
from workflow.core.playing import Play
from workflow.core.simulating import Answers, Script, Simulation, simulate
from workflow.core.titles import case_title
from workflow.core.turn import Turn
from workflow.core.world import World
from workflow.reading.folder import Library
from workflow.services.explaining import Explanation
from workflow.services.explaining_tasks import task_because
from workflow.services.explaining_way import way_because
from workflow.services.naming import Names
from workflow.services.showing import login_of
from workflow.store.history import Entry

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """`post` is a post id or the login of the cast; `data` what is filled in, now and on the way."""

    post: str
    data: Mapping[str, object]
    answers: Answers
    now: datetime


def simulate_file(
    process: Process, library: Library, sample: Mapping[str, object], request: Request
) -> tuple[Explanation, Simulation]:
    """Play a case of `process` among one person for each post. Raises Refused `may_not_start`, Invalid.

    {process, version, applicant, started_at, ended: {state, outcome, at} | None, assumed, due_at,
     way: [{state, visit, because, tasks: [{key, kind, holders, holders_because, due_at, due_because, outcome, by,
     at}]}]}
    """
    organisation = library.organisation
    people = cast(organisation.units, organisation.posts) if organisation is not None else cast({}, {})
    calendar = combine(library.calendars, process.definition.calendars)
    world = World(people, calendar, Lookups(), library.authority)
    applicant, hat = _applicant(process, world, request)
    script = Script(request.data, sample, request.answers)
    found = simulate(process, world, applicant=applicant, hat=hat, now=request.now, script=script)
    return Explanation(_content(found, hat), Names(people, process.definition)), found


def _applicant(process: Process, world: World, request: Request) -> tuple[int, tuple[str, str]]:
    """The first of the cast who is meant and may start. Raises Refused."""
    today = request.now.astimezone(TAIPEI).date()
    for login, person in world.directory.by_login.items():
        if login == request.post or login.partition(".")[0] == request.post:
            hats = may_start(process.definition, world.directory, person, today)
            if hats:
                return person, hats[0]
    raise Refused(Refusal("may_not_start", {"posts": list(process.definition.may_start)}))


def _content(found: Simulation, hat: tuple[str, str]) -> Json:
    last = found.last
    view, definition, directory = last.view, last.process.definition, last.world.directory
    title = case_title(definition, view.data)
    ended = {"state": view.state, "outcome": view.outcome, "at": plain(view.closed_at)} if view.closed_at else None
    return {
        "process": definition.process,
        "version": definition.version,
        "title": {"zh-TW": title.zh, "en": title.en},
        "applicant": {"login": login_of(directory, view.applicant), "post": hat[0], "unit": hat[1]},
        "started_at": plain(view.started_at),
        "due_at": plain(view.due_at),
        "ended": ended,
        "stuck": [_stuck(it) for it in found.stuck],
        "assumed": list(found.assumed),
        "way": _way(found),
    }


def _stuck(why: Refusal | FieldProblem) -> Json:
    field = {"field": why.field} if isinstance(why, FieldProblem) else {}
    return {**field, "code": why.code, "params": plain(why.params)}


def _way(found: Simulation) -> list[Json]:
    """Each visit with the reasons as they were when it was left, and each task as it was when it was opened."""
    left: dict[int, Json] = {}
    tasks: dict[int, Json] = {}
    known = 0
    for play in found.plays:
        turn = Turn(play.process, play.view, Command("", 0), play.world, now=play.now, seed=b"")
        entries = entries_of(play)
        way = way_because(turn, entries)
        for visit in range(max(known, 1), len(way) + 1):
            left[visit] = way[visit - 1]
        known = play.view.visit
        for task in play.view.tasks:
            if task.open and task.seq not in tasks:
                tasks[task.seq] = task_because(turn, task, entries) | {"_visit": task.visit}
    last = found.last
    return [
        {
            "state": it["state"],
            "visit": it["visit"],
            "because": it["because"],
            "tasks": [_task(last, seq, task) for seq, task in tasks.items() if task["_visit"] == visit],
        }
        for visit, it in sorted(left.items())
    ]


def _task(last: Play, seq: int, because: Json) -> Json:
    kept = ("key", "kind", "holders", "holders_because", "due_at", "due_because")
    task: TaskView = (last.tasks or {})[seq]
    decision = next((it for it in last.view.decisions if it.task == seq and it.status != "carried"), None)
    return {name: because[name] for name in kept} | {
        "outcome": task.outcome,
        "by": login_of(last.world.directory, decision.actor) if decision else None,
        "at": plain(task.closed_at),
    }


def entries_of(play: Play) -> tuple[Entry, ...]:
    """The history of a case that was only played."""
    return tuple(_entry(step) for step in play.steps)


def _entry(step: Step) -> Entry:
    return Entry(step.after.version, step.at, step.before.head, step.entry_hash, step.entry, step.reason, None)
