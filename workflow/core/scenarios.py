"""Scenario tests that stand in a definition's file, played on the pure core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from workflow.core.addressing import UNKNOWN_NAME, Unnamed, holder_of, refuse_unknown, whom
from workflow.core.aside_inputs import NEEDS_REASON
from workflow.core.authority import may_start
from workflow.core.calendar import TAIPEI
from workflow.core.canonical import sha256_hex
from workflow.core.case import Command, FileView, TaskView
from workflow.core.cast import with_deputy
from workflow.core.deadlines import due
from workflow.core.definition import Definition, State
from workflow.core.durations import parse_duration
from workflow.core.errors import BadDefinition, Invalid, Refusal, Refused
from workflow.core.expecting import unmet
from workflow.core.fields import Lookups
from workflow.core.further import ASKING
from workflow.core.guests import Guest
from workflow.core.hurrying import CHOSEN
from workflow.core.inputs import accepted_by
from workflow.core.machine import MERGE, Process
from workflow.core.papering import is_on_paper
from workflow.core.playing import Play, act, begin, begin_following, end_child, hear, running_children, wait_until
from workflow.core.starting import begins_by_form
from workflow.core.turn import find_slot
from workflow.core.world import Beside, World

LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=TAIPEI)
BY_ITSELF = frozenset({"wait", "signal", "child", "register"})
"""The keys of moves that nobody makes."""
DEFAULT_START = "2026-09-01T09:00"
OUTSIDE = "guest"
"""As whom a scenario answers by the link, unless an actor of the process is called so."""
TWIN = "twin"
"""The number of the second case, where two are joined."""


@dataclass(frozen=True, slots=True)
class Result:
    """`step` is the 1-based move that failed, None for the start and for the final expectations; `why` says what
    the file got wrong, where that can be told."""

    name: str
    ok: bool
    step: int | None = None
    expected: object = None
    got: object = None
    why: Refusal | None = None


class Failed(Exception):
    """A move did not go as the scenario says."""

    def __init__(self, step: int | None, expected: object, got: object, why: Refusal | None = None) -> None:
        super().__init__(step, expected, got)
        self.result = (step, expected, got, why)


def run_scenario(process: Process, world: World, scenario: Mapping[str, Any], sample: Mapping[str, object]) -> Result:
    """Play one scenario; `world` holds the cast. Register rows are made from the looked-up fields that are given."""
    return play_scenario(process, world, scenario, sample)[0]


def play_scenario(
    process: Process, world: World, scenario: Mapping[str, Any], sample: Mapping[str, object]
) -> tuple[Result, Play | None]:
    """The result with the case as it was played; None when a move did not go as it should."""
    name = str(scenario["name"])
    late = (LONG_AGO,) * int(scenario.get("overdue_duties", 0))
    world = replace(
        world, duties=late, lookups=looked_up(process.definition, world, {**sample, **scenario.get("given", {})})
    )
    try:
        play = _start(process, world, scenario, sample)
        for place, move in enumerate(scenario.get("do", ()), start=1):
            play = _move(play, move, place, {**sample, **scenario.get("given", {})})
    except Failed as failed:
        return Result(name, False, *failed.result), None
    wrong = unmet(play, scenario.get("expect", {}))
    return Result(name, wrong is None, None, *(wrong or (None, None))), play


def _start(process: Process, world: World, scenario: Mapping[str, Any], sample: Mapping[str, object]) -> Play:
    definition = process.definition
    now = datetime.fromisoformat(scenario.get("at") or DEFAULT_START).replace(tzinfo=TAIPEI)
    applicant = _applicant(definition, world, scenario, now)
    hats = may_start(definition, world.directory, applicant, now.date())
    if not hats:
        raise Failed(None, "an applicant who may start", scenario.get("applicant"))
    given = {**sample, **scenario.get("given", {})}
    state = definition.states[definition.start]
    try:
        if not begins_by_form(definition):
            return begin_following(process, world, applicant=applicant, hat=hats[0], now=now, given=given)
        return begin(
            process,
            world,
            applicant=applicant,
            hat=hats[0],
            now=now,
            input={**accepted_by(definition, state.branches[0].slots[0], given), **_chosen(scenario)},
            files=stand_in_files(definition, state, {}),
        )
    except (Refused, Invalid, BadDefinition) as error:
        raise Failed(None, "started", codes_of(error)) from error


def _chosen(scenario: Mapping[str, Any]) -> dict[str, object]:
    """The class of speed, with a reason for it, where the scenario chooses one."""
    return {CHOSEN: scenario["speed"], "reason": "scenario"} if scenario.get("speed") else {}


def looked_up(definition: Definition, world: World, given: Mapping[str, object]) -> Lookups:
    rows: dict[tuple[str, str], dict[str, object]] = {}
    specs = {spec.name: spec for spec in definition.fields}
    for spec in definition.fields:
        if spec.type == "ref" and spec.register is not None and given.get(spec.name):
            rows[spec.register, str(given[spec.name])] = {}
    for spec in definition.fields:
        field, _, column = (spec.lookup or "").partition(".")
        source = specs.get(field)
        if source is not None and source.type == "ref" and spec.name in given:
            rows.setdefault((source.register or "", str(given.get(field))), {})[column] = given[spec.name]
    directory = world.directory
    return Lookups(rows, directory.units, directory.by_login)


def _applicant(definition: Definition, world: World, scenario: Mapping[str, Any], now: datetime) -> int:
    login = scenario.get("applicant")
    if login is not None:
        if login not in world.directory.by_login:
            raise Failed(None, "a known applicant", login, Refusal(UNKNOWN_NAME, {"name": login}))
        return world.directory.by_login[login]
    return next(p for p in world.directory.people if may_start(definition, world.directory, p, now.date()))


def _move(play: Play, move: Mapping[str, Any], place: int, given: Mapping[str, object]) -> Play:
    if move.keys() & BY_ITSELF:
        return _come(play, move, place)
    wanted = move.get("expect_refused")
    try:
        if "deputy" in move:
            refuse_unknown(play, move["deputy"], move["for"])
            directory = with_deputy(play.world.directory, move["deputy"], move["for"], play.now)
            play = replace(play, world=replace(play.world, directory=directory))
        with_twin = replace(play, world=replace(play.world, beside=_twin(play, move)))
        moved = replace(act(with_twin, command_of(play, move, given)), world=play.world)
    except (Refused, Invalid) as error:
        if wanted in codes_of(error):
            return play
        raise Failed(place, wanted or move["do"], codes_of(error)) from error
    except (BadDefinition, LookupError) as error:
        why = error.why if isinstance(error, Unnamed) else None
        raise Failed(place, wanted or move["do"], [str(error)], why) from error
    if wanted is not None:
        raise Failed(place, wanted, "accepted")
    return moved


def _come(play: Play, move: Mapping[str, Any], place: int) -> Play:
    """Time passes, a row changes, or word comes from another case."""
    if "wait" in move:
        return wait_until(play, due(play.world.calendar, play.now, parse_duration(move["wait"])).at)
    if "register" in move:
        return replace(play, world=_with_row(play.world, move))
    return hear(play, move["signal"]) if "signal" in move else _ended(play, move, place)


def _ended(play: Play, move: Mapping[str, Any], place: int) -> Play:
    """Those for which the case waits are counted from 1 in each visit, as they began; they end in this order."""
    mine = [child.seq for child in play.view.children if child.visit == play.view.visit]
    chosen = mine if move["child"] == "all" else mine[move["child"] - 1 : move["child"]]
    running = [child.seq for child in running_children(play) if child.seq in chosen]
    if not running:
        raise Failed(place, "a case that is waited for", move["child"])
    for child in running:
        if child in {each.seq for each in running_children(play)}:
            play = end_child(play, child, move["ends"], move.get("holding", {}))
    return play


def _with_row(world: World, move: Mapping[str, Any]) -> World:
    """The world in which a row of a register holds other values."""
    place = (str(move["register"]), str(move["row"]))
    rows = {**world.lookups.rows, place: {**world.lookups.rows.get(place, {}), **move["set"]}}
    return replace(world, lookups=replace(world.lookups, rows=rows))


def _twin(play: Play, move: Mapping[str, Any]) -> Beside | None:
    """A second case that stands where this one does, or did when it was joined to that one."""
    if move.get("twin") is None:
        return None
    joined = (step.before for step in reversed(play.steps) if "merged_into" in step.facts)
    view = play.view if play.view.closed_at is None else next(joined, play.view)
    return Beside(play.process, replace(view, id=view.id + 1, number=TWIN, data={**view.data, **move["twin"]}))


def command_of(play: Play, move: Mapping[str, Any], given: Mapping[str, object]) -> Command:
    """The move as a command; what the form needs and the scenario does not mention is filled in."""
    action = str(move["do"])
    if move.get("as") == OUTSIDE and OUTSIDE not in play.process.definition.actors:
        return _by_link(play, move, action, given)
    who, task = whom(play, move, action)
    written: dict[str, object] = {**({"into": TWIN} if action == MERGE else {}), **move.get("input", {})}
    if task is None or move.get("expect_refused") is not None:
        if action in {"withdraw", "take_back", "comment"} or NEEDS_REASON.get(action):
            written.setdefault("reason", "scenario")
        return Command(action, who, task=task.seq if task else None, input=written)
    if action in ASKING or action in NEEDS_REASON or task.asked is not None:
        return Command(action, who, task=task.seq, input={"reason": "scenario", **_asked_of(play, written)})
    slot = find_slot(play.process.definition, task.state, task.key)
    state = play.process.definition.states[task.state]
    files: Mapping[str, FileView] = {}
    written.setdefault("reason", "scenario")
    if slot is not None and task.kind != "reconfirm":
        unset = {name: value for name, value in given.items() if name not in play.view.data}
        written = {**accepted_by(play.process.definition, slot, unset), **written}
        files = stand_in_files(play.process.definition, state, play.view.documents)
        written = {**_required(play, state), **written}
        if is_on_paper(task):
            written, files = _from_paper(play, task, written, files)
    return Command(action, who, task=task.seq, input=written, files=files)


def _required(play: Play, state: State) -> Mapping[str, object]:
    answers = {"answers": _answers(play, state)} if state.requires.answer_each else {}
    return {**answers, **({"checklist": "all"} if state.requires.checklist is not None else {})}


def _by_link(play: Play, move: Mapping[str, Any], action: str, given: Mapping[str, object]) -> Command:
    """As whoever has the link to the task that is open for somebody outside."""
    definition = play.process.definition
    for task in play.view.tasks:
        slot = find_slot(definition, task.state, task.key) if task.open and task.asked is None else None
        if slot is None or slot.guest is None:
            continue
        named, held = replace(slot, edits=slot.guest.edits), play.view.documents
        files = stand_in_files(definition, definition.states[task.state], held) if action in slot.guest.may else {}
        files = {name: file for name, file in files.items() if name in slot.guest.uploads}
        guest = Guest(1, task.seq, "scenario", "guest@example.org", "guest@example.org")
        unset = {name: value for name, value in given.items() if name not in play.view.data}
        filled = accepted_by(definition, named, unset) if action in slot.guest.answers else {}
        written = {"reason": "scenario", **filled, **move.get("input", {})}
        return Command(action, guest.actor, task=task.seq, input=written, files=files, guest=guest, door="link")
    raise KeyError(f"nobody outside is asked in {play.view.state}")


def _from_paper(
    play: Play, task: TaskView, written: dict[str, object], files: Mapping[str, FileView]
) -> tuple[dict[str, object], Mapping[str, FileView]]:
    """Unless the scenario says otherwise the first of those who hold the task signed today, and here is the scan."""
    definition, directory = play.process.definition, play.world.directory
    signer = holder_of(play, replace(task, holders=task.answerers))
    said = {"signer": directory.people[signer].login, "signed_on": play.now.astimezone(TAIPEI).date().isoformat()}
    scan = (definition.paper.scan,) if definition.paper is not None else ()
    return {**said, **written}, {**files, **_stand_ins(definition, scan)}


def _asked_of(play: Play, written: Mapping[str, object]) -> Mapping[str, object]:
    """Scenarios name the applicant as such, all others by login or by `post@unit`."""
    if written.get("who") != "applicant":
        return written
    return {**written, "who": play.world.directory.people[play.view.applicant].login}


def stand_in_files(definition: Definition, state: State, held: Mapping[str, FileView]) -> Mapping[str, FileView]:
    """A stand-in file for each document that the state requires and the case does not have."""
    uploads = [name for name in state.requires.documents if definition.documents[name].source == "upload"]
    return _stand_ins(definition, [name for name in uploads if name not in held])


def _stand_ins(definition: Definition, missing: Sequence[str]) -> Mapping[str, FileView]:
    files = {}
    for name in missing:
        ending = (definition.documents[name].accept or ("pdf",))[0]
        files[name] = FileView(name, 1, sha256_hex(name.encode()), 1, f"{name}.{ending}", "application/octet-stream")
    return files


def _answers(play: Play, state: State) -> dict[str, str]:
    objections = [d for d in play.view.decisions if d.status != "void" and d.outcome in state.requires.answer_each]
    return {decision.key.partition(".")[0]: "scenario" for decision in objections}


def codes_of(error: Exception) -> list[str]:
    """The codes by which a scenario names a refusal: of refusals, or of field problems."""
    if isinstance(error, Refused):
        return [refusal.code for refusal in error.refusals]
    if isinstance(error, Invalid):
        return [code for problem in error.problems for code in (problem.code, f"{problem.field}:{problem.code}")]
    return [str(error)]
