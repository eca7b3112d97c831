"""What stands between the school and one partner: agreements, the places they give, and visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from workflow.core.fields import from_json
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.services.agreements import Line, book_for, lines_of
from workflow.services.partner_book import label_of
from workflow.services.register_readers import posts_held
from workflow.services.runtime import Revisions, Runtime
from workflow.store import registers
from workflow.store.engine import Connection

PLACES: Final = "places"
VISITS: Final = "visits"
MOST_AGREEMENTS: Final = 50
MOST_PLACES: Final = 100
MOST_VISITS: Final = 20


@dataclass(frozen=True, slots=True)
class Places:
    """So many of a kind that an agreement gives in an academic year."""

    agreement: str
    year: int
    kind: Text
    count: int
    counted_in: Text


@dataclass(frozen=True, slots=True)
class Visit:
    name: Text
    direction: Text
    status: Text
    begins: date | None
    ends: date | None
    headcount: int | None


@dataclass(frozen=True, slots=True)
class Relations:
    """The agreements in the order of the days of decision, at most so many; `begins` what the reader may begin."""

    agreements: tuple[Line, ...] = ()
    begins: tuple[tuple[str, Text], ...] = ()
    places: tuple[Places, ...] = ()
    visits: tuple[Visit, ...] = ()


def relations_with(
    runtime: Runtime, connection: Connection, code: str, *, person: int, now: datetime, revisions: Revisions
) -> Relations:
    """A fixed number of statements; a register that is not published is asked for nothing."""
    book = book_for(runtime, connection, revisions, person, now)
    held = book.with_partner(code)[:MOST_AGREEMENTS]
    lines, begins = lines_of(runtime, connection, book, held, person=person, now=now, revisions=revisions)
    posts = posts_held(runtime.people.at(connection, revisions), person, now)
    published = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers
    known = {key: spec for key, spec in published.items() if spec.seen_by(posts)}
    codes = [agreement.code for agreement in held]
    return Relations(
        lines,
        begins,
        tuple(_places(connection, known.get(PLACES), codes)),
        tuple(_visits(connection, known.get(VISITS), code)),
    )


def _places(connection: Connection, spec: RegisterSpec | None, agreements: Sequence[str]) -> Iterator[Places]:
    """The latest academic year first."""
    rows = _rows(connection, spec, "agreement", agreements, MOST_PLACES)
    for row in sorted(rows, key=lambda row: (-int(row.get("academic_year") or 0), str(row.get("agreement")))):
        if spec is not None:
            kind, unit = label_of(spec, "kind", row), label_of(spec, "counted_in", row)
            yield Places(str(row["agreement"]), int(row["academic_year"]), kind, int(row["places"]), unit)


def _visits(connection: Connection, spec: RegisterSpec | None, partner: str) -> Iterator[Visit]:
    """The latest first."""
    rows = _rows(connection, spec, "partner", [partner], MOST_VISITS)
    for row in sorted(rows, key=lambda row: str(row.get("from")), reverse=True):
        if spec is not None:
            values = from_json(spec.columns, row)
            name = Text(str(row.get("name_zh") or ""), str(row.get("name_en") or row.get("name_zh") or ""))
            direction, status = label_of(spec, "direction", row), label_of(spec, "status", row)
            yield Visit(name, direction, status, _day(values, "from"), _day(values, "to"), row.get("headcount"))


def _rows(
    connection: Connection, spec: RegisterSpec | None, column: str, values: Sequence[str], most: int
) -> Sequence[Mapping[str, Any]]:
    if spec is None or not values:
        return ()
    return registers.rows_with(connection, spec.key, column, values, most=most)


def _day(values: Mapping[str, object], name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None
