"""A register as a table that people can open, change and bring in again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from workflow.core.errors import NotFound
from workflow.core.registers import RegisterSpec
from workflow.services.runtime import Runtime
from workflow.services.sheets import SEPARATOR, written_sheet
from workflow.store import registers
from workflow.store.revisions import load_revisions


def export_rows(runtime: Runtime, register: str) -> bytes:
    """All rows in the order of their codes, without the days that are counted; imported again it changes nothing.

    Raises NotFound for a register that is not published.
    """
    with runtime.database.snapshot() as connection:
        revision = load_revisions(connection).get("definitions", 0)
        spec = runtime.catalogue.current(connection, revision).registers.get(register)
        if spec is None:
            raise NotFound("register", register)
        rows = registers.rows(connection, register)
    return sheet_of(spec, rows, [column.name for column in spec.columns if column.name not in spec.counted])


def sheet_of(spec: RegisterSpec, rows: Mapping[str, Mapping[str, Any]], columns: Collection[str]) -> bytes:
    return written_sheet(tuple(columns), (tuple(_cells(row, columns)) for row in rows.values()))


def _cells(row: Mapping[str, Any], columns: Collection[str]) -> Iterator[str]:
    for name in columns:
        value = row.get(name)
        if isinstance(value, list | tuple):
            yield SEPARATOR.join(map(str, value))
        elif isinstance(value, bool):
            yield "true" if value else "false"
        else:
            yield "" if value is None else str(value)
