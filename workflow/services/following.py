"""The case that follows from a step, begun in the same transaction: with it the step stands or falls."""

from __future__ import annotations

from datetime import datetime

from workflow.core.calendar import TAIPEI
from workflow.core.case import Command
from workflow.core.children import MOST_DEPTH
from workflow.core.deciding import decide
from workflow.core.decision import Spawn, Step
from workflow.core.errors import Invalid, NotFound, Refusal, Refused
from workflow.core.fields import to_json
from workflow.core.machine import Process
from workflow.core.numbers import parse_format, series_key
from workflow.core.starting import FOLLOW, GIVEN, PARENT, new_case
from workflow.core.title_terms import codes_of
from workflow.core.titles import case_title
from workflow.services.guest_links import write_links
from workflow.services.runtime import Revisions, Runtime
from workflow.services.worlds import world_for
from workflow.store import links
from workflow.store.engine import Connection
from workflow.store.ids import new_id
from workflow.store.numbers import NextNumber
from workflow.store.steps import write_first_step

SEED_BYTES = 32


def begin_all_following(
    runtime: Runtime, connection: Connection, step: Step, *, now: datetime, revisions: Revisions
) -> None:
    """Start the cases of the step, each in the version of today, and link them; wants a transaction that has begun.

    Raises Refused `cannot_follow` when one cannot begin with what the case before gives, with the fields of that one
    and the row of a table.
    """
    # ids that grow with the rows: what begins together is never of one id, and stands in this order
    base = new_id(now, int.from_bytes(runtime.random_bytes(4))) if step.spawns else 0
    for place, spawn in enumerate(step.spawns):
        _begin_following(runtime, connection, step, spawn, base + place, now=now, revisions=revisions)


def _begin_following(
    runtime: Runtime,
    connection: Connection,
    step: Step,
    spawn: Spawn,
    child: int,
    *,
    now: datetime,
    revisions: Revisions,
) -> None:
    try:
        process, first = _first_step(runtime, connection, step, spawn, child, now=now, revisions=revisions)
    except NotFound as error:
        raise Refused(Refusal("cannot_follow", {"process": spawn.process})) from error
    except Invalid as error:
        faulty = dict.fromkeys(problem.field.partition(".")[0] for problem in error.problems)
        fields = [spawn.sources.get(name, name) for name in faulty]
        row = {"row": spawn.row} if spawn.row is not None else {}
        raise Refused(Refusal("cannot_follow", {"process": spawn.process, "fields": fields, **row})) from error
    except Refused as error:
        raise Refused(Refusal("cannot_follow", {"process": spawn.process}), *error.refusals) from error
    definition, data = process.definition, first.after.data
    layout = parse_format(definition.case_number)
    write_first_step(
        connection,
        first,
        number=NextNumber(series_key(layout, now.astimezone(TAIPEI).date()), layout.width),
        title=case_title(definition, data),
        codes=codes_of(definition.fields, data),
    )
    write_links(runtime, connection, first)
    links.put(connection, parent=step.after.id, child=first.after.id, seq=spawn.child)


def _first_step(
    runtime: Runtime,
    connection: Connection,
    step: Step,
    spawn: Spawn,
    child: int,
    *,
    now: datetime,
    revisions: Revisions,
) -> tuple[Process, Step]:
    """Whoever ended the case before is the actor of the entry; the applicant stays the same, under the same hat."""
    parent, today, revision = step.after, now.astimezone(TAIPEI).date(), revisions.get("definitions", 0)
    process = runtime.catalogue.newest(connection, spawn.process, today, revision)
    view = new_case(
        process.definition,
        child,
        applicant=parent.applicant,
        post=parent.applicant_post,
        unit=parent.applicant_unit,
        authority=runtime.catalogue.authority_in_force(connection, today, revision),
    )
    given = to_json(spawn.given)
    world = world_for(
        runtime, connection, process, view, command=Command(FOLLOW, step.actor, input=given), revisions=revisions
    )
    before: dict[str, object] = {"case": parent.id, "head": parent.head}
    if spawn.child is not None:
        depth = parent.awaited.depth + 1 if parent.awaited is not None else 1
        if depth > MOST_DEPTH:
            raise Refused(Refusal("too_deep", {"most": MOST_DEPTH}))
        before |= {"child": spawn.child, "depth": depth}
    command = Command(
        FOLLOW,
        step.actor,
        input={GIVEN: given, PARENT: before},
        door=step.facts["door"],  # type: ignore[arg-type]  # it was a command's
    )
    return process, decide(process, view, command, world, now=now, seed=runtime.random_bytes(SEED_BYTES))
