"""Registers as people read them: which there are, the rows of one, and one row with what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflow.core.errors import NotFound
from workflow.core.fields import from_json
from workflow.core.form import FieldSpec
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.services.beginning import presses_for, presses_of
from workflow.services.case_content import Line, line_of, lines_of
from workflow.services.case_links import Press
from workflow.services.case_rows import CaseRow
from workflow.services.facets import Facet
from workflow.services.naming import Names, name_of
from workflow.services.register_book import Entry, book_at, words_of
from workflow.services.register_cases import Reader, cases_naming, numbers_seen
from workflow.services.register_export import sheet_of
from workflow.services.register_readers import Opened, open_register
from workflow.services.row_names import row_names
from workflow.services.runtime import Runtime
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.registers import Version
from workflow.store.revisions import load_revisions

PAGE: Final = 50
MOST_VERSIONS: Final = 50
SHOWN_UNASKED: Final = 5
NAMING: Final = frozenset({"name_zh", "name_en"})


@dataclass(frozen=True, slots=True)
class Listed:
    name: str
    title: Text
    rows: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A column of which one value may be asked for."""

    name: str
    label: Text
    options: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: Text
    cells: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RegisterList:
    """One page of a register; the filters count all of it. `wanted` are those of them that were asked for."""

    name: str
    title: Text
    heads: tuple[Text, ...]
    rows: tuple[Row, ...]
    total: int
    found: int
    filters: tuple[Filter, ...]
    wanted: Mapping[str, str]
    may_change: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A column before and after; a value is empty where there was none."""

    before: Line
    after: Line


@dataclass(frozen=True, slots=True)
class Happened:
    """A version of a row. `by` is None for the system, `case` the number of the case that left it: empty where the
    reader may not know of that one."""

    version: int
    at: datetime
    by: Text | None
    from_case: bool
    case: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class RowPage:
    """`history` and `cases` with the newest first, no more than are told at once; `older` says that there is more.
    `presses` are the cases that the reader may begin from the row."""

    register: str
    title: Text
    code: str
    name: Text
    version: int
    lines: tuple[Line, ...]
    history: tuple[Happened, ...]
    older: bool
    cases: tuple[CaseRow, ...]
    presses: tuple[Press, ...]
    may_change: bool


def list_registers(runtime: Runtime, person: int, now: datetime) -> tuple[Listed, ...]:
    """Those that the reader may see, by their keys."""
    with runtime.database.snapshot() as connection:
        revision = load_revisions(connection).get("definitions", 0)
        published = sorted(runtime.catalogue.current(connection, revision).registers)
        found = (_opened(runtime, connection, name, person, now) for name in published)
        counts = registers.counts(connection)
        return tuple(Listed(it.spec.key, it.spec.title, counts.get(it.spec.key, 0)) for it in found if it is not None)


def list_rows(
    runtime: Runtime, name: str, person: int, now: datetime, asked: Mapping[str, str], *, page: int = 1
) -> RegisterList:
    """Of `asked`, `text` and the columns with options count. Raises NotFound."""
    with runtime.database.snapshot() as connection:
        opened = open_register(runtime, connection, name, person, now)
        book = book_at(runtime, connection, opened)
    filtered = [it for it in opened.columns if it.type == "enum"]
    wanted = {it.name: asked[it.name] for it in filtered if asked.get(it.name)}
    words = words_of(asked.get("text", ""))
    matching = [it for it in book.entries if it.fits(words) and _fits(it, wanted)]
    shown = _shown(opened)
    names = book.names or Names(opened.directory)
    start = (page - 1) * PAGE
    return RegisterList(
        name=name,
        title=opened.spec.title,
        heads=tuple(column.label for column in shown),
        rows=tuple(_row(it, shown, names) for it in matching[start : start + PAGE]),
        total=len(book.entries),
        found=len(matching),
        filters=tuple(Filter(it.name, it.label, tuple(_facets(it, book.entries))) for it in filtered),
        wanted=wanted,
        may_change=opened.may_change,
    )


def open_row(runtime: Runtime, name: str, code: str, person: int, now: datetime) -> RowPage:
    """Raises NotFound."""
    with runtime.database.snapshot() as connection:
        opened = open_register(runtime, connection, name, person, now)
        versions = registers.history(connection, name, code, most=MOST_VERSIONS + 1)
        if not versions:
            raise NotFound(name, code)
        reader = Reader(opened.directory, opened.revisions, person, now)
        names = Names(
            opened.directory, rows=row_names(connection, opened.columns, *(version.data for version in versions))
        )
        written_by = sorted({version.case for version in versions if version.case is not None})
        numbers = numbers_seen(runtime, connection, written_by, reader)
        cases = cases_naming(runtime, connection, name, code, reader)
        begins = presses_for(runtime, connection, opened.spec, person=person, now=now, revisions=opened.revisions)
    spec, newest = opened.spec, versions[0]
    lines = lines_of(opened.columns, from_json(spec.columns, newest.data), names)
    return RowPage(
        register=name,
        title=spec.title,
        code=code,
        name=name_of(code, newest.data),
        version=newest.version,
        lines=tuple(line for line in lines if not line.empty),
        history=tuple(_happened(opened, versions, names, numbers))[:MOST_VERSIONS],
        older=len(versions) > MOST_VERSIONS,
        cases=cases,
        presses=presses_of(begins, spec, code, newest.data),
        may_change=opened.may_change,
    )


def export_seen(runtime: Runtime, name: str, person: int, now: datetime) -> bytes:
    """The register as a table, with the columns that the reader sees. Raises NotFound."""
    with runtime.database.snapshot() as connection:
        opened = open_register(runtime, connection, name, person, now)
        rows = registers.rows(connection, name)
    given = [column.name for column in opened.columns if column.name not in opened.spec.counted]
    return sheet_of(opened.spec, rows, given)


def _opened(runtime: Runtime, connection: Connection, name: str, person: int, now: datetime) -> Opened | None:
    try:
        return open_register(runtime, connection, name, person, now)
    except NotFound:
        return None


def _shown(opened: Opened) -> list[FieldSpec]:
    """The columns of lists: those that the file names, else the first that say something short."""
    asked = opened.spec.summary
    if asked:
        return [it for it in opened.columns if it.name in asked]
    plain = [it for it in opened.columns if it.type != "longtext" and not _names_the_row(opened.spec, it)]
    return plain[:SHOWN_UNASKED]


def _names_the_row(spec: RegisterSpec, column: FieldSpec) -> bool:
    return column.name in NAMING or column.name == spec.key_column


def _fits(entry: Entry, wanted: Mapping[str, str]) -> bool:
    return all(str(entry.values.get(name) or "") == value for name, value in wanted.items())


def _row(entry: Entry, shown: Sequence[FieldSpec], names: Names) -> Row:
    return Row(entry.code, entry.name, tuple(line_of(it, entry.values.get(it.name), names) for it in shown))


def _facets(column: FieldSpec, entries: Sequence[Entry]) -> Iterator[Facet]:
    counted = Counter(str(entry.values.get(column.name) or "") for entry in entries)
    for option in column.options:
        if counted[option.code]:
            yield Facet(option.code, option.label, counted[option.code])


def _happened(
    opened: Opened, versions: Sequence[Version], names: Names, numbers: Mapping[int, str]
) -> Iterator[Happened]:
    """Each version with what it changed in the one before; of the first, everything is new."""
    earlier = (*versions[1:], None)
    for version, before in zip(versions, earlier, strict=True):
        data = before.data if before is not None else {}
        changes = tuple(
            Changed(
                line_of(column, data.get(column.name), names), line_of(column, version.data.get(column.name), names)
            )
            for column in opened.columns
            if data.get(column.name) != version.data.get(column.name)
        )
        by, number = names.person(version.by) if version.by else None, numbers.get(version.case or 0, "")
        yield Happened(version.version, version.at, by, version.case is not None, number, changes)
