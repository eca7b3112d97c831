"""Finished cases done again by another version of their process: which of them would have gone elsewhere, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from workflow.core.binding import commitment
from workflow.core.case import CaseView, Command, FileView
from workflow.core.errors import BadDefinition, Invalid, Refused
from workflow.core.fields import Lookups, to_json
from workflow.core.firing import FIRE
from workflow.core.hearing import brought
from workflow.core.machine import Process
from workflow.core.mapping import Migration, Moves, moves_between
from workflow.core.replaying import Deed, Difference, first_differences, replay
from workflow.core.scenarios import codes_of
from workflow.core.scopes import bound_value
from workflow.core.turn import Turn
from workflow.core.world import World
from workflow.services.explaining_way import way_because
from workflow.services.naming import Names
from workflow.services.reasons import Reason, Told, told
from workflow.services.runtime import Revisions, Runtime
from workflow.services.simulating import entries_of
from workflow.services.typed import typed
from workflow.store import cases, history, running
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

NOT_DONE_AGAIN: Final = frozenset({FIRE, "to_paper", "to_online"})
"""Deadlines come by themselves, and what was signed on paper is given as an answer by whoever signed it."""
LOOKED_AT: Final = 3
"""The last visits, in which the ways have parted."""
ELSEWHERE: Final = frozenset({"refused", "way", "asked"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One case. `why_not`: it cannot be compared, because its own version does not lead it to its end again.

    `guessed` are fields that were changed on the way, so that only their last value is known.
    """

    number: str
    version: int
    differences: tuple[Difference, ...] = ()
    reasons: tuple[Reason, ...] = ()
    guessed: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()

    @property
    def elsewhere(self) -> bool:
        return any(difference.kind in ELSEWHERE for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    process: str
    version: int
    cases: tuple[Compared, ...]
    names: Names


def compare_finished(runtime: Runtime, after: Process, migrations: Sequence[Migration], *, most: int) -> Comparison:
    """Do again what was done in the `most` cases of the process that ended last. Reads, and writes nothing."""
    key = after.definition.process
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        views = load_cases(connection, running.finished(connection, key, most))
        found = tuple(_compared(runtime, connection, view, after, migrations, revisions=revisions) for view in views)
        names = Names(runtime.people.at(connection, revisions), after.definition)
    return Comparison(key, after.definition.version, found, names)


def _compared(
    runtime: Runtime,
    connection: Connection,
    view: CaseView,
    after: Process,
    migrations: Sequence[Migration],
    *,
    revisions: Revisions,
) -> Compared:
    before = runtime.catalogue.process(connection, view.definition)
    view = typed(before, view)
    entries = told(history.entries(connection, view.id))
    deeds = tuple(_deeds(connection, before, view, entries))
    worlds = [_world(runtime, connection, process, view, revisions) for process in (before, after)]
    blank = Compared(view.number or "", before.definition.version)
    moves = _moves(before, after, migrations)
    hat = (view.applicant_post, view.applicant_unit)
    try:
        own = replay(before, worlds[0], deeds, applicant=view.applicant, hat=hat)
    except (Refused, Invalid, BadDefinition, LookupError) as error:
        return _cannot(blank, codes_of(error))
    if own[-1].play.view.outcome != view.outcome or own[-1].path != view.path:
        return _cannot(blank, [code for point in own for code in point.refused] or ["goes_elsewhere_by_itself"])
    try:
        other = replay(after, worlds[1], deeds, applicant=view.applicant, hat=hat, moves=moves)
    except (Refused, Invalid, BadDefinition, LookupError) as error:
        difference = Difference("refused", own[0], (deeds[0].action,), tuple(codes_of(error)))
        return Compared(blank.number, blank.version, (difference,), (), _guessed(before, view, entries))
    differences = first_differences(own, other, moves)
    reasons = tuple(reason for it in differences for reason in _reasons(it))
    return Compared(blank.number, blank.version, differences, reasons, _guessed(before, view, entries))


def _cannot(blank: Compared, codes: Sequence[str]) -> Compared:
    return Compared(blank.number, blank.version, why_not=tuple(dict.fromkeys(codes)))


def _moves(before: Process, after: Process, migrations: Sequence[Migration]) -> Moves:
    entry = next((it for it in migrations if it.version == before.definition.version), None)
    return moves_between(before.definition, after.definition, entry.places if entry is not None else ())


def _world(runtime: Runtime, connection: Connection, process: Process, view: CaseView, revisions: Revisions) -> World:
    definition = process.definition
    table = view.authority if definition.authority_item is not None else None
    return World(
        runtime.people.at(connection, revisions),
        runtime.catalogue.calendar(connection, definition.calendars, revisions.get("definitions", 0)),
        Lookups(),
        runtime.catalogue.authority(connection, table) if table is not None else None,
    )


def _deeds(connection: Connection, before: Process, view: CaseView, entries: Sequence[Told]) -> Iterator[Deed]:
    """What people did; deadlines come by themselves."""
    places = {seq: (state, key) for entry in entries for seq, state, key, _ in entry.facts["opened"]}
    versions = cases.document_versions(connection, view.id)
    for entry in entries:
        facts = entry.facts
        if facts["action"] in NOT_DONE_AGAIN:
            continue
        changed = facts["commitments"].keys()
        decision = next((it for it in view.decisions if it.task == facts.get("task")), None)
        yield Deed(
            entry.entry.seq,
            entry.entry.at,
            facts.get("signer", facts["actor"]),
            facts["action"],
            places.get(facts.get("task")),
            facts["to"],
            {name: value for name, value in view.data.items() if name in changed},
            _heard(before, view, facts) or (_written(decision.input) if decision and "capacity" in facts else {}),
            _files(versions, entry.entry.at),
            entry.entry.reason,
        )


def _heard(before: Process, view: CaseView, facts: Mapping[str, Any]) -> dict[str, object]:
    """What another case told, or held at its end as far as that was taken over."""
    if "signal" in facts:
        return {"signal": facts["signal"]["name"], "from": None}
    if "child" not in facts:
        return {}
    child = next(child for child in view.children if child.seq == facts["child"]["seq"])
    rule = before.definition.states[facts["from"]].subcase
    held = brought(rule, child, view.data) if rule is not None and facts["child"]["awaited"] else {}
    return {"child": child.seq, "outcome": child.outcome, "data": to_json(held)}


def _written(given: Mapping[str, object]) -> dict[str, object]:
    """What the form of the answer held, without how it was signed."""
    return {name: value for name, value in given.items() if not name.startswith("_")}


def _files(versions: Sequence[cases.Kept], at: datetime) -> dict[str, FileView]:
    return {kept.file.name: kept.file for kept in versions if kept.at == at}


def _guessed(before: Process, view: CaseView, entries: Sequence[Told]) -> tuple[str, ...]:
    """The fields of which an earlier entry holds another commitment than the one to their last value."""
    found = set()
    for name in view.data:
        salt = view.salts.get(name)
        held = {entry.facts["commitments"][name] for entry in entries if name in entry.facts["commitments"]}
        if salt is not None and held:
            last = commitment(bytes.fromhex(salt), bound_value(before.definition, view.data, view.documents, name))
            found |= {name} if held - {last} else set()
    return tuple(sorted(found))


def _reasons(difference: Difference) -> Iterator[Reason]:
    """The conditions of the other version that led there."""
    if difference.kind not in {"way", "asked"}:
        return
    play = difference.point.play
    turn = Turn(play.process, play.view, Command("", 0), play.world, now=play.now, seed=b"")
    for visit in way_because(turn, entries_of(play))[-LOOKED_AT:]:
        yield from (reason for reason in visit["because"] if reason.trace)
