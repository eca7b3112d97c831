"""The cases of the demo: begun and walked by the services that people use, with the clock set to days gone by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import Command, FileView
from workflow.core.errors import NotFound
from workflow.services.act import act, start
from workflow.services.beating import beat_once
from workflow.services.runtime import Runtime
from workflow.services.uploads import keep_file
from workflow.store.revisions import load_revisions

CASES: Final = "cases"
SATURDAY: Final = 5
AT_ONCE: Final = timedelta(minutes=20)
PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Size 4/Root 1 0 R>>
%%EOF
"""


@dataclass(frozen=True, slots=True)
class Move:
    """What a login does at a moment; the first move of a case has no action and starts it."""

    at: datetime
    case: str
    login: str
    action: str
    given: Mapping[str, Any]
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """The moves of one file in their order. `processes` by case."""

    moves: tuple[Move, ...]
    processes: Mapping[str, str]


def read_scripts(folder: Path, now: datetime) -> Script:
    """All files of the folder; their days count back from today, a weekend stands for the Friday before."""
    moves: list[Move] = []
    processes: dict[str, str] = {}
    for path in sorted((folder / CASES).glob("*.json")):
        written = json.loads(path.read_text("utf-8"))
        for number, case in enumerate(written["cases"], start=1):
            key = f"{path.stem}.{number}"
            processes[key] = written["process"]
            moves += _moves(key, written["data"], case, now)
    return Script(tuple(sorted(moves, key=lambda move: move.at)), processes)


def play(runtime: Runtime, script: Script, files: Path) -> int:
    """Make every move at its moment, with what falls due before it; how many cases began. `files` keeps documents.

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
            act(runtime, numbers[move.case], command, move.at)
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


def moment(now: datetime, days: int, hour: str) -> datetime:
    """So many days before today, at that time in Taipei."""
    day = now.astimezone(TAIPEI).date() - timedelta(days=days)
    if day.weekday() >= SATURDAY:
        day -= timedelta(days=day.weekday() - SATURDAY + 1)
    return datetime.combine(day, time.fromisoformat(hour), TAIPEI)


def _moves(key: str, data: Mapping[str, Any], case: Mapping[str, Any], now: datetime) -> Iterator[Move]:
    """A field that the case sets to null is left out of those of the file. What a weekend would put before the move
    before follows it at once."""
    given = {name: value for name, value in {**data, **case["data"]}.items() if value is not None}
    days, hour, login = case["begun"]
    last = moment(now, days, hour)
    yield Move(last, key, login, "", given, tuple(case["files"]))
    for days, hour, login, action, *more in case["moves"]:
        answer, papers = (*more, {}, [])[:2] if len(more) < 2 else more
        last = max(moment(now, days, hour), last + AT_ONCE)
        yield Move(last, key, login, action, answer, tuple(papers))


def _people(runtime: Runtime) -> Mapping[str, int]:
    with runtime.database.snapshot() as connection:
        return runtime.people.at(connection, load_revisions(connection)).by_login


def _file(root: Path, name: str, case: str) -> FileView:
    return keep_file(root, name, f"{name}.pdf", PDF + f"% {case} {name}\n".encode())
