"""A frozen version that has to be looked up for, kept in the step's own transaction."""

from __future__ import annotations

from workflow.core.calendar import TAIPEI
from workflow.core.decision import Frozen, Step
from workflow.core.numbers import parse_format, series_key
from workflow.store import numbers, renderings
from workflow.store.engine import Connection
from workflow.store.numbers import NextNumber
from workflow.store.renderings import Rendering


def keep_frozen(connection: Connection, step: Step, frozen: Frozen) -> None:
    """For what takes a number or says what the version before says: all else is written with the step itself.

    Wants a transaction that has begun; a number that is taken goes back with it.
    """
    case, file = step.after, frozen.file
    earlier = renderings.newest(connection, case.id, file.name)
    content = frozen.content if frozen.content is not None else earlier.content if earlier is not None else {}
    renderings.put(
        connection,
        Rendering(
            case_id=case.id,
            name=file.name,
            version=file.version,
            definition=case.definition,
            layout=frozen.layout,
            sha256=file.sha256,
            content=content,
            frozen_at=step.at,
            number=_number(connection, step, frozen, earlier),
            issued=file.standing == "issued",
            code=frozen.code,
        ),
    )


def _number(connection: Connection, step: Step, frozen: Frozen, earlier: Rendering | None) -> str | None:
    """A document keeps its number from version to version; every letter that goes out has one of its own."""
    if frozen.number is None:
        return None
    if earlier is not None and earlier.number is not None and frozen.file.standing != "issued":
        return earlier.number
    layout, today = parse_format(frozen.number), step.at.astimezone(TAIPEI).date()
    series = series_key(layout, today)
    return NextNumber(series, layout.width).written(numbers.take(connection, series))
