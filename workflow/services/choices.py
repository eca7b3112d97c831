"""What the fields of a form may be chosen from: units, people and rows of registers, under the names people know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.countries import COUNTRIES
from workflow.core.deadlines import working_days_until
from workflow.core.directory import Directory, Unit, holders_of, posts_of
from workflow.core.field_types import may_be_unit
from workflow.core.fields import Lookups
from workflow.core.form import HOLDER, FieldSpec
from workflow.core.text import Text
from workflow.services.naming import Names, name_of
from workflow.services.runtime import Runtime
from workflow.store import registers
from workflow.store.revisions import load_revisions

MOST_MATCHES: Final = 12
_CODE_AT_END: Final = re.compile(r"[(（]([^()（）]+)[)）]\s*$")

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: Text


COUNTRY_CHOICES: Final = tuple(Choice(code, name) for code, name in COUNTRIES.items())
CHOSEN_BY_NAME: Final = frozenset({"ref", "person", "country", HOLDER})
"""The types of fields into which a name is typed, or part of one, and which hold a code."""


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A unit with those directly below it."""

    label: Text
    units: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Only what the asked fields need is filled in. `lookups` is what `parse_fields` takes."""

    units: tuple[UnitGroup, ...] = ()
    people: tuple[Choice, ...] = ()
    posts: tuple[Choice, ...] = ()
    rows: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    lookups: Lookups = field(default_factory=Lookups)

    def row_names(self) -> dict[tuple[str, str], Text]:
        """For `Names`."""
        return {(register, it.code): it.label for register, rows in self.rows.items() for it in rows}

    def of(self, spec: FieldSpec) -> tuple[Choice, ...]:
        if spec.type == "country":
            return COUNTRY_CHOICES
        if spec.type == "unit":
            return tuple(unit for group in self.units_for(spec) for unit in group.units)
        if spec.type in {"person", HOLDER}:
            return self.people if spec.type == "person" else (*self.posts, *self.people)
        return self.rows.get(spec.register or "", ())

    def units_for(self, spec: FieldSpec) -> tuple[UnitGroup, ...]:
        """Those that the field takes, without groups of which nothing is left."""
        known = self.lookups.units
        groups = (
            UnitGroup(it.label, tuple(u for u in it.units if u.code not in known or may_be_unit(spec, known[u.code])))
            for it in self.units
        )
        return tuple(group for group in groups if group.units)


def choices_for(
    runtime: Runtime, specs: Sequence[FieldSpec], now: datetime, *, calendars: tuple[str, ...] = ()
) -> Choices:
    """One statement per register that the fields refer to; `calendars` are those by which days are counted."""
    asked = tuple(_flat(specs))
    kinds = {spec.type for spec in asked}
    names = {spec.register for spec in asked if spec.type == "ref" and spec.register is not None}
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        calendar = runtime.catalogue.calendar(connection, calendars, revisions.get("definitions", 0))
        rows = {name: registers.rows(connection, name) for name in sorted(names)}
    return Choices(
        units=_units(directory) if "unit" in kinds else (),
        people=_people(directory, now) if kinds & {"person", HOLDER} else (),
        posts=_posts(directory, now) if HOLDER in kinds else (),
        rows={name: _choices(held) for name, held in rows.items()},
        lookups=replace(
            _lookups(directory, rows),
            workdays_until=partial(working_days_until, calendar, now.astimezone(TAIPEI).date()),
        ),
    )


def find_choice(choices: Iterable[Choice], typed: str) -> tuple[str | None, tuple[Choice, ...]]:
    """The code that was meant by a code, by `name (code)` or by a name; otherwise those that contain what was typed.

    One that contains it alone is what was meant.
    """
    choices = tuple(choices)
    by_code = {choice.code: choice for choice in choices}
    at_end = _CODE_AT_END.search(typed)
    for code in (typed.strip(), at_end[1].strip() if at_end else ""):
        if code in by_code:
            return code, ()
    words = typed.casefold().split()
    matching = [choice for choice in choices if words and all(word in _searched(choice) for word in words)]
    exact = [choice for choice in matching if typed.strip().casefold() in _names(choice)]
    if len(exact) == 1 or len(matching) == 1:
        return (exact or matching)[0].code, ()
    return None, tuple(matching[:MOST_MATCHES])


def _flat(specs: Iterable[FieldSpec]) -> Iterator[FieldSpec]:
    for spec in specs:
        yield spec
        yield from _flat(spec.fields)


def _units(directory: Directory) -> tuple[UnitGroup, ...]:
    """In the order of the organisation, each under the unit above it."""
    below: dict[str, list[Unit]] = {}
    for unit in directory.units.values():
        below.setdefault(_head_of(directory, unit).key, []).append(unit)
    return tuple(
        UnitGroup(directory.units[key].label, tuple(Choice(unit.key, unit.label) for unit in units))
        for key, units in below.items()
    )


def _head_of(directory: Directory, unit: Unit) -> Unit:
    """The unit on the first level below the school to which this one belongs."""
    above = directory.units.get(unit.parent or "")
    while above is not None and above.parent is not None:
        unit, above = above, directory.units.get(above.parent)
    return unit


def _people(directory: Directory, now: datetime) -> tuple[Choice, ...]:
    """Those who hold a post today."""
    today = now.astimezone(TAIPEI).date()
    held = (person for person in directory.people.values() if posts_of(directory, person.id, today))
    return tuple(Choice(person.login, person.name) for person in held)


def _posts(directory: Directory, now: datetime) -> tuple[Choice, ...]:
    """Those that somebody holds today, as `post@unit`."""
    today, names = now.astimezone(TAIPEI).date(), Names(directory)
    held = sorted(place for place in directory.by_post if holders_of(directory, *place, today))
    codes = (f"{post}@{unit}" for post, unit in held)
    return tuple(Choice(code, names.principal(code)) for code in codes)


def _choices(rows: Rows) -> tuple[Choice, ...]:
    return tuple(Choice(code, name_of(code, row)) for code, row in rows.items())


def _lookups(directory: Directory, rows: Mapping[str, Rows]) -> Lookups:
    by_code = {(name, code): row for name, held in rows.items() for code, row in held.items()}
    return Lookups(by_code, directory.units, frozenset(directory.by_login))


def _names(choice: Choice) -> tuple[str, str]:
    return choice.label.zh.casefold(), choice.label.en.casefold()


def _searched(choice: Choice) -> str:
    return " ".join((choice.code.casefold(), *_names(choice)))
