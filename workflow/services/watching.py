"""Cases that stand beside the rows of a register: one begins for each row that comes in without a case of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from workflow.core.authority import may_start
from workflow.core.calendar import TAIPEI
from workflow.core.case import Command
from workflow.core.deciding import decide
from workflow.core.definition import Definition
from workflow.core.directory import Directory, holders_of
from workflow.core.errors import Invalid, NotFound, Refusal, Refused
from workflow.core.fields import from_json
from workflow.core.machine import Process
from workflow.core.numbers import parse_format, series_key
from workflow.core.registers import RegisterSpec, fits
from workflow.core.starting import FOLLOW, GIVEN, ROW, new_case
from workflow.core.title_terms import codes_of
from workflow.core.titles import case_title
from workflow.services.following import SEED_BYTES
from workflow.services.runtime import Revisions, Runtime
from workflow.services.worlds import world_for
from workflow.store.engine import Connection
from workflow.store.ids import new_id
from workflow.store.mentions import running_with
from workflow.store.numbers import NextNumber
from workflow.store.steps import write_first_step

AT_ONCE: Final = 200
"""Rows that are asked about in one statement."""

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Beside:
    """A row of a register, and who brought it in: a person, or 0 for the system."""

    spec: RegisterSpec
    code: str
    by: int


def watch_rows(
    runtime: Runtime,
    connection: Connection,
    spec: RegisterSpec,
    rows: Rows,
    *,
    by: int,
    now: datetime,
    revisions: Revisions,
) -> int:
    """Begin the case of each row that is to have one and has none; how many began. Wants a transaction.

    The applicant is `by`, where he may start the process, else the first who may. Raises Refused `cannot_watch`.
    """
    watch = spec.watch
    if watch is None:
        return 0
    wanted = [code for code, row in rows.items() if fits(watch.when, from_json(spec.columns, row))]
    watched = {
        code for part in _parts(wanted) for code in running_with(connection, {watch.process: (watch.field,)}, part)
    }
    begun = [code for code in wanted if code not in watched]
    if not begun:
        return 0
    today = now.astimezone(TAIPEI).date()
    try:
        process = runtime.catalogue.newest(connection, watch.process, today, revisions.get("definitions", 0))
    except NotFound as error:
        raise Refused(Refusal("cannot_watch", {"process": watch.process})) from error
    keeper = _keeper(process.definition, runtime.people.at(connection, revisions), by, now)
    for code in begun:
        try:
            _begin(runtime, connection, process, keeper, Beside(spec, code, by), now=now, revisions=revisions)
        except (Invalid, Refused) as error:
            raise Refused(Refusal("cannot_watch", {"process": watch.process, "code": code})) from error
    return len(begun)


def _begin(
    runtime: Runtime,
    connection: Connection,
    process: Process,
    keeper: tuple[int, str, str],
    beside: Beside,
    *,
    now: datetime,
    revisions: Revisions,
) -> None:
    """Raises Refused, Invalid."""
    definition, today = process.definition, now.astimezone(TAIPEI).date()
    person, post, unit = keeper
    table = runtime.catalogue.authority_in_force(connection, today, revisions.get("definitions", 0))
    case = new_id(now, int.from_bytes(runtime.random_bytes(4)))
    view = new_case(definition, case, applicant=person, post=post, unit=unit, authority=table)
    given = {beside.spec.watch.field: beside.code} if beside.spec.watch is not None else {}
    told = {GIVEN: given, ROW: {"register": beside.spec.key, "code": beside.code}}
    asked = Command(FOLLOW, beside.by, input=given)
    world = world_for(runtime, connection, process, view, command=asked, revisions=revisions)
    command = Command(FOLLOW, beside.by, input=told, door="import")
    first = decide(process, view, command, world, now=now, seed=runtime.random_bytes(SEED_BYTES))
    layout = parse_format(definition.case_number)
    write_first_step(
        connection,
        first,
        number=NextNumber(series_key(layout, today), layout.width),
        title=case_title(definition, first.after.data),
        codes=codes_of(definition.fields, first.after.data),
    )


def _keeper(definition: Definition, directory: Directory, by: int, now: datetime) -> tuple[int, str, str]:
    """Whose case it is, with post and unit. Raises Refused when nobody may start the process."""
    today = now.astimezone(TAIPEI).date()
    for post, unit in may_start(definition, directory, by, today) if by else ():
        return by, post, unit
    for post in definition.may_start:
        for unit in sorted(unit for known, unit in directory.by_post if known == post):
            for person in sorted(holders_of(directory, post, unit, today)):
                return person, post, unit
    raise Refused(Refusal("cannot_watch", {"process": definition.process}))


def _parts(codes: list[str]) -> Iterable[list[str]]:
    return (codes[place : place + AT_ONCE] for place in range(0, len(codes), AT_ONCE))
