"""Moving the running cases of a process to another version of it: all of them or none, and seen before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.case import CLOCK, Command
from workflow.core.deciding import decide
from workflow.core.differing import differences, texts_only
from workflow.core.errors import BadDefinition, Invalid, NotFound, Refusal, Refused
from workflow.core.machine import Process
from workflow.core.mapping import Moves, back_again, command_input, moves_between
from workflow.core.migrating import DOOR, MIGRATE
from workflow.services.act import SEED_BYTES, act_within
from workflow.services.migration_reports import Migrated, Moved, summary, with_problem
from workflow.services.runtime import Runtime
from workflow.services.typed import typed
from workflow.services.versions import version_row
from workflow.services.worlds import world_for
from workflow.store import running
from workflow.store.engine import Connection
from workflow.store.errors import TryAgain
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case
from workflow.store.views import Loaded

MOST_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Move:
    """One case and the identity of the version to which it goes; on the way back, the names of its states then."""

    case: int | str
    to: str
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """What all cases of one migration share; `known` holds what was found out for a pair of versions."""

    runtime: Runtime
    now: datetime
    by: int
    known: dict[tuple[str, str, bool], Mapping[str, Any]] = field(default_factory=dict)


class _NotAll(Exception):
    """A case that could be moved a moment ago cannot any more, so none is."""

    def __init__(self, moved: Moved) -> None:
        super().__init__(moved.number)
        self.moved = moved


def migrate_cases(
    runtime: Runtime, process: str, version: int, now: datetime, *, by: int = CLOCK, dry: bool = False
) -> Migrated:
    """Move every running case of `process` to `version`, or with `dry` only say what that would do.

    Nothing is moved when one case has a problem. Raises NotFound, TryAgain while others are too busy with the cases.
    """
    with runtime.database.snapshot() as connection:
        target = version_row(connection, process, version).sha256
        cases = running.running(connection, process, beside=(target,))
    moves = tuple(Move(case, target) for case in cases)
    return _carried_out(_Work(runtime, now, by), moves, target, dry=dry)


def move_back(
    runtime: Runtime, report: Mapping[str, Any], now: datetime, *, by: int = CLOCK, dry: bool = False
) -> Migrated:
    """Move the cases of a report of `migrate_cases` back to the versions that they came from, wherever they are now.

    Cases that have ended or were moved on since are left. Raises KeyError and TypeError for what is no report,
    NotFound, TryAgain.
    """
    moves: list[Move] = []
    with runtime.database.snapshot() as connection:
        for case in report["cases"]:
            loaded = load_case(connection, str(case["number"]))
            if loaded is None:
                raise NotFound("case", str(case["number"]))
            if loaded.view.closed_at is None and loaded.view.definition == report["to"]["sha256"]:
                moves.append(Move(loaded.view.id, str(case["from"]["sha256"]), tuple(map(str, case["path"]))))
    to = moves[0].to if moves else str(report["to"]["sha256"])
    return _carried_out(_Work(runtime, now, by), moves, to, dry=dry)


def _carried_out(work: _Work, moves: Sequence[Move], to: str, *, dry: bool) -> Migrated:
    """Try all, and then do them in one transaction. Raises TryAgain."""
    with work.runtime.database.snapshot() as connection:
        after = work.runtime.catalogue.process(connection, to).definition
        found = Migrated(after, tuple(_tried(work, connection, move) for move in moves))
    if dry or not found.ok:
        return found
    tries = MOST_TRIES
    while True:
        tries -= 1
        try:
            return Migrated(after, _done(work, moves), done=True)
        except _NotAll as problem:
            return Migrated(after, (problem.moved,))
        except TryAgain:
            if not tries:
                raise


def _done(work: _Work, moves: Sequence[Move]) -> tuple[Moved, ...]:
    with work.runtime.database.transaction() as connection:
        return tuple(_moved(work, connection, move) for move in moves)


def _moved(work: _Work, connection: Connection, move: Move) -> Moved:
    """Raises TryAgain when the case has gone on meanwhile, _NotAll when it cannot be moved any more."""
    tried = _tried(work, connection, move)
    if tried.problem is not None:
        raise _NotAll(tried)
    before, _, loaded = _sides(work, connection, move)
    command = _command(work, connection, before, move)
    done = act_within(work.runtime, connection, loaded.view.id, command, work.now)
    if done is None or done.version != tried.version:
        raise TryAgain("a case moved while it was to be moved")
    return tried


def _tried(work: _Work, connection: Connection, move: Move) -> Moved:
    """The same decision as in earnest, with nothing written."""
    before, after, loaded = _sides(work, connection, move)
    try:
        command = _command(work, connection, before, move)
        view = typed(after, loaded.view)
        world = world_for(work.runtime, connection, after, view, command=command, revisions=loaded.revisions)
        step = decide(after, view, command, world, now=work.now, seed=work.runtime.random_bytes(SEED_BYTES))
    except Refused as refused:
        return with_problem(loaded.view, before, refused.refusals[0])
    except Invalid as invalid:
        return with_problem(loaded.view, before, Refusal("value_missing", {"name": invalid.problems[0].field}))
    except BadDefinition as bad:
        return with_problem(loaded.view, before, Refusal("cannot_be_moved", {"detail": str(bad)}))
    return summary(before, after, step, world)


def _sides(work: _Work, connection: Connection, move: Move) -> tuple[Process, Process, Loaded]:
    loaded = load_case(connection, move.case)
    if loaded is None:
        raise NotFound("case", str(move.case))
    catalogue = work.runtime.catalogue
    before = catalogue.process(connection, loaded.view.definition)
    return before, catalogue.process(connection, move.to), loaded


def _command(work: _Work, connection: Connection, before: Process, move: Move) -> Command:
    """Raises Refused: `no_map`, `map_from_unknown`."""
    back = bool(move.path)
    key = (before.definition.sha256, move.to, back)
    if key not in work.known:
        after = work.runtime.catalogue.process(connection, move.to)
        moves = _back(work, connection, before, after) if back else _forward(work, connection, before, after)
        work.known[key] = command_input(before.definition, after.definition, moves)
    more = {"to": move.to, "path": list(move.path), "authority": _authority(work, connection)}
    return Command(MIGRATE, work.by, input={**work.known[key], **more}, door=DOOR)


def _forward(work: _Work, connection: Connection, before: Process, after: Process) -> Moves:
    """As the file of the version says; where only words differ there is nothing to say."""
    ours, theirs = after.definition, before.definition
    entries = work.runtime.catalogue.migrations(connection, ours.sha256)
    entry = next((entry for entry in entries if entry.version == theirs.version), None)
    if entry is None and not texts_only(differences(theirs, ours)):
        raise Refused(Refusal("no_map", {"before": theirs.version, "version": ours.version}))
    places = entry.places if entry is not None else ()
    unknown = [name for name, _ in places if name.partition(".")[0] not in theirs.states]
    if unknown:
        raise Refused(Refusal("map_from_unknown", {"name": unknown[0], "version": theirs.version}))
    return moves_between(theirs, ours, places)


def _back(work: _Work, connection: Connection, now_in: Process, origin: Process) -> Moves:
    there = _forward(work, connection, origin, now_in)
    return moves_between(now_in.definition, origin.definition, back_again(there))


def _authority(work: _Work, connection: Connection) -> str | None:
    revision = load_revisions(connection).get("definitions", 0)
    today = work.now.astimezone(TAIPEI).date()
    return work.runtime.catalogue.authority_in_force(connection, today, revision)
