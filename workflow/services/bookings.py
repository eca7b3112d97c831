"""What may be said of what cases hold: the thing by its name to everybody, the case only to whoever may know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from workflow.core.bookings import whole_days
from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView
from workflow.core.definition import Definition
from workflow.core.directory import Directory
from workflow.core.operations import HOLD
from workflow.core.text import Text
from workflow.core.visibility import sight
from workflow.operations import Told
from workflow.services.naming import Names, name_of
from workflow.services.runtime import Runtime
from workflow.store import bookings, registers
from workflow.store.bookings import Booking
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

AROUND: Final = timedelta(days=7)
MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Taken:
    """What another case holds; `number` is empty where the reader may not know of that case."""

    thing: Text
    number: str
    first: date
    last: date


def taken_around(
    runtime: Runtime, definition: Definition, view: CaseView, person: int, now: datetime
) -> tuple[Taken, ...]:
    """What others hold around the days of the case, of the kinds of things that it can hold by leaving its state."""
    rules = [effect for effect in definition.states[view.state].effects if effect.operation == HOLD]
    if not rules:
        return ()
    days = [day for _, path in rules[0].given if (day := _day(view.data.get(path.removeprefix("data.")))) is not None]
    days = days or [now.astimezone(TAIPEI).date()]
    kinds = tuple(f"{rule.register}:" for rule in rules if rule.register)
    with runtime.database.snapshot() as connection:
        around = whole_days(min(days) - AROUND, max(days) + AROUND)
        held = bookings.held_between(connection, around, most=MOST)
        others = [it for it in held if it.case != view.id and it.resource.startswith(kinds)]
        said = _said(runtime, connection, others, person, now)
    return tuple(Taken(*said[it], it.span.first, it.span.last) for it in others)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None


def tell(runtime: Runtime, person: int, now: datetime, connection: Connection, booking: Booking) -> Told:
    name, number = _said(runtime, connection, [booking], person, now)[booking]
    return Told({"zh-TW": name.zh, "en": name.en}, number)


def _said(
    runtime: Runtime, connection: Connection, held: Sequence[Booking], person: int, now: datetime
) -> dict[Booking, tuple[Text, str]]:
    """Of each what it is called, and the number of its case where the person may know of it."""
    directory = runtime.people.at(connection, load_revisions(connection))
    names = names_of_resources(connection, directory, (it.resource for it in held))
    numbers = {}
    for view in load_cases(connection, sorted({it.case for it in held})):
        definition = runtime.catalogue.process(connection, view.definition).definition
        seen = sight(definition, view, directory, person, now)
        numbers[view.id] = (view.number or "") if seen is not None else ""
    return {it: (names[it.resource], numbers.get(it.case, "")) for it in held}


def names_of_resources(connection: Connection, directory: Directory, resources: Iterable[str]) -> dict[str, Text]:
    """Of rows of registers, and of whoever holds a post; a row that is gone is called by its code. One statement per
    register."""
    wanted = dict.fromkeys(resources)
    codes: dict[str, list[str]] = {}
    for register, colon, code in (resource.partition(":") for resource in wanted):
        if colon:
            codes.setdefault(register, []).append(code)
    rows = {register: registers.rows(connection, register, them) for register, them in codes.items()}
    names = Names(directory)
    return {
        it: name_of(code, rows[register].get(code, {})) if colon else names.principal(it)
        for it in wanted
        for register, colon, code in [it.partition(":")]
    }
