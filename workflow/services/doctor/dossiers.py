"""All that is stored about a case, read in batches, so that a database of any size is examined in little memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Row, Table, select

from workflow.core.case import CaseView, Command
from workflow.core.directory import Directory
from workflow.core.errors import QianheError
from workflow.core.kinship import Child
from workflow.core.machine import Process
from workflow.core.turn import Turn
from workflow.core.world import World
from workflow.services.runtime import Revisions, Runtime
from workflow.services.typed import typed
from workflow.services.worlds import world_for
from workflow.store.engine import Connection
from workflow.store.kin import read_kin
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_case
from workflow.store.tables import (
    candidates,
    cases,
    decisions,
    documents,
    guest_acts,
    guest_links,
    history,
    incidents,
    links,
    merged,
    renderings,
    signals,
    tasks,
    timers,
)

BATCH: Final = 100
"""Cases per transaction: a reader that stays long would keep an embedded database from being written."""

Rows = tuple[Row[Any], ...]


@dataclass(frozen=True)
class Dossier:
    """The rows of one case as they are, damaged or not. `process` is None when its definition cannot be read.

    `parent` is the case from which it follows, `children` are those that follow from it. `unheard` are the cases whose
    word to this one has still to arrive. `lead` is the case to which this one was joined, `joined` are those that were
    joined to it.
    `view` and `world` are there for open cases with a readable definition only. `has_incident`: an open one.
    """

    now: datetime
    case: Row[Any]
    tasks: Rows
    decisions: Rows
    timers: Rows
    entries: Rows
    documents: Rows
    renderings: Rows
    candidates: Rows
    guest_links: Rows
    guest_acts: Rows
    parent: int | None
    children: Rows
    unheard: frozenset[int]
    lead: int | None
    joined: frozenset[int]
    has_incident: bool
    directory: Directory
    process: Process | None
    view: CaseView | None
    world: World | None

    @property
    def is_open(self) -> bool:
        return self.case.closed_at is None

    @property
    def awaited(self) -> tuple[Child, ...]:
        """The cases whose end the present visit waits for."""
        _, children = read_kin(self.case.kin)
        return tuple(child for child in children if child.visit == self.case.visit and child.outcome is None)

    @cached_property
    def facts(self) -> Mapping[int, Mapping[str, Any]]:
        """What each entry says, by seq; an entry that cannot be read says nothing."""
        return {row.seq: _facts(row.entry) for row in self.entries}

    def turn(self) -> Turn | None:
        """The case as the core looks at it, to ask questions of; None for a closed or unreadable one."""
        if self.process is None or self.view is None or self.world is None:
            return None
        return Turn(self.process, self.view, Command("", 0), self.world, now=self.now, seed=b"")


@dataclass(frozen=True, slots=True)
class Unread:
    """A case of which a row is no row any more: no JSON, or no moment."""

    case: int
    why: str


def dossiers(runtime: Runtime, now: datetime) -> Iterator[Dossier | Unread]:
    """Every case by id. Each batch is read in one transaction of its own."""
    after = 0
    while True:
        with runtime.database.snapshot() as connection:
            wanted = select(cases.c.id).where(cases.c.id > after).order_by(cases.c.id).limit(BATCH)
            ids = connection.execute(wanted).scalars().all()
        if not ids:
            return
        yield from _read(runtime, ids, now)
        after = ids[-1]


def _read(runtime: Runtime, ids: Sequence[int], now: datetime) -> Iterator[Dossier | Unread]:
    """A row that cannot be read costs its own case only."""
    try:
        with runtime.database.snapshot() as connection:
            found: Sequence[Dossier | Unread] = _batch(runtime, connection, ids, now)
    except ValueError as problem:
        found = [Unread(ids[0], str(problem))] if len(ids) == 1 else []
    yield from found
    if not found and len(ids) > 1:
        for case in ids:
            yield from _read(runtime, [case], now)


def _batch(runtime: Runtime, connection: Connection, ids: Sequence[int], now: datetime) -> list[Dossier]:
    span = (ids[0], ids[-1])
    found = connection.execute(select(cases).where(cases.c.id.between(*span)).order_by(cases.c.id)).all()
    parts = {
        table.name: _by_case(connection, table, span)
        for table in (tasks, decisions, timers, history, documents, renderings, candidates, guest_links, guest_acts)
    }
    troubled = _with_incidents(connection, span)
    linked, sent, both = _links(connection, span), _sent(connection, span), _merged(connection, span)
    revisions = load_revisions(connection)
    return [
        _dossier(
            runtime,
            connection,
            row,
            parts,
            linked=linked,
            sent=sent,
            both=both,
            troubled=troubled,
            revisions=revisions,
            now=now,
        )
        for row in found
    ]


def _dossier(
    runtime: Runtime,
    connection: Connection,
    case: Row[Any],
    parts: Mapping[str, Mapping[int, Rows]],
    *,
    linked: Rows,
    sent: Rows,
    both: Rows,
    troubled: frozenset[int],
    revisions: Revisions,
    now: datetime,
) -> Dossier:
    rows = {name: by_case.get(case.id, ()) for name, by_case in parts.items()}
    process, view, world = _looked_at(runtime, connection, case, revisions)
    return Dossier(
        now=now,
        case=case,
        tasks=rows["tasks"],
        decisions=rows["decisions"],
        timers=rows["timers"],
        entries=rows["history"],
        documents=rows["documents"],
        renderings=rows["renderings"],
        candidates=rows["candidates"],
        guest_links=rows["guest_links"],
        guest_acts=rows["guest_acts"],
        parent=next((row.parent for row in linked if row.child == case.id), None),
        children=tuple(row for row in linked if row.parent == case.id),
        unheard=frozenset(row.source for row in sent if row.case_id == case.id),
        lead=next((row.lead for row in both if row.case_id == case.id), None),
        joined=frozenset(row.case_id for row in both if row.lead == case.id),
        has_incident=case.id in troubled,
        directory=runtime.people.at(connection, revisions),
        process=process,
        view=view,
        world=world,
    )


def _looked_at(
    runtime: Runtime, connection: Connection, case: Row[Any], revisions: Revisions
) -> tuple[Process | None, CaseView | None, World | None]:
    """What the core needs; as much of it as a damaged case allows."""
    process = view = world = None
    try:
        process = runtime.catalogue.process(connection, case.definition)
        loaded = load_case(connection, case.id) if case.closed_at is None else None
        if loaded is not None:
            view = typed(process, loaded.view)
            world = world_for(runtime, connection, process, view, command=Command("", 0), revisions=revisions)
    except (QianheError, LookupError, TypeError, ValueError):
        return process, None, None
    return process, view, world


def _by_case(connection: Connection, table: Table, span: tuple[int, int]) -> dict[int, Rows]:
    order = [column for column in table.primary_key.columns if column.name not in {"principal", "due_at"}]
    wanted = select(table).where(table.c.case_id.between(*span)).order_by(*order)
    return _grouped(connection.execute(wanted))


def _grouped(rows: Iterable[Row[Any]]) -> dict[int, Rows]:
    groups: dict[int, list[Row[Any]]] = {}
    for row in rows:
        groups.setdefault(row.case_id, []).append(row)
    return {case: tuple(found) for case, found in groups.items()}


def _with_incidents(connection: Connection, span: tuple[int, int]) -> frozenset[int]:
    wanted = select(incidents.c.case_id).where(incidents.c.closed_at.is_(None), incidents.c.case_id.between(*span))
    return frozenset(connection.execute(wanted).scalars())


def _links(connection: Connection, span: tuple[int, int]) -> Rows:
    """Of a case that is not there the process is None."""
    columns = (links.c.child, links.c.parent, links.c.seq, cases.c.process, cases.c.outcome)
    wanted = select(*columns).outerjoin(cases, cases.c.id == links.c.child)
    near = links.c.child.between(*span) | links.c.parent.between(*span)
    return tuple(connection.execute(wanted.where(near)).all())


def _sent(connection: Connection, span: tuple[int, int]) -> Rows:
    wanted = select(signals.c.case_id, signals.c.source).where(signals.c.case_id.between(*span))
    return tuple(connection.execute(wanted).all())


def _merged(connection: Connection, span: tuple[int, int]) -> Rows:
    near = merged.c.case_id.between(*span) | merged.c.lead.between(*span)
    return tuple(connection.execute(select(merged.c.case_id, merged.c.lead).where(near)).all())


def _facts(entry: str) -> Mapping[str, Any]:
    try:
        facts = json.loads(entry)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}
