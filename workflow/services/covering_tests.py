"""What the scenario tests of definitions leave out: answers and ways back, and conditions that could be wrong (L22)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.core.checking.covering import Covered, Mutant, check_coverage, covered_by, mutants
from workflow.core.definition import Definition
from workflow.core.errors import QianheError
from workflow.core.findings import Finding, in_order, place
from workflow.core.machine import build_process
from workflow.core.scenarios import play_scenario, run_scenario
from workflow.core.world import World
from workflow.reading.compiling.process import Compiled
from workflow.reading.folder import Library
from workflow.services.checking_definitions import is_accepted, world_of


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scenario that goes as it should, the world in which it is played, and what is seen of the definition."""

    scenario: Mapping[str, Any]
    world: World
    covered: Covered


def findings_of_tests(library: Library, files: Iterable[str], *, mutate: bool = False) -> tuple[Finding, ...]:
    """For the processes in `files` that can be played. With `mutate` every condition is spoilt once: each mutant is
    played until a scenario fails, and only scenarios that come to its state are asked."""
    wanted = set(files)
    found: list[Finding] = []
    for compiled in library.processes.values():
        if compiled.file in wanted and compiled.definition is not None and library.organisation is not None:
            told = _told(library, compiled, compiled.definition, mutate=mutate)
            found += [place(it, compiled.file, compiled.positions) for it in told]
    return in_order(found)


def _told(library: Library, compiled: Compiled, definition: Definition, *, mutate: bool) -> Iterator[Finding]:
    scenes = tuple(_scenes(library, compiled, definition))
    found = [*check_coverage(definition, (scene.covered for scene in scenes))]
    if mutate:
        sample = compiled.sample or {}
        found += [it.unnoticed() for it in mutants(definition) if not _is_noticed(it, scenes, sample)]
    return (finding for finding in found if not is_accepted(definition, finding))


def _scenes(library: Library, compiled: Compiled, definition: Definition) -> Iterator[_Scene]:
    process = build_process(definition)
    for scenario in compiled.tests:
        world = world_of(library, definition, scenario)
        try:
            result, play = play_scenario(process, world, scenario, compiled.sample or {})
        except (QianheError, LookupError, StopIteration):
            continue  # told as a failed scenario
        if result.ok and play is not None:
            yield _Scene(scenario, world, covered_by(play))


def _is_noticed(mutant: Mutant, scenes: Iterable[_Scene], sample: Mapping[str, object]) -> bool:
    process = build_process(mutant.definition)
    for scene in scenes:
        if mutant.state not in scene.covered.states:
            continue
        try:
            if not run_scenario(process, scene.world, scene.scenario, sample).ok:
                return True
        except (QianheError, LookupError, StopIteration):
            return True
    return False
