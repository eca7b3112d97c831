"""Rows of a register (登錄) from a table: the whole file or nothing, and nobody twice under two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from workflow.core.errors import NotFound
from workflow.core.fields import Lookups, from_json, to_json
from workflow.core.registers import RegisterSpec, StoredRow, as_read, groups_of, parse_row, stored_row
from workflow.services.runtime import Runtime
from workflow.services.sheets import (
    BadSheet,
    Columns,
    Row,
    SheetProblem,
    cells_of,
    problem_of,
    read_sheet,
    refuse_if_wrong,
    shortened,
)
from workflow.services.watching import watch_rows
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.registers import RowTaken
from workflow.store.revisions import load_revisions

DOMAIN: Final = "domain"
"""A column of this name holds a host name: compared and kept in small letters."""
_DOMAIN: Final = re.compile(r"([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]([\w-]{0,61}[^\W_])?")

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """`watches`: so many cases began that stand beside rows."""

    rows: int
    new: int = 0
    changed: int = 0
    watches: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """`row` is the number in the file, None for an entry that is stored already."""

    code: str
    values: Values
    row: Row | None = None


def import_rows(runtime: Runtime, register: str, content: bytes, by: int, now: datetime) -> RegisterImported:
    """Insert or change rows by their key; a column that the file does not have stays as it is.

    `by` is a person's id, 0 for the system. The same file again changes nothing. Raises NotFound for a register that
    is not published, BadSheet with every row that is wrong.
    """
    with runtime.database.transaction() as connection:
        revisions = load_revisions(connection)
        spec = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers.get(register)
        if spec is None:
            raise NotFound("register", register)
        sheet = read_sheet(content, _columns(spec))
        directory = runtime.people.at(connection, revisions)
        rows = _referred(connection, spec, sheet.rows)
        world = Lookups(rows, directory.units, frozenset(directory.by_login))
        stored = _stored(connection, spec)
        entries, problems = _entries(spec, sheet.rows, stored, world)
        refuse_if_wrong(sheet, problems)
        done = _write(connection, spec, entries, stored=stored, by=by, now=now)
        written = {entry.code: to_json(entry.values) for entry in entries}
        watches = watch_rows(runtime, connection, spec, written, by=by, now=now, revisions=revisions)
        return replace(done, watches=watches)


def _columns(spec: RegisterSpec) -> Columns:
    required = tuple(
        it.name for it in spec.columns if it.required and it.default is None and it.name not in spec.derived
    )
    known = tuple(column.name for column in spec.columns if column.name not in spec.counted)
    return Columns(known, tuple(dict.fromkeys((*required, spec.key_column))))


def _referred(connection: Connection, spec: RegisterSpec, rows: Sequence[Row]) -> dict[tuple[str, str], Values]:
    """Rows that columns refer to: those that there are, and of the same register those of the file."""
    found: dict[tuple[str, str], Values] = {}
    for column in spec.columns:
        if column.type == "ref":
            register = column.register or ""
            named = sorted({row.cells[column.name] for row in rows if row.cells.get(column.name)})
            own = {row.cells[spec.key_column] for row in rows} if register == spec.key else set()
            kept = registers.rows(connection, register, named)
            found |= {(register, code): kept.get(code, {}) for code in named if code in kept or code in own}
    return found


def _stored(connection: Connection, spec: RegisterSpec) -> dict[str, Values]:
    rows = registers.rows(connection, spec.key)
    return {code: from_json(spec.columns, data) for code, data in rows.items()}


def _entries(
    spec: RegisterSpec, rows: Sequence[Row], stored: Mapping[str, Values], world: Lookups
) -> tuple[list[_Entry], list[SheetProblem]]:
    entries: list[_Entry] = []
    problems: list[SheetProblem] = []
    lists = {column.name for column in spec.columns if column.type == "multi"}
    for row in map(_with_small_domain, rows):
        current = stored.get(row.cells[spec.key_column], {})
        given = {
            name: cells_of(cell) if name in lists else cell
            for name, cell in row.cells.items()
            if name not in spec.derived
        }
        parsed = parse_row(spec, given, world, current)
        found = [problem_of(row, problem) for problem in parsed.problems]
        found += _wrong(spec, row, parsed.values)
        if not found:
            values = {name: value for name, value in parsed.values.items() if value is not None}
            entries.append(_Entry(str(values[spec.key_column]), values, row))
        problems += found
    problems += _duplicates(spec, entries, stored)
    return entries, problems


def _with_small_domain(row: Row) -> Row:
    if DOMAIN not in row.cells:
        return row
    return replace(row, cells={**row.cells, DOMAIN: row.cells[DOMAIN].strip().rstrip(".").lower()})


def _wrong(spec: RegisterSpec, row: Row, values: Values) -> Iterator[SheetProblem]:
    domain = row.cells.get(DOMAIN)
    if domain and (len(domain) > 253 or not _DOMAIN.fullmatch(domain)):
        yield SheetProblem(row.number, DOMAIN, "sheet_not_a_domain", {"value": shortened(domain)})
    if spec.key_column not in values:
        yield SheetProblem(row.number, spec.key_column, "required", {"label": spec.key_column})
    for name, country in spec.regions.items():
        given, wanted = row.cells.get(name), values.get(name)
        if given and wanted is not None and given != wanted:
            params = {"value": shortened(given), "country": country, "wanted": wanted}
            yield SheetProblem(row.number, name, "sheet_region_differs", params)


def _duplicates(spec: RegisterSpec, entries: Sequence[_Entry], stored: Mapping[str, Values]) -> Iterator[SheetProblem]:
    """Each group of unique columns, compared as people read them, in the file and with what stays in the register."""
    replaced = {entry.code for entry in entries}
    kept = [_Entry(code, values) for code, values in stored.items() if code not in replaced]
    for group in groups_of(spec):
        first_of: dict[tuple[str, ...], _Entry] = {}
        for entry in (*kept, *entries):
            if any(entry.values.get(column) is None for column in group):
                continue
            first = first_of.setdefault(tuple(as_read(entry.values[column]) for column in group), entry)
            if first is not entry and entry.row is not None:
                yield _duplicate(group, entry.row, first)


def _duplicate(group: tuple[str, ...], row: Row, first: _Entry) -> SheetProblem:
    params = {"value": shortened(row.cells.get(group[0], "")), "columns": group}
    if first.row is None:
        return SheetProblem(row.number, group[0], "sheet_row_stored", {**params, "code": first.code})
    return SheetProblem(row.number, group[0], "sheet_row_twice", {**params, "first": first.row.number})


def _write(
    connection: Connection,
    spec: RegisterSpec,
    entries: Sequence[_Entry],
    *,
    stored: Mapping[str, Values],
    by: int,
    now: datetime,
) -> RegisterImported:
    rows = [stored_row(spec, entry.values) for entry in entries]
    kept = {code: to_json(values) for code, values in stored.items()}
    differing = [row for row in rows if kept.get(row.code) != row.data]
    registers.let_go(connection, spec.key, [row.code for row in differing])
    for row in differing:
        _put(connection, spec, row, by=by, now=now)
    new = sum(row.code not in stored for row in differing)
    return RegisterImported(len(entries), new, len(differing) - new)


def _put(connection: Connection, spec: RegisterSpec, row: StoredRow, *, by: int, now: datetime) -> None:
    """What came in meanwhile and is alike refuses the file as if it had been there."""
    try:
        registers.put(
            connection,
            spec.key,
            row.code,
            row.data,
            by=by,
            at=now,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            keys=row.keys,
        )
    except RowTaken as error:
        params = {"value": shortened(row.code), "columns": error.columns, "code": error.code}
        raise BadSheet([SheetProblem(None, None, "sheet_row_stored", params)]) from error
