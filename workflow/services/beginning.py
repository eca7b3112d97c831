"""Cases that people begin from a row of a register: drafts that hold already what the row and its case tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.fields import from_json
from workflow.core.registers import Beginning, RegisterSpec, fits
from workflow.core.starting import hats_to_start
from workflow.services.case_links import Press
from workflow.services.drafts import begin_filled, known_data
from workflow.services.register_readers import posts_held
from workflow.services.runtime import Revisions, Runtime
from workflow.services.showing import Seen
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

MOST_AT_ONCE: Final = 20
"""Drafts that one press begins."""

Row = Mapping[str, Any]


def presses_for(
    runtime: Runtime, connection: Connection, spec: RegisterSpec, *, person: int, now: datetime, revisions: Revisions
) -> tuple[Beginning, ...]:
    """What the person may begin from some row of the register, as far as posts say."""
    today, revision = now.astimezone(TAIPEI).date(), revisions.get("definitions", 0)
    directory = runtime.people.at(connection, revisions)
    found = []
    for begin in spec.begins:
        try:
            process = runtime.catalogue.newest(connection, begin.process, today, revision)
        except NotFound:
            continue
        if hats_to_start(process.definition, directory, person, today):
            found.append(begin)
    return tuple(found)


def presses_of(begins: Sequence[Beginning], spec: RegisterSpec, code: str, row: Row) -> tuple[Press, ...]:
    """Those whose condition holds for the row; `row` as it is stored."""
    values = from_json(spec.columns, row)
    return tuple(Press(it.key, it.label, spec.key, code) for it in begins if fits(it.when, values))


def presses_beside(
    runtime: Runtime, connection: Connection, seen: Seen, *, person: int, now: datetime
) -> tuple[Press, ...]:
    """Of the rows that a case names, and of the one that it has left. A statement for each that something begins from.

    Rows that the reader may not see in the case are left out.
    """
    known = runtime.catalogue.current(connection, seen.revisions.get("definitions", 0)).registers
    found: list[Press] = []
    for spec, code in _rows_beside(seen, known):
        begins = presses_for(runtime, connection, spec, person=person, now=now, revisions=seen.revisions)
        row = registers.row(connection, spec.key, code) if begins else None
        if row is not None:
            found.extend(presses_of(begins, spec, code, row))
    return tuple(found)


def _rows_beside(seen: Seen, known: Mapping[str, RegisterSpec]) -> Iterator[tuple[RegisterSpec, str]]:
    view, visible = seen.view, seen.visible
    for field in seen.process.definition.fields:
        spec, code = known.get(field.register or ""), view.data.get(field.name)
        shown = visible is None or field.name in visible.fields
        if spec is not None and spec.begins and isinstance(code, str) and shown:
            yield spec, code
    if view.outcome == "approved" and view.number is not None:
        for spec in known.values():
            if any(begin.process == view.process for begin in spec.begins):
                yield spec, view.number


def begin_from_row(
    runtime: Runtime,
    place: tuple[str, str],
    key: str,
    person: int,
    now: datetime,
    *,
    nonce: str | None = None,
) -> int:
    """The id of a draft for the row at `place`, its register and code; a repeat with the same nonce gets the same one.

    Raises NotFound for a row or a beginning that there is not, Refused where the person may not start the process, or
    `not_from_here` where the condition does not hold for the row as it is now.
    """
    register, code = place
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        spec = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers.get(register)
        begin = next((it for it in spec.begins if it.key == key), None) if spec is not None else None
        posts = posts_held(runtime.people.at(connection, revisions), person, now)
        seen = spec is not None and spec.seen_by(posts)
        row = registers.row(connection, register, code) if begin is not None and seen else None
        if spec is None or begin is None or row is None:
            raise NotFound("register row", code)
        if not fits(begin.when, from_json(spec.columns, row)):
            raise Refused(Refusal("not_from_here", {"code": code}))
        before = known_data(runtime, connection, code, begin.process, person=person, now=now)
    typed = dict(before)
    for path, value in _filled(begin, code, row):
        _put(typed, path.split("."), value)
    return begin_filled(runtime, begin.process, person, now, typed=typed, nonce=nonce)


def _filled(begin: Beginning, code: str, row: Row) -> Iterator[tuple[str, Any]]:
    yield from ((path, row[column]) for path, column in begin.given if row.get(column) is not None)
    yield from begin.fixed
    yield begin.field, code


def _put(typed: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Into a field, or into a part of a group."""
    head, *rest = path
    if not rest:
        typed[head] = value
        return
    held = typed.get(head)
    part = dict(held) if isinstance(held, Mapping) else {}
    _put(part, rest, value)
    typed[head] = part
