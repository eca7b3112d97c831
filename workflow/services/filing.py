"""What a person can apply for: the processes in force, who may start them, and the way a request would go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from workflow.core.calendar import TAIPEI
from workflow.core.case import Command
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.fields import Lookups
from workflow.core.foresight import foresee
from workflow.core.machine import Process
from workflow.core.starting import begins_by_form, hats_to_start, new_case
from workflow.core.text import Text
from workflow.core.turn import Turn
from workflow.core.world import World
from workflow.services.case_path import Coming, coming
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.store import duties
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

Hat = tuple[str, str]
"""A post and the unit in which it is held."""


@dataclass(frozen=True, slots=True)
class Form:
    """A process as one person finds it today. `hats` are those under which they may start it.

    `opens` is the first day of one that is not in force yet, `closed` the last day of one that is over.
    """

    process: Process
    names: Names
    hats: tuple[Hat, ...]
    opens: date | None = None
    closed: date | None = None

    @property
    def definition(self) -> Definition:
        return self.process.definition

    @property
    def may_start(self) -> bool:
        return bool(self.hats) and self.opens is None and self.closed is None

    @property
    def why_not(self) -> Literal["later", "over", "posts"]:
        if self.opens is not None:
            return "later"
        return "over" if self.closed is not None else "posts"

    @property
    def posts(self) -> tuple[Text, ...]:
        """Who may start it, whoever asks."""
        return tuple(self.names.post(post) for post in self.definition.may_start)

    def hat_name(self, hat: Hat) -> Text:
        return self.names.principal(f"{hat[0]}@{hat[1]}")


def list_forms(runtime: Runtime, person: int, now: datetime) -> tuple[Form, ...]:
    """Every published process that can be applied for, those that the person may start first."""
    with runtime.database.snapshot() as connection:
        forms = list(_forms(runtime, connection, person, now))
    return tuple(sorted(forms, key=lambda form: (not form.may_start, form.definition.process)))


def find_form(runtime: Runtime, key: str, person: int, now: datetime) -> Form:
    """Raises NotFound."""
    with runtime.database.snapshot() as connection:
        return form_in(runtime, connection, key, person, now)


def form_in(runtime: Runtime, connection: Connection, key: str, person: int, now: datetime) -> Form:
    """The same within a transaction. Raises NotFound."""
    revisions = load_revisions(connection)
    directory = runtime.people.at(connection, revisions)
    return _form(runtime, connection, key, directory, person=person, now=now, revision=revisions.get("definitions", 0))


def expected_way(
    runtime: Runtime, form: Form, person: int, now: datetime, *, hat: Hat | None, data: Mapping[str, object]
) -> tuple[Coming, ...]:
    """Who would be asked in turn if a case with this data were started now, conditions resolved where they can be.

    Nothing is decided and nothing kept.
    """
    today, definition = now.astimezone(TAIPEI).date(), form.definition
    post, unit = hat or ("", "")
    with runtime.database.snapshot() as connection:
        revision = load_revisions(connection).get("definitions", 0)
        authority = runtime.catalogue.authority_in_force(connection, today, revision)
        table = runtime.catalogue.authority(connection, authority) if authority and definition.authority_item else None
        calendar = runtime.catalogue.calendar(connection, definition.calendars, revision)
        owed = duties.due_moments(connection, person, 0) if definition.reads_duties else ()
    view = new_case(definition, 0, applicant=person, post=post, unit=unit, authority=authority)
    world = World(form.names.directory, calendar, Lookups(), table, duties=owed)
    turn = Turn(form.process, replace(view, data=data), Command("", person), world, now=now, seed=b"")
    return coming(turn, foresee(turn), form.names)


def _forms(runtime: Runtime, connection: Connection, person: int, now: datetime) -> Iterator[Form]:
    revisions = load_revisions(connection)
    directory = runtime.people.at(connection, revisions)
    revision = revisions.get("definitions", 0)
    for key in runtime.catalogue.current(connection, revision).processes:
        form = _form(runtime, connection, key, directory, person=person, now=now, revision=revision)
        if begins_by_form(form.definition):
            yield form


def _form(
    runtime: Runtime,
    connection: Connection,
    key: str,
    directory: Directory,
    *,
    person: int,
    now: datetime,
    revision: int,
) -> Form:
    today = now.astimezone(TAIPEI).date()
    versions = runtime.catalogue.current(connection, revision).processes.get(key, ())
    if not versions:
        raise NotFound("process", key)
    begun = [version for version in versions if version[0] <= today]
    since, sha256 = begun[-1] if begun else versions[0]
    process = runtime.catalogue.process(connection, sha256)
    last = process.definition.effective_to
    ended = date.fromisoformat(last) if last is not None else None
    return Form(
        process,
        Names(directory, process.definition),
        hats_to_start(process.definition, directory, person, today),
        opens=None if begun else since,
        closed=ended if ended is not None and ended < today else None,
    )
