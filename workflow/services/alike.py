"""What is like a case: rows from which such a case can be begun, and running cases, that name the same as it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from workflow.core.definition import Definition
from workflow.core.fields import from_json
from workflow.core.form import FieldSpec
from workflow.core.registers import RegisterSpec, fits
from workflow.core.text import Text
from workflow.core.visibility import sight
from workflow.services.case_content import Line, line_of
from workflow.services.naming import Names
from workflow.services.register_cases import Reader
from workflow.services.register_readers import posts_held
from workflow.services.runtime import Runtime
from workflow.store import registers
from workflow.store.engine import Connection
from workflow.store.mentions import running_with
from workflow.store.revisions import load_revisions
from workflow.store.steps import load_cases

MOST: Final = 20
"""Rows, and cases, that are pointed out."""
MOST_LOOKED_AT: Final = 200
"""Of the rows that refer to the same, those changed last."""
COMPARED: Final = frozenset({"enum", "unit"})

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Like:
    """A row of `register`, or a running case where that is empty. `title` is what the register or process is called;
    `told` what can be compared, each with whether it is the same."""

    code: str
    register: str
    title: Text
    told: tuple[tuple[Line, bool], ...]
    state: Text | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What a register says when it fills a case from a row: fields with the columns that hold the same."""

    spec: RegisterSpec
    naming: Mapping[str, str]
    compared: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    definition: Definition
    data: Data
    reader: Reader
    case: int | None


def alike(
    runtime: Runtime, definition: Definition, data: Data, person: int, now: datetime, *, case: int | None = None
) -> tuple[Like, ...]:
    """Without `case` itself and the rows that it names, as far as the person sees them: rows, then cases, newest first.

    What corresponds are the fields that a register fills when it begins such a case. Nothing for other processes.
    """
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        reader = Reader(runtime.people.at(connection, revisions), revisions, person, now)
        known = runtime.catalogue.current(connection, revisions.get("definitions", 0)).registers
        asked = _Asked(definition, data, reader, case)
        patterns = [it for it in _patterns(known, definition) if all(data.get(name) for name in it.naming)]
        rows = [like for it in patterns for like in islice(_rows(connection, it, asked), MOST)]
        cases = {like.code: like for it in patterns for like in _cases(runtime, connection, it, asked)}
    return (*rows, *cases.values())


def _patterns(known: Mapping[str, RegisterSpec], definition: Definition) -> Iterator[_Pattern]:
    fields = {spec.name: spec for spec in definition.fields}
    for spec in known.values():
        given = {pair for begin in spec.begins if begin.process == definition.process for pair in begin.given}
        pairs = [(fields[name], column) for name, column in sorted(given) if name in fields]
        naming = {field.name: column for field, column in pairs if field.type == "ref"}
        if naming:
            yield _Pattern(spec, naming, {field.name: column for field, column in pairs if field.type in COMPARED})


def _rows(connection: Connection, pattern: _Pattern, asked: _Asked) -> Iterator[Like]:
    """Those from which such a case can be begun, which are those that count."""
    spec, data, reader = pattern.spec, asked.data, asked.reader
    posts = posts_held(reader.directory, reader.person, reader.now)
    columns = {column.name: column for column in spec.shown_to(posts)}
    if not spec.seen_by(posts) or not columns.keys() >= set(pattern.naming.values()):
        return
    name, column = next(iter(pattern.naming.items()))
    named = {data.get(field.name) for field in asked.definition.fields if field.register == spec.key}
    whens = [begin.when for begin in spec.begins if begin.process == asked.definition.process]
    for row in registers.rows_with(connection, spec.key, column, [str(data[name])], most=MOST_LOOKED_AT):
        same = all(row.get(held) == data[field] for field, held in pattern.naming.items())
        values = from_json(spec.columns, row)
        if same and row[spec.key_column] not in named and any(fits(when, values) for when in whens):
            pairs = [
                (columns[held], row.get(held), data.get(field))
                for field, held in pattern.compared.items()
                if held in columns
            ]
            yield Like(str(row[spec.key_column]), spec.key, spec.title, _told(pairs, Names(reader.directory)))


def _cases(runtime: Runtime, connection: Connection, pattern: _Pattern, asked: _Asked) -> Iterator[Like]:
    """Of the same process and not closed."""
    data, reader, process = asked.data, asked.reader, asked.definition.process
    name = next(iter(pattern.naming))
    found = running_with(connection, {process: (name,)}, [str(data[name])]).get(str(data[name]), ())
    others = sorted((it for it in found if it != asked.case), reverse=True)[:MOST]
    for view in load_cases(connection, others) if others else ():
        definition = runtime.catalogue.process(connection, view.definition).definition
        seen = sight(definition, view, reader.directory, reader.person, reader.now)
        same = all(view.data.get(field) == data[field] for field in pattern.naming)
        if seen is not None and same and seen.fields >= set(pattern.naming):
            names = Names(reader.directory, definition)
            fields = [it for it in definition.fields if it.name in pattern.compared and it.name in seen.fields]
            told = _told([(it, view.data.get(it.name), data.get(it.name)) for it in fields], names)
            yield Like(view.number or "", "", definition.title, told, names.state(view.state))


def _told(pairs: Sequence[tuple[FieldSpec, object, object]], names: Names) -> tuple[tuple[Line, bool], ...]:
    return tuple((line_of(spec, value, names), value == mine) for spec, value, mine in pairs if value is not None)
