"""Definitions proved and played before anybody relies on them: what `check` finds and what `test` gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from workflow.core.calendar import combine
from workflow.core.canonical import plain
from workflow.core.cast import cast
from workflow.core.checking import check
from workflow.core.checking.beside import check_beside
from workflow.core.checking.following import check_following, check_told
from workflow.core.checking.recording import check_recorded
from workflow.core.checking.surroundings import Surroundings
from workflow.core.definition import Definition
from workflow.core.directory import Directory, build_directory
from workflow.core.errors import QianheError
from workflow.core.fields import Lookups
from workflow.core.findings import Finding, has_errors, in_order, place
from workflow.core.machine import Process, build_process
from workflow.core.scenarios import Result, run_scenario
from workflow.core.world import World
from workflow.reading.compiling.process import Compiled
from workflow.reading.compiling.shared import LayerOf
from workflow.reading.compiling.worksheet import Organisation
from workflow.reading.folder import Files, Library, read_folder
from workflow.services.runtime import Runtime
from workflow.store.revisions import load_revisions

ANY_DAY: Final = datetime(2026, 9, 1, tzinfo=UTC)
"""A cast holds its posts on every day."""


@dataclass(frozen=True, slots=True)
class House:
    """The people whom a definition will find, and the moment at which they are looked at."""

    directory: Directory
    now: datetime


def house_of(runtime: Runtime, now: datetime) -> House:
    """The people of the installation."""
    with runtime.database.snapshot() as connection:
        return House(runtime.people.at(connection, load_revisions(connection)), now)


@dataclass(frozen=True, slots=True)
class Checked:
    """`ok` as long as there is no error; `findings` in the order of the files, without warnings that are accepted."""

    ok: bool
    files: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """The result of each scenario with its file. A process that cannot be played has one failed result without name."""

    results: tuple[tuple[str, Result], ...]

    @property
    def ok(self) -> bool:
        return all(result.ok for _, result in self.results)


def check_definitions(files: Files, layer_of: LayerOf, house: House | None = None) -> Checked:
    """Read and prove a whole set of files. `layer_of` adds the days of its source to a calendar file."""
    findings = findings_of(read_folder(files, layer_of), house)
    return Checked(not has_errors(findings), tuple(sorted(files)), findings)


def test_definitions(files: Files, layer_of: LayerOf) -> Tested:
    """Play every scenario of every process among the files."""
    by_process = played(read_folder(files, layer_of))
    return Tested(tuple((compiled.file, result) for compiled, results in by_process for result in results))


def findings_of(library: Library, house: House | None = None) -> tuple[Finding, ...]:
    """What reading found, and what can be proved of each process that could be read."""
    proved = [
        place(finding, compiled.file, compiled.positions)
        for compiled in library.processes.values()
        if compiled.definition is not None
        for finding in _of_one(library, compiled.definition, house)
        if not is_accepted(compiled.definition, finding)
    ]
    return in_order((*library.findings, *proved, *_of_registers(library)))


def _of_one(library: Library, definition: Definition, house: House | None) -> Iterator[Finding]:
    yield from check(definition, _surroundings(library, definition, house))
    yield from check_recorded(definition, library.registers)
    if not library.broken:
        known = {key: each.definition for key, each in library.processes.items() if each.definition is not None}
        yield from check_following(definition, known)
        yield from check_told(definition, known)


def _of_registers(library: Library) -> Iterator[Finding]:
    """What their rows begin, where all processes are known."""
    if library.broken:
        return
    known = {key: each.definition for key, each in library.processes.items() if each.definition is not None}
    for key, spec in library.registers.items():
        tree = library.register_files[key]
        yield from (place(finding, tree.file, tree.positions) for finding in check_beside(spec, known))


def _surroundings(library: Library, definition: Definition, house: House | None) -> Surroundings | None:
    """The people of the house, else the cast that scenario tests are played with; None without an organisation."""
    organisation = library.organisation
    known = set(definition.calendars) <= library.calendars.keys()
    calendar = combine(library.calendars, definition.calendars) if known else None
    if house is not None and house.directory.people:
        return Surroundings(_housed(house, organisation), house.now, library.authority, calendar, present=True)
    if organisation is None:
        return None
    return Surroundings(cast(organisation.units, organisation.posts), ANY_DAY, library.authority, calendar)


def _housed(house: House, organisation: Organisation | None) -> Directory:
    """The people in the units and posts of the files, which may be newer than those in force."""
    if organisation is None:
        return house.directory
    return build_directory(
        house.directory.revision,
        units=organisation.units.values(),
        posts=organisation.posts.values(),
        people=house.directory.people.values(),
        holdings=house.directory.holdings,
        deputyships=house.directory.deputyships,
    )


def played(library: Library) -> Iterator[tuple[Compiled, tuple[Result, ...]]]:
    """Each process with the results of its scenarios, in the order in which they are written."""
    for compiled in library.compiled.values():
        yield compiled, tuple(_results(library, compiled))


def tests_shape(tested: Tested) -> dict[str, Any]:
    """The answer of `definitions test --json`."""
    passed = sum(result.ok for _, result in tested.results)
    return {
        "ok": tested.ok,
        "passed": passed,
        "failed": len(tested.results) - passed,
        "results": [_result_shape(file, result) for file, result in tested.results],
    }


def _result_shape(file: str, result: Result) -> dict[str, Any]:
    return {
        "file": file,
        "name": result.name,
        "ok": result.ok,
        "step": result.step,
        "expected": _plain(result.expected),
        "got": _plain(result.got),
        "why": None if result.why is None else {"code": result.why.code, "params": plain(result.why.params)},
    }


def _plain(value: object) -> Any:
    """What scenarios compare is JSON nearly always; the rest stands as its text."""
    try:
        return plain(value)
    except QianheError:
        return str(value)


def is_accepted(definition: Definition, finding: Finding) -> bool:
    return finding.severity == "warning" and finding.rule in {accepted.rule for accepted in definition.accepted}


def _results(library: Library, compiled: Compiled) -> Iterator[Result]:
    organisation, definition = library.organisation, compiled.definition
    broken = sorted({finding.code for finding in library.findings if finding.severity == "error"})
    if organisation is None or definition is None or broken:
        yield Result("", False, None, "definitions without errors", broken or ["no organisation"])
        return
    process = build_process(definition)
    for scenario in compiled.tests:
        world = world_of(library, definition, scenario)
        yield _outcome(process, world, scenario, compiled.sample or {})


def world_of(library: Library, definition: Definition, scenario: Mapping[str, Any]) -> World:
    """Where a scenario is played: the cast without those who are absent. Wants an organisation."""
    units, posts = (library.organisation.units, library.organisation.posts) if library.organisation else ({}, {})
    people = cast(units, posts, absent=scenario.get("absent", ()))
    return World(people, combine(library.calendars, definition.calendars), Lookups(), library.authority)


def _outcome(process: Process, world: World, scenario: Mapping[str, Any], sample: Mapping[str, object]) -> Result:
    """A scenario that cannot even be played has failed; the others still tell what they know."""
    try:
        return run_scenario(process, world, scenario, sample)
    except (QianheError, LookupError, StopIteration) as error:
        return Result(str(scenario["name"]), False, None, "played", f"{type(error).__name__}: {error}")
