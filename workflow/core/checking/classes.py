"""Data told apart only by what guards say of them, and what editing can make of a class of data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.core.checking.places import slots_of
from workflow.core.checking.tabulating import Table
from workflow.core.definition import Definition, State
from workflow.core.form import FieldSpec


@dataclass(frozen=True, slots=True)
class Change:
    """What stays the same under an edit: class to the unedited remainders it can have, remainder to classes."""

    remainders: Mapping[int, Collection[int]]
    classes: Mapping[int, Collection[int]]


def classes_of(table: Table) -> list[int]:
    """For each row the number of its class."""
    numbers: dict[tuple[bool | None, ...], int] = {}
    return [numbers.setdefault(row.truths, len(numbers)) for row in table.rows]


def change(table: Table, classes: Sequence[int], edited: Collection[str]) -> Change:
    kept = [position for position, name in enumerate(table.names) if name not in edited]
    numbers: dict[str, int] = {}
    remainders: dict[int, set[int]] = defaultdict(set)
    following: dict[int, set[int]] = defaultdict(set)
    for row, of in zip(table.rows, classes, strict=True):
        remainder = numbers.setdefault(repr([row.values[position] for position in kept]), len(numbers))
        remainders[of].add(remainder)
        following[remainder].add(of)
    return Change(remainders, following)


def edited_names(definition: Definition, fields: Mapping[str, FieldSpec], state: State) -> Iterator[str]:
    """The names in guards whose values can change while somebody acts in the state.

    Values looked up change with the field that names the register row, and when that row is read again; what the
    authority table says is settled when the first state is left, unless it is asked anew at every act.
    """
    edits = tuple(name for slot in slots_of(state) for name in slot.edits)
    for path, spec in fields.items():
        source = spec.lookup.split(".")[0] if spec.lookup else path
        again = spec.lookup is not None and source in state.refresh
        if again or any(_part_of(path, edit) or _part_of(source, edit) for edit in edits):
            yield f"data.{path}"
    if slots_of(state) and (state.name == definition.start or definition.authority_at == "act"):
        yield "authority.*"


def _part_of(path: str, whole: str) -> bool:
    return path == whole or path.startswith(f"{whole}.")
