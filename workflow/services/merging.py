"""Two cases that take a step together, in one transaction: one is joined to the other (併案), or goes on by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from workflow.core.case import CaseView, Command
from workflow.core.deciding import decide
from workflow.core.decision import Step
from workflow.core.directory import Directory
from workflow.core.machine import MERGE
from workflow.core.merging import LEADING, MERGED
from workflow.core.visibility import sight
from workflow.core.world import Beside
from workflow.services.runtime import Revisions, Runtime
from workflow.services.typed import typed
from workflow.services.worlds import world_for
from workflow.store import merged
from workflow.store.engine import Connection
from workflow.store.errors import TryAgain
from workflow.store.steps import load_case

SEED_BYTES: Final = 32
Done = TypeVar("Done")
Write = Callable[..., Done | None]


def beside_for(
    runtime: Runtime, connection: Connection, view: CaseView, command: Command, directory: Directory, *, now: datetime
) -> Beside | None:
    """The leading case that the command is about as well. One that the actor may not know of is not there for him."""
    if command.action != MERGE:
        return lead_of(runtime, connection, view)
    found = _loaded(runtime, connection, str(command.input.get("into", "")).strip())
    if found is None or sight(found.process.definition, found.view, directory, command.actor, now) is None:
        return None
    return found


def lead_of(runtime: Runtime, connection: Connection, view: CaseView) -> Beside | None:
    """The case to which this one was joined; costs no statement where it was not."""
    lead = merged.lead_of(connection, view.id) if view.outcome == MERGED else None
    return _loaded(runtime, connection, lead) if lead is not None else None


def _loaded(runtime: Runtime, connection: Connection, case: int | str) -> Beside | None:
    loaded = load_case(connection, case) if case else None
    if loaded is None:
        return None
    process = runtime.catalogue.process(connection, loaded.view.definition)
    return Beside(process, typed(process, loaded.view))


@dataclass(frozen=True, slots=True)
class Joint:
    """A step that two cases take together: what the one does, and the other as it stands."""

    case: Beside
    step: Step
    lead: Beside
    command: Command

    def write(
        self, runtime: Runtime, connection: Connection, write: Write[Done], *, now: datetime, revisions: Revisions
    ) -> Done:
        """Raises Refused, and TryAgain when either case has moved on meanwhile; rows are taken by the ids of cases."""
        connection.begin()
        lead, command = self.lead, Command(LEADING[self.command.action], self.command.actor, door=self.command.door)
        world = world_for(runtime, connection, lead.process, lead.view, command=command, revisions=revisions)
        world, seed = replace(world, beside=self.case), runtime.random_bytes(SEED_BYTES)
        followed = decide(lead.process, lead.view, command, world, now=now, seed=seed)
        done: dict[int, Done] = {}
        both = ((self.case.process, self.step, self.command), (lead.process, followed, command))
        for process, step, given in sorted(both, key=lambda it: it[1].after.id):
            written = write(runtime, connection, process, step, given, now=now, revisions=revisions)
            if written is None:
                raise TryAgain("one of the two cases has moved on")
            done[step.after.id] = written
        self._keep_word(connection)
        return done[self.step.after.id]

    def _keep_word(self, connection: Connection) -> None:
        if self.command.action == MERGE:
            merged.put(connection, self.step.after.id, self.lead.view.id)
        else:
            merged.take_out(connection, self.step.after.id)
