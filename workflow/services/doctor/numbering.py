"""Numbers of cases and documents: each once, and none left out of its series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from sqlalchemy import select

from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.store.tables import cases, numbers, renderings

PAGE: Final = 2000
OPEN: Final = "{seq}"

_DIGITS: Final = re.compile("[0-9]+")


@dataclass(slots=True)
class _Count:
    """What was found of one series."""

    cases: int = 0
    highest: int = 0


def numbers_gapless(scene: Scene) -> Iterator[Fault]:
    """The running numbers of each series are those from 1 to the last one taken."""
    last: dict[str, int] = {row.series: row.last for row in scene.connection.execute(select(numbers))}
    found = {series: _Count() for series in last}
    for case, number in chain(_numbered(scene), _of_documents(scene)):
        place = _place_of(number, last) if number is not None else None
        if place is None:
            yield fault("number_of_no_series" if number else "number_missing", at=case)
            continue
        series, running = place
        found[series].cases += 1
        found[series].highest = max(found[series].highest, running)
    for series, count in found.items():
        if (count.cases, count.highest) != (last[series], last[series]):
            yield fault("series_differs", series=series, last=last[series], cases=count.cases, highest=count.highest)


def _numbered(scene: Scene) -> Iterator[tuple[int, str | None]]:
    after = 0
    while True:
        wanted = select(cases.c.id, cases.c.number).where(cases.c.id > after).order_by(cases.c.id).limit(PAGE)
        rows = scene.connection.execute(wanted).all()
        yield from ((row.id, row.number) for row in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1].id


def _of_documents(scene: Scene) -> Iterator[tuple[int, str | None]]:
    """Each number once: the versions of a document share it."""
    wanted = select(renderings.c.case_id, renderings.c.number).where(renderings.c.number.is_not(None)).distinct()
    yield from ((row.case_id, row.number) for row in scene.rows(wanted))


def _place_of(number: str, last: dict[str, int]) -> tuple[str, int] | None:
    """The series that writes the number, and its running part; the longest running part where several could be."""
    places = []
    for run in _DIGITS.finditer(number):
        for begin in range(run.start(), run.end()):
            for end in range(begin + 1, run.end() + 1):
                series = number[:begin] + OPEN + number[end:]
                if series in last:
                    places.append((series, int(number[begin:end])))
    return max(places, key=lambda place: len(str(place[1])), default=None)
