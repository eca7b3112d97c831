"""The situations in which slots are looked at, and how findings name them and the people in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Final

from workflow.core.checking.candidates import Situation, Staffing, Values
from workflow.core.checking.varying import ROW
from workflow.core.definition import Slot, State

MOST_SITUATIONS: Final = 3000
_MOST_NAMED: Final = 5

Place = tuple[State, Slot]


def situations(staffing: Staffing, starters: Sequence[int], places: Iterable[Place]) -> Iterator[Situation]:
    """Each variant with an applicant who is none of those asked, and with each applicant who is."""
    places = list(places)
    for variant in variants(staffing, places):
        asked = [staffing.asked(state, slot, variant) for state, slot in places]
        involved = frozenset[int]().union(*(each.people for each in asked))
        outsider = next((person for person in starters if person not in involved), None)
        known = [person for person in starters if person in involved]
        for applicant in known if outsider is None else (outsider, *known):
            yield Situation(applicant, variant.values)


def variants(staffing: Staffing, places: Iterable[Place]) -> Iterator[Situation]:
    """What decides whom the slots mean, without an applicant. Too many are not gone through one by one."""
    places = list(places)
    names = frozenset(name for state, slot in places for name in staffing.variables(state, slot))
    if countable(staffing, places):
        real = (values for values in staffing.situations(names) if staffing.is_real(values, places))
        yield from (Situation(0, values) for values in real)


def countable(staffing: Staffing, places: Iterable[Place]) -> bool:
    names = frozenset(name for state, slot in places for name in staffing.variables(state, slot))
    return prod(sum(1 for _ in staffing.situations([name])) for name in names) <= MOST_SITUATIONS


def described(staffing: Staffing, situation: Situation) -> str:
    parts = [f"applicant={logins(staffing, [situation.applicant])[0]}"]
    parts += [f"{_short(name)}={value}" for name, value in _sorted(situation.values)]
    return " ".join(parts)


def _short(name: str) -> str:
    return "authority.row" if name == ROW else name


def _sorted(values: Values) -> list[tuple[str, str]]:
    return [(name, str(int(value) + 1) if name == ROW else value) for name, value in sorted(values)]


def some(cases: Sequence[str]) -> tuple[str, ...]:
    distinct = tuple(dict.fromkeys(cases))
    more = len(distinct) - _MOST_NAMED
    return distinct if more <= 0 else (*distinct[:_MOST_NAMED], f"+{more}")


def logins(staffing: Staffing, people: Iterable[int]) -> tuple[str, ...]:
    known = staffing.around.directory.people
    return some([known[person].login for person in sorted(people) if person in known])
