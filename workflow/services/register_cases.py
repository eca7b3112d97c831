"""The cases that name a row of a register, as far as a reader may see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from workflow.core.case import CaseView
from workflow.core.directory import Directory
from workflow.core.visibility import sight
from workflow.services.case_rows import CaseRow, row_of
from workflow.services.runtime import Revisions, Runtime
from workflow.store.engine import Connection
from workflow.store.mentions import cases_with
from workflow.store.steps import load_cases

MOST_CASES: Final = 50
MOST_LOOKED_AT: Final = 200
"""Of the cases that name a row, the newest: a reader who may see none of those is shown none."""


@dataclass(frozen=True, slots=True)
class Reader:
    directory: Directory
    revisions: Revisions
    person: int
    now: datetime


def cases_naming(
    runtime: Runtime, connection: Connection, register: str, code: str, reader: Reader
) -> tuple[CaseRow, ...]:
    """The newest first, of those in which the reader sees the field that names the row."""
    return tuple(islice(_cases(runtime, connection, register, code, reader), MOST_CASES))


def numbers_seen(runtime: Runtime, connection: Connection, cases: Sequence[int], reader: Reader) -> dict[int, str]:
    """By id, the numbers of those cases that the reader may know of."""
    return {
        view.id: view.number or str(view.id)
        for view in load_cases(connection, cases)
        if _sees(runtime, connection, view, (), reader)
    }


def _cases(runtime: Runtime, connection: Connection, register: str, code: str, reader: Reader) -> Iterator[CaseRow]:
    referring = _referring(runtime, connection, register, reader)
    found = cases_with(connection, referring, code, most=MOST_LOOKED_AT)
    parts = (found[place : place + MOST_CASES] for place in range(0, len(found), MOST_CASES))
    for view in (view for part in parts for view in load_cases(connection, part)):
        if _sees(runtime, connection, view, referring[view.process], reader):
            yield row_of(runtime, connection, view, reader.directory)


def _referring(runtime: Runtime, connection: Connection, register: str, reader: Reader) -> dict[str, tuple[str, ...]]:
    """By process, the fields that name a row of the register in any version; those inside groups are not asked."""
    published = runtime.catalogue.current(connection, reader.revisions.get("definitions", 0)).processes
    found: dict[str, tuple[str, ...]] = {}
    for process, versions in published.items():
        definitions = (runtime.catalogue.process(connection, sha256).definition for _, sha256 in versions)
        specs = (spec for definition in definitions for spec in definition.fields)
        names = sorted({spec.name for spec in specs if spec.type == "ref" and spec.register == register})
        if names:
            found[process] = tuple(names)
    return found


def _sees(runtime: Runtime, connection: Connection, view: CaseView, names: Sequence[str], reader: Reader) -> bool:
    """Whether the reader may know of the case and, where fields are named, see one of them."""
    definition = runtime.catalogue.process(connection, view.definition).definition
    visible = sight(definition, view, reader.directory, reader.person, reader.now)
    return visible is not None and (not names or not visible.fields.isdisjoint(names))
