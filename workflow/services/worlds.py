"""The world around a case at one moment, put together from pictures in memory and the rows a form refers to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from workflow.core.case import CLOCK, CaseView, Command
from workflow.core.directory import Directory
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.fields import Lookups
from workflow.core.firing import FIRE
from workflow.core.machine import Process
from workflow.core.merging import sees_joined
from workflow.core.migrating import DOOR
from workflow.core.starting import begins_by_form, hats_to_start
from workflow.core.visibility import Visible, sight, visible
from workflow.core.world import World
from workflow.services.runtime import Revisions, Runtime
from workflow.store import duties, registers
from workflow.store.engine import Connection


def world_for(
    runtime: Runtime,
    connection: Connection,
    process: Process,
    view: CaseView,
    *,
    command: Command,
    revisions: Revisions,
) -> World:
    """Costs a statement only for revisions not seen yet, for references in the command's input, and for the duties of
    the applicant where a guard reads them."""
    definition = process.definition
    directory = runtime.people.at(connection, revisions)
    authority = None
    table = _table(process, view, command)
    if definition.authority_item is not None and table is not None:
        authority = runtime.catalogue.authority(connection, str(table))
    return World(
        directory=directory,
        calendar=runtime.catalogue.calendar(connection, definition.calendars, revisions.get("definitions", 0)),
        lookups=_lookups(connection, process, directory, _named(process, view, command)),
        authority=authority,
        duties=duties.due_moments(connection, view.applicant, view.id) if definition.reads_duties else (),
    )


def _table(process: Process, view: CaseView, command: Command) -> object:
    """Of the case; when it is moved or planned anew, the one in force may be given in its place."""
    given = command.input.get("authority") if command.door in {DOOR, "clock"} else None
    return given or view.authority if process.definition.authority_at == "act" else view.authority or given


def hat_of(
    process: Process, directory: Directory, person: int, on: date, hat: tuple[str, str] | None
) -> tuple[str, str]:
    """The post and unit under which a person starts a case.

    Raises Refused: `follows_only`, `may_not_start`, `which_hat`.
    """
    if not begins_by_form(process.definition):
        raise Refused(Refusal("follows_only", {}))
    hats = hats_to_start(process.definition, directory, person, on)
    if hat is not None:
        hats = tuple(held for held in hats if held == hat)
    if not hats:
        raise Refused(Refusal("may_not_start", {"posts": list(process.definition.may_start)}))
    if len(hats) > 1:
        raise Refused(Refusal("which_hat", {"hats": [f"{post}@{unit}" for post, unit in hats]}))
    return hats[0]


def seen_by(process: Process, view: CaseView, actor: int, world: World, now: datetime) -> Visible | None:
    """What the person sees of the case; whoever looks after the one to which it was joined sees it as a holder."""
    own = sight(process.definition, view, world.directory, actor, now)
    if own is not None or not sees_joined(world.beside, world.directory, actor, now):
        return own
    return visible(process.definition, view, frozenset({"holder"}))


def hide_from_strangers(process: Process, view: CaseView, actor: int, world: World, now: datetime) -> None:
    """Raises NotFound for whoever may not know that the case exists: a refusal would tell."""
    if actor != CLOCK and seen_by(process, view, actor, world, now) is None:
        raise NotFound("case", view.number or str(view.id))


def _named(process: Process, view: CaseView, command: Command) -> Mapping[str, object]:
    """The fields that name rows which the step may read: those that are given, or read again when a wait is over."""
    if command.action != FIRE:
        return command.input
    again = process.definition.states[view.state].refresh if view.state in process.definition.states else ()
    return {name: view.data.get(name) for name in again}


def _lookups(connection: Connection, process: Process, directory: Directory, given: Mapping[str, object]) -> Lookups:
    """With the rows that are named by what is looked up itself, as the partner of an agreement."""
    references = [spec for spec in process.definition.fields if spec.type == "ref" and spec.register is not None]
    rows: dict[tuple[str, str], Mapping[str, object]] = {}
    for spec in references:
        named, _, column = (spec.lookup or "").partition(".")
        code = given.get(spec.name)
        if column:
            above = next((it.register for it in references if it.name == named), None)
            code = rows.get((above or "", str(given.get(named))), {}).get(column)
        place = (spec.register or "", str(code))
        row = registers.row(connection, *place) if isinstance(code, str) and place not in rows else None
        if row is not None:
            rows[place] = row
    return Lookups(rows, directory.units, directory.by_login)
