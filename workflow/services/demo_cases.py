"""The cases of the demo: begun and walked by the services that people use, with the clock set to days gone by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from workflow.core.calendar import TAIPEI, Calendar
from workflow.core.case import Command, FileView
from workflow.core.errors import NotFound
from workflow.services.act import act, start
from workflow.services.beating import beat_once
from workflow.services.runtime import Runtime
from workflow.services.uploads import keep_file
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case

CASES: Final = "cases"
SATURDAY: Final = 5
AT_ONCE: Final = timedelta(minutes=20)
WORKDAY: Final = "workday "
"""`workday +5` in an answer stands for the date of that working day."""
DayOf = Callable[[int], date]
"""The date of a number of days, as a file counts them."""
PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Size 4/Root 1 0 R>>
%%EOF
"""


@dataclass(frozen=True, slots=True)
class Move:
    """What a login does at a moment; the first move of a case has no action and starts it. `branch` tells which of
    several tasks is meant."""

    at: datetime
    case: str
    login: str
    action: str
    given: Mapping[str, Any]
    files: tuple[str, ...] = ()
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """The moves of one file in their order. `processes` by case."""

    moves: tuple[Move, ...]
    processes: Mapping[str, str]


def read_scripts(runtime: Runtime, folder: Path, now: datetime) -> Script:
    """All files of the folder. Days count back from today, a weekend stands for the Friday before; where the file names
    calendars they are working days from today, those gone by negative."""
    moves: list[Move] = []
    processes: dict[str, str] = {}
    today = now.astimezone(TAIPEI).date()
    for path in sorted((folder / CASES).glob("*.json")):
        written = json.loads(path.read_text("utf-8"))
        day_of: DayOf = partial(days_ago, today)
        if "calendars" in written:
            day_of = partial(working_day, _calendar(runtime, tuple(written["calendars"])), today)
        for number, case in enumerate(written["cases"], start=1):
            key = f"{path.stem}.{number}"
            processes[key] = written["process"]
            moves += _moves(key, written["data"], case, day_of)
    return Script(tuple(sorted(moves, key=lambda move: move.at)), processes)


def play(runtime: Runtime, script: Script, files: Path, now: datetime) -> int:
    """Make every move at its moment, with what falls due before it and until now; how many cases began. `files` keeps
    documents.

    Raises what `act` raises: a move that is refused is a fault of the script.
    """
    people = _people(runtime)
    numbers: dict[str, str] = {}
    for move in script.moves:
        run_clock(runtime, move.at)
        kept = {name: _file(files, name, move.case) for name in move.files}
        command = Command(move.action, people[move.login], input=move.given, files=kept)
        if not move.action:
            numbers[move.case] = start(runtime, script.processes[move.case], command, move.at).number
        else:
            number = numbers[move.case]
            meant = _task(runtime, number, move.branch) if move.branch else None
            act(runtime, number, replace(command, task=meant), move.at)
    run_clock(runtime, now)
    return len(numbers)


def run_clock(runtime: Runtime, now: datetime) -> None:
    """Whatever falls due until then."""
    while beat_once(runtime, now):
        continue


def in_force(runtime: Runtime, process: str, now: datetime) -> bool:
    """Whether cases of the process could begin at that moment."""
    with runtime.database.snapshot() as connection:
        revision = load_revisions(connection).get("definitions", 0)
        try:
            runtime.catalogue.newest(connection, process, now.astimezone(TAIPEI).date(), revision)
        except NotFound:
            return False
    return True


def days_ago(today: date, days: int) -> date:
    """So many days before; a weekend stands for the Friday before it."""
    day = today - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def working_day(calendar: Calendar, today: date, days: int) -> date:
    """The so-manieth working day after today, or before it: today itself is none of them."""
    step = timedelta(days=1 if days > 0 else -1)
    day, left = today, abs(days)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def _moves(key: str, data: Mapping[str, Any], case: Mapping[str, Any], day_of: DayOf) -> Iterator[Move]:
    """A field that the case sets to null is left out of those of the file. What a weekend would put before the move
    before follows it at once."""
    given = {name: value for name, value in {**data, **case["data"]}.items() if value is not None}
    days, hour, login = case["begun"]
    last = _moment(day_of(days), hour)
    yield Move(last, key, login, "", _dated(given, day_of), tuple(case["files"]))
    for days, hour, login, action, *more in case["moves"]:
        answer, papers = (*more, {}, [])[:2] if len(more) < 2 else more
        last = max(_moment(day_of(days), hour), last + AT_ONCE)
        done, _, branch = action.partition(":")
        yield Move(last, key, login, done, _dated(answer, day_of), tuple(papers), branch)


def _moment(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), TAIPEI)


def _dated(value: Any, day_of: DayOf) -> Any:
    """With every `workday +5` told as a date."""
    if isinstance(value, dict):
        return {name: _dated(part, day_of) for name, part in value.items()}
    if isinstance(value, list):
        return [_dated(part, day_of) for part in value]
    if isinstance(value, str) and value.startswith(WORKDAY):
        return day_of(int(value.removeprefix(WORKDAY))).isoformat()
    return value


def _calendar(runtime: Runtime, keys: tuple[str, ...]) -> Calendar:
    with runtime.database.snapshot() as connection:
        return runtime.catalogue.calendar(connection, keys, load_revisions(connection).get("definitions", 0))


def _task(runtime: Runtime, number: str, branch: str) -> int:
    with runtime.database.snapshot() as connection:
        loaded = load_case(connection, number)
    if loaded is None:
        raise NotFound("case", number)
    return next(task.seq for task in loaded.view.tasks if task.open and task.branch == branch)


def _people(runtime: Runtime) -> Mapping[str, int]:
    with runtime.database.snapshot() as connection:
        return runtime.people.at(connection, load_revisions(connection)).by_login


def _file(root: Path, name: str, case: str) -> FileView:
    return keep_file(root, name, f"{name}.pdf", PDF + f"% {case} {name}\n".encode())
