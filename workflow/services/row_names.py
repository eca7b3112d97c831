"""What the rows of registers are called to which fields refer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.services.naming import Names, name_of
from workflow.services.showing import Seen
from workflow.store import registers
from workflow.store.engine import Connection

Data = Mapping[str, Any]


def names_of(connection: Connection, seen: Seen, *earlier: Data) -> Names:
    """The names of a case with those of the rows that it refers to, or referred to in `earlier` data.

    One statement per register that is referred to.
    """
    definition = seen.process.definition
    return Names(seen.world.directory, definition, row_names(connection, definition.fields, seen.view.data, *earlier))


def row_names(connection: Connection, specs: Sequence[FieldSpec], *all_data: Data) -> dict[tuple[str, str], Text]:
    """By register and code; a row that is gone has no name."""
    wanted: dict[str, set[str]] = {}
    for register, code in (found for data in all_data for found in _references(specs, data)):
        wanted.setdefault(register, set()).add(code)
    return {
        (register, code): name_of(code, row)
        for register in sorted(wanted)
        for code, row in registers.rows(connection, register, sorted(wanted[register])).items()
    }


def _references(specs: Iterable[FieldSpec], data: Data) -> Iterator[tuple[str, str]]:
    for spec in specs:
        value = data.get(spec.name)
        if spec.type == "ref" and isinstance(value, str):
            yield spec.register or "", value
        elif spec.type == "group" and isinstance(value, Mapping):
            yield from _references(spec.fields, value)
        elif spec.type == "table" and isinstance(value, list | tuple):
            yield from (found for row in value if isinstance(row, Mapping) for found in _references(spec.fields, row))
