"""Four processes of other houses, and their scenarios lived through by the real services beside the pure core."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.support.office import NOW, runtime_on
from workflow.adapters.holidays_tw import layer_from_document
from workflow.core.authority import may_start
from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command
from workflow.core.cast import cast, with_deputy
from workflow.core.deadlines import due
from workflow.core.directory import Deputyship, Directory
from workflow.core.durations import parse_duration
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.core.firing import FIRE
from workflow.core.inputs import accepted_by
from workflow.core.machine import Process, build_process
from workflow.core.playing import Play, act, begin, next_timer
from workflow.core.scenarios import DEFAULT_START, codes_of, command_of, looked_up, stand_in_files
from workflow.reading.folder import Library, read_folder
from workflow.services import act as services
from workflow.services.act import Done
from workflow.services.beating import beat_once
from workflow.services.checking_definitions import world_of
from workflow.services.people_import import COLUMNS, import_people
from workflow.services.publishing import publish
from workflow.services.runtime import Runtime
from workflow.store import people
from workflow.store.engine import Database
from workflow.store.revisions import load_revisions

FOLDER: Final = Path(__file__).parents[1] / "elsewhere"
HOUSES: Final = ("leave", "purchase", "paper", "contract")
NOT_KNOWN: Final = ("not_found",)
"""What the services say to whoever may not even know of the case."""


@dataclass(frozen=True, slots=True)
class House:
    """A folder of definitions with one process. `directory` are its people, one for each post, two for shared ones."""

    files: Mapping[str, bytes]
    library: Library
    directory: Directory

    @property
    def process(self) -> Process:
        (compiled,) = self.library.processes.values()
        assert compiled.definition is not None
        return build_process(compiled.definition)

    @property
    def scenarios(self) -> tuple[Mapping[str, Any], ...]:
        (compiled,) = self.library.processes.values()
        return tuple(compiled.tests)

    def given(self, scenario: Mapping[str, Any]) -> dict[str, Any]:
        (compiled,) = self.library.processes.values()
        return {**(compiled.sample or {}), **scenario.get("given", {})}


def house(name: str) -> House:
    files = {path.name: path.read_bytes() for path in sorted((FOLDER / name).glob("*.yaml"))}
    library = read_folder(files, layer_from_document)
    assert library.organisation is not None
    return House(files, library, cast(library.organisation.units, library.organisation.posts))


def people_table(directory: Directory) -> bytes:
    """The people as the file that `people import` takes."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for row in directory.holdings:
        person = directory.people[row.person]
        rows.writerow(
            (person.login, person.name.zh, person.name.en, person.email, row.post, row.unit, row.valid_from, "")
        )
    return written.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Home:
    """A house on a database; `ids` are the numbers there of the people of its cast."""

    house: House
    runtime: Runtime
    ids: Mapping[int, int]

    def command(self, command: Command) -> Command:
        return replace(command, actor=self.ids[command.actor])


def move_in(database: Database, here: House) -> Home:
    """Publish the definitions on an empty database and let the people in."""
    runtime = runtime_on(database)
    publish(runtime, here.files, by=0, now=NOW)
    import_people(runtime, people_table(here.directory))
    with database.snapshot() as connection:
        known = runtime.people.at(connection, load_revisions(connection)).by_login
    return Home(here, runtime, {person: known[login] for login, person in here.directory.by_login.items()})


@dataclass(frozen=True, slots=True)
class Both:
    """One case twice: played in memory, and on a database."""

    home: Home
    play: Play
    done: Done


def live(home: Home, scenario: Mapping[str, Any], later: timedelta = timedelta()) -> Iterator[Both]:
    """The scenario move by move through the services, each given what the core was given; what one refuses the other
    must refuse too. It begins `later` than it says; deputies act for half a minute."""
    absent = [home.ids[home.house.directory.by_login[login]] for login in scenario.get("absent", ())]
    for person in absent:
        _set_active(home.runtime, person, active=False)
    both = _begin(home, scenario, later)
    yield both
    for move in scenario.get("do", ()):
        if "wait" in move:
            both = _wait(both, move["wait"])
        else:
            if "deputy" in move:
                both = _deputised(both, move)
            both = _move(both, move, home.house.given(scenario))
        yield both
    for person in absent:
        _set_active(home.runtime, person, active=True)


def _begin(home: Home, scenario: Mapping[str, Any], later: timedelta) -> Both:
    here = home.house
    definition, given = here.process.definition, here.given(scenario)
    world = world_of(here.library, definition, scenario)
    world = replace(world, lookups=looked_up(definition, world, given))
    now = datetime.fromisoformat(scenario.get("at") or DEFAULT_START).replace(tzinfo=TAIPEI) + later
    able = [it for it in world.directory.people if may_start(definition, world.directory, it, now.date())]
    login = scenario.get("applicant")
    applicant = world.directory.by_login[login] if login else able[0]
    state = definition.states[definition.start]
    typed = accepted_by(definition, state.branches[0].slots[0], given)
    files = stand_in_files(definition, state, {})
    hat = may_start(definition, world.directory, applicant, now.date())[0]
    play = begin(here.process, world, applicant=applicant, hat=hat, now=now, input=typed, files=files)
    command = Command("", applicant, input=typed, files=files)
    return Both(home, play, services.start(home.runtime, definition.process, home.command(command), now, hat=hat))


def _wait(both: Both, span: str) -> Both:
    """Whatever falls due happens at its own time, in both."""
    play = both.play
    until = due(play.world.calendar, play.now, parse_duration(span)).at
    while (timer := next_timer(play)) is not None and timer.due_at <= until:
        now = max(play.now, timer.due_at)
        play = act(replace(play, now=now), Command(FIRE, CLOCK, timer=timer.seq, door="clock"))
        while beat_once(both.home.runtime, now):
            pass
    return replace(both, play=replace(play, now=max(play.now, until)))


def _deputised(both: Both, move: Mapping[str, Any]) -> Both:
    play, ids = both.play, both.home.ids
    known = play.world.directory
    principal, deputy = ids[known.by_login[move["for"]]], ids[known.by_login[move["deputy"]]]
    until = play.now + timedelta(seconds=30)
    with both.home.runtime.database.transaction() as connection:
        people.add_deputyship(connection, Deputyship(principal, deputy, "deputy", 1, play.now, until))
    directory = with_deputy(known, move["deputy"], move["for"], play.now)
    return replace(both, play=replace(play, world=replace(play.world, directory=directory)))


def _move(both: Both, move: Mapping[str, Any], given: Mapping[str, Any]) -> Both:
    play = both.play
    command = command_of(play, move, given)
    wanted = _refusal_of(lambda: act(play, command))
    if wanted is not None:
        got = _refusal_of(lambda: _act(both, command))
        assert got in (wanted, NOT_KNOWN), (wanted, got)
        return both
    return replace(both, play=act(play, command), done=_act(both, command))


def _act(both: Both, command: Command) -> Done:
    return services.act(both.home.runtime, both.done.case, both.home.command(command), both.play.now)


def _refusal_of(call: Callable[[], object]) -> tuple[str, ...] | None:
    """The codes of a refusal; None when it was accepted."""
    try:
        call()
    except NotFound:
        return NOT_KNOWN
    except (Refused, Invalid) as refused:
        return tuple(codes_of(refused))
    return None


def _set_active(runtime: Runtime, person: int, *, active: bool) -> None:
    with runtime.database.transaction() as connection:
        people.set_active(connection, person, active=active)
