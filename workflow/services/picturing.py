"""Pictures of processes: of a version as it is defined, and of a case as it stands."""

from __future__ import annotations

from datetime import datetime

from workflow.core.definition import Definition
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.picture import Picture, picture_of
from workflow.services.runtime import Runtime
from workflow.services.showing import see_case


def picture_case(
    runtime: Runtime,
    number: str,
    now: datetime,
    *,
    actor: int | None = None,
    process: str | None = None,
    on: Definition | None = None,
) -> Picture:
    """The way of a case in the version that it goes by, or `on` another one; `process`: it must be a case of that one.

    Raises NotFound, also for an actor who may not know the case; Refused `state_not_in_version`.
    """
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, number, now, actor=actor)
    if seen.view.process != (on.process if on is not None else process or seen.view.process):
        raise NotFound("case", number)
    definition = on or seen.process.definition
    if seen.view.state not in definition.states:
        raise Refused(
            Refusal("state_not_in_version", {"name": seen.view.state, "case": number, "version": definition.version})
        )
    return picture_of(definition, seen.view)
