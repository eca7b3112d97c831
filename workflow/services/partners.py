"""The partner register (合作學校登錄) as people read it, and who changes it by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.fields import from_json
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.services.case_content import Line, lines_of
from workflow.services.case_rows import CaseRow
from workflow.services.facets import Facet
from workflow.services.naming import Names
from workflow.services.partner_book import REGISTER, Entry, Partner, label_of, partner_of, words_of
from workflow.services.partner_relations import Relations, relations_with
from workflow.services.register_cases import Reader, cases_naming
from workflow.services.register_import import RegisterImported, import_rows
from workflow.services.register_readers import posts_held
from workflow.services.runtime import Revisions, Runtime
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

PAGE: Final = 50
FACETS: Final = ("country", "region", "status")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; empty means everything. Of `text` all words must be in what a partner is found by."""

    country: str = ""
    region: str = ""
    status: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PartnerList:
    """One page of the register. `facets` count all of it, by column, the commonest first."""

    partners: tuple[Partner, ...]
    total: int
    found: int
    facets: Mapping[str, tuple[Facet, ...]]
    may_change: bool


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """`cases` are those that the reader may see, the newest first."""

    partner: Partner
    website: str
    lines: tuple[Line, ...]
    cases: tuple[CaseRow, ...]
    may_change: bool
    relations: Relations


def list_partners(runtime: Runtime, person: int, now: datetime, wanted: Wanted, *, page: int = 1) -> PartnerList:
    """In the order of their names. Nothing where no such register is published."""
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        book = runtime.partners.at(connection, revisions, runtime.catalogue)
        if book.spec is None:
            return PartnerList((), 0, 0, {}, may_change=False)
        may = _may_change(book.spec, runtime.people.at(connection, revisions), person, now)
    words = words_of(wanted.text)
    matching = [entry.partner for entry in book.entries if _fits(entry, words, wanted)]
    start = (page - 1) * PAGE
    facets = {name: tuple(_facets(book.spec, book.entries, name)) for name in FACETS}
    return PartnerList(tuple(matching[start : start + PAGE]), len(book.entries), len(matching), facets, may)


def open_partner(runtime: Runtime, code: str, person: int, now: datetime) -> PartnerPage:
    """Grounds of a status are for those who may change it. Raises NotFound."""
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        spec = _spec(runtime, connection, revisions)
        row = registers.row(connection, REGISTER, code) if spec is not None else None
        if spec is None or row is None:
            raise NotFound(REGISTER, code)
        directory = runtime.people.at(connection, revisions)
        may = _may_change(spec, directory, person, now)
        shown = [column for column in spec.columns if may or column.name != "status_reason"]
        reader = Reader(directory, revisions, person, now)
        cases = cases_naming(runtime, connection, REGISTER, code, reader)
        relations = relations_with(runtime, connection, code, person=person, now=now, revisions=revisions)
    lines = lines_of(shown, from_json(spec.columns, row), Names(directory))
    website = str(row.get("website") or "")
    filled = tuple(line for line in lines if not line.empty and line.path != "website")
    return PartnerPage(partner_of(spec, code, row), website, filled, cases, may, relations)


def import_columns(runtime: Runtime, person: int, now: datetime) -> tuple[tuple[str, Text], ...]:
    """Name and label of what a file may hold. Raises NotFound for those who may not change the register."""
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        spec = _spec(runtime, connection, revisions)
        directory = runtime.people.at(connection, revisions)
        if spec is None or not _may_change(spec, directory, person, now):
            raise NotFound("register", REGISTER)
        return tuple((column.name, column.label) for column in spec.columns)


def import_partners(runtime: Runtime, person: int, content: bytes, now: datetime) -> RegisterImported:
    """As `import_rows`, which raises BadSheet, and for those only who may."""
    import_columns(runtime, person, now)
    return import_rows(runtime, REGISTER, content, person, now)


def _spec(runtime: Runtime, connection: Connection, revisions: Revisions) -> RegisterSpec | None:
    return runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers.get(REGISTER)


def _may_change(spec: RegisterSpec, directory: Directory, person: int, now: datetime) -> bool:
    return spec.changed_by(posts_held(directory, person, now))


def _fits(entry: Entry, words: tuple[str, ...], wanted: Wanted) -> bool:
    if any(getattr(wanted, name) not in {"", str(entry.row.get(name) or "")} for name in FACETS):
        return False
    return entry.fits(words)


def _facets(spec: RegisterSpec, entries: Sequence[Entry], name: str) -> Iterator[Facet]:
    counted = Counter(str(entry.row.get(name) or "") for entry in entries)
    for value, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        if value:
            yield Facet(value, label_of(spec, name, {name: value}), count)
