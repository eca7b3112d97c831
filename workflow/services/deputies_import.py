"""Deputies (代理) from a table, as a school hands them over or the demo has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.directory import Deputyship, Directory
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import FieldSpec, Option
from workflow.core.spelling import near_misses
from workflow.core.text import Text
from workflow.services.runtime import Runtime
from workflow.services.sheets import Columns, Row, SheetProblem, problem_of, read_sheet, refuse_if_wrong, shortened
from workflow.store import people
from workflow.store.revisions import load_revisions


def _spec(name: str, kind: str, *, options: tuple[str, ...] = (), required: bool = True) -> FieldSpec:
    choices = tuple(Option(code, Text(code, code)) for code in options)
    return FieldSpec(name, kind, Text(name, name), required=required, options=choices)


_SPECS: Final = (
    _spec("principal", "text"),
    _spec("deputy", "text"),
    _spec("capacity", "enum", options=("deputy", "acting_for")),
    _spec("from", "date"),
    _spec("to", "date"),
    _spec("reason", "text", required=False),
)
COLUMNS: Final = tuple(spec.name for spec in _SPECS)


@dataclass(frozen=True, slots=True)
class DeputiesImported:
    rows: int
    new: int


def import_deputies(runtime: Runtime, content: bytes) -> DeputiesImported:
    """Add deputyships, both days included; one that stands already is left. Raises BadSheet."""
    sheet = read_sheet(content, Columns(COLUMNS, COLUMNS))
    with runtime.database.transaction() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        deputyships, problems = _deputyships(sheet.rows, directory)
        refuse_if_wrong(sheet, problems)
        standing = {_identity(row) for row in directory.deputyships}
        fresh = [row for row in deputyships if _identity(row) not in standing]
        for row in fresh:
            people.add_deputyship(connection, row)
    return DeputiesImported(len(deputyships), len(fresh))


def _deputyships(rows: Sequence[Row], directory: Directory) -> tuple[list[Deputyship], list[SheetProblem]]:
    found: list[Deputyship] = []
    problems: list[SheetProblem] = []
    seen: dict[object, int] = {}
    for row in rows:
        parsed = parse_fields(_SPECS, row.cells, world=Lookups(), complete=True, current={})
        wrong = [problem_of(row, problem) for problem in parsed.problems]
        wrong = wrong or list(_wrong(row, parsed.values, directory))
        problems += wrong
        if wrong:
            continue
        deputyship = _deputyship(parsed.values, directory, [*directory.deputyships, *found])
        first = seen.setdefault(_identity(deputyship), row.number)
        if first != row.number:
            problems.append(SheetProblem(row.number, None, "sheet_deputy_twice", {"first": first}))
        found.append(deputyship)
    return found, problems


def _wrong(row: Row, values: Mapping[str, Any], directory: Directory) -> Iterator[SheetProblem]:
    for column in ("principal", "deputy"):
        login = values[column]
        if login not in directory.by_login:
            near = near_misses(login, directory.by_login)
            yield SheetProblem(row.number, column, "sheet_unknown_login", {"value": shortened(login), "near": near})
    if values["principal"] == values["deputy"]:
        yield SheetProblem(row.number, "deputy", "sheet_own_deputy", {"value": shortened(values["deputy"])})
    if values["to"] < values["from"]:
        params = {"value": row.cells["to"], "begins": values["from"].isoformat()}
        yield SheetProblem(row.number, "to", "sheet_range_reversed", params)


def _deputyship(values: Mapping[str, Any], directory: Directory, others: Sequence[Deputyship]) -> Deputyship:
    """Its turn comes after those who stand in for the same person at the same time."""
    principal = directory.by_login[values["principal"]]
    begins, ends = _midnight(values["from"]), _midnight(values["to"] + timedelta(days=1))
    at_the_time = [it for it in others if it.principal == principal and it.valid_from < ends and begins < it.valid_to]
    deputyship = Deputyship(
        principal=principal,
        deputy=directory.by_login[values["deputy"]],
        capacity=values["capacity"],
        position=1,
        valid_from=begins,
        valid_to=ends,
        reason=values.get("reason") or "",
    )
    before = {_identity(it) for it in at_the_time} - {_identity(deputyship)}
    return replace(deputyship, position=len(before) + 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TAIPEI)


def _identity(row: Deputyship) -> tuple[object, ...]:
    return (row.principal, row.deputy, row.capacity, row.valid_from, row.valid_to, row.posts, row.processes)
