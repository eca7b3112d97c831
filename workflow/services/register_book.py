"""Registers in memory, read anew only when they, their columns, people or a register that they refer to has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflow.core.fields import from_json
from workflow.core.form import FieldSpec
from workflow.core.registers import RegisterSpec
from workflow.core.text import Text
from workflow.core.title_terms import folded, words_asked
from workflow.services.case_content import line_of
from workflow.services.naming import Names, name_of
from workflow.services.register_readers import Opened
from workflow.services.row_names import row_names
from workflow.services.runtime import Runtime
from workflow.store import registers
from workflow.store.engine import Connection

NOT_SEARCHED: Final = frozenset({"int", "decimal", "money", "bool", "date"})


@dataclass(frozen=True, slots=True)
class Entry:
    """`searched` is all by which the row is found, in one spelling; of columns that not everybody sees, nothing."""

    code: str
    name: Text
    values: Mapping[str, Any]
    searched: str

    def fits(self, words: tuple[str, ...]) -> bool:
        return all(word in self.searched for word in words)


@dataclass(frozen=True, slots=True)
class Book:
    """In the order of the codes; `names` knows the rows to which these refer."""

    entries: tuple[Entry, ...] = ()
    names: Names | None = None


def book_at(runtime: Runtime, connection: Connection, opened: Opened) -> Book:
    """The register as of the revisions that were read with it."""
    spec, revisions = opened.spec, opened.revisions
    moved_by = {"definitions", "directory", registers.revision_of(spec.key)}
    moved_by |= {registers.revision_of(it.register) for it in spec.columns if it.register is not None}
    moment = tuple((name, revisions.get(name, 0)) for name in sorted(moved_by))
    return runtime.books.at(spec.key, moment, lambda: _read(connection, opened))


def words_of(question: str) -> tuple[str, ...]:
    """What must all be there, in the spelling of `Entry.searched`."""
    return words_asked(_one_spelling(question))


def _read(connection: Connection, opened: Opened) -> Book:
    rows = registers.rows(connection, opened.spec.key)
    names = Names(opened.directory, rows=row_names(connection, opened.spec.columns, *rows.values()))
    searched = [it for it in opened.spec.columns if it.type not in NOT_SEARCHED and it.name not in opened.spec.only_for]
    return Book(tuple(_entry(opened.spec, code, row, searched, names) for code, row in rows.items()), names)


def _entry(spec: RegisterSpec, code: str, row: Mapping[str, Any], searched: list[FieldSpec], names: Names) -> Entry:
    values = from_json(spec.columns, row)
    said = (part for column in searched for part in _words(column, values.get(column.name), names))
    return Entry(code, name_of(code, row), values, _one_spelling("\n".join((code, *said))))


def _words(column: FieldSpec, value: object, names: Names) -> Iterator[str]:
    said = line_of(column, value, names).value
    for part in said if isinstance(said, tuple) else (said,):
        if isinstance(part, Text):
            yield from (part.zh, part.en)
        elif part is not None:
            yield str(part)


def _one_spelling(text: str) -> str:
    """People type 台 for 臺."""
    return folded(text).replace("\u53f0", "臺")
