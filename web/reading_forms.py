"""From the flat names of an HTML form (`terms.valid_from`, `plan.0.item`) to what `parse_fields` reads.

The fields of the definition lead: whatever else a form brings is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from workflow.core.fields import MOST_ROWS
from workflow.core.form import FieldSpec

LONGEST_NAME: Final = 300
DEEPEST: Final = 12
ROW_BUTTON: Final = "row"
"""The name of the buttons that add, remove and move rows; the form is sent and comes back."""

_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,4}")
_ROW_BUTTON: Final = re.compile(r"(add|remove|up|down):([a-z0-9_.]{1,300})")

Raw = dict[str, Any]


@dataclass(slots=True)
class _Node:
    """What was sent under one name, and under the names below it."""

    values: list[str] = field(default_factory=list)
    below: dict[str, _Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowButton:
    """`add` names the table; `remove`, `up` and `down` one of its rows."""

    does: str
    path: tuple[str, ...]


def read_form(form: MultiDict[str, str], specs: Sequence[FieldSpec]) -> Raw:
    """What the form says about these fields; a field that is not on it is absent.

    Of several values the last counts: a check box follows a hidden `false`, a chosen match follows what was typed.
    Rows come in the order of their numbers, which are not kept.
    """
    return _read_level(specs, _tree(form.items(multi=True)))


def without_blank_rows(raw: Mapping[str, Any]) -> Raw:
    """The rows that somebody has written in, so that the numbers in problems are those on the page."""
    return {name: _filled(value) for name, value in raw.items()}


def pressed_row_button(form: Mapping[str, str]) -> RowButton | None:
    """Which row button sent the form, if it was one."""
    found = _ROW_BUTTON.fullmatch(form.get(ROW_BUTTON, ""))
    if found is None:
        return None
    return RowButton(found[1], tuple(found[2].split(".")))


def press(raw: Mapping[str, Any], button: RowButton) -> Raw:
    """The same form with a row more, less or elsewhere; a button that fits nothing does nothing."""
    changed = _changed(raw, button.path, button.does)
    return changed if isinstance(changed, dict) else dict(raw)


def place_after(raw: Mapping[str, Any], button: RowButton) -> str:
    """The path that the page should show after the button was pressed."""
    path = ".".join(button.path)
    if button.does == "add":
        rows = _at(raw, button.path)
        return f"{path}.{max(len(rows), 1) - 1}" if isinstance(rows, list) else path
    return path.rpartition(".")[0]


def _tree(items: Iterable[tuple[str, str]]) -> dict[str, _Node]:
    root = _Node()
    for name, value in items:
        parts = name.split(".") if len(name) <= LONGEST_NAME else []
        if not 0 < len(parts) <= DEEPEST:
            continue
        node = root
        for part in parts:
            node = node.below.setdefault(part, _Node())
        node.values.append(value)
    return root.below


def _read_level(specs: Sequence[FieldSpec], nodes: Mapping[str, _Node]) -> Raw:
    given = ((spec, nodes[spec.name]) for spec in specs if spec.name in nodes and spec.lookup is None)
    return {spec.name: value for spec, node in given for value in _read(spec, node)}


def _read(spec: FieldSpec, node: _Node) -> Iterator[Any]:
    """Nothing when the form has nothing for the field."""
    if spec.type == "group":
        if node.below:
            yield _read_level(spec.fields, node.below)
    elif spec.type == "table":
        yield [_read_row(spec, row) for row in _rows(node)]
    elif spec.type == "multi":
        yield [value for value in node.values if value]
    elif node.values:
        yield node.values[-1]


def _rows(node: _Node) -> list[_Node]:
    numbered = sorted((int(name), row) for name, row in _numbered(node))
    # One more than there may be, so that too many are told and not cut off.
    return [row for _, row in numbered[: MOST_ROWS + 1]]


def _numbered(node: _Node) -> Iterator[tuple[str, Any]]:
    for name, row in node.below.items():
        if _INDEX.fullmatch(name):
            yield name, row


def _read_row(spec: FieldSpec, node: _Node) -> Raw:
    """A row in which only boxes stand unticked, and what stands there from the beginning, nobody has written in."""
    row = _read_level(spec.fields, node.below)
    usual = {column.name: str(column.default) for column in spec.fields if column.default is not None}
    return row if any(_is_written(value) and value != usual.get(name) for name, value in row.items()) else {}


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return without_blank_rows(value)
    if isinstance(value, list):
        return [_filled(part) for part in value if part != {}]
    return value


def _is_written(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_is_written(part) for part in value.values())
    if isinstance(value, list):
        return any(_is_written(part) for part in value)
    return isinstance(value, str) and value.strip() not in {"", "false"}


def _changed(value: Any, path: Sequence[str], does: str) -> Any:
    """`value` with the change made at `path` below it."""
    if not path:
        return [*value, {}] if isinstance(value, list) and len(value) < MOST_ROWS else value
    first, rest = path[0], path[1:]
    if isinstance(value, dict) and (first in value or does == "add"):
        known = value.get(first, [] if not rest else {})
        return {**value, first: _changed(known, rest, does)}
    if not isinstance(value, list) or not _INDEX.fullmatch(first) or int(first) >= len(value):
        return value
    place = int(first)
    if rest:
        return [*value[:place], _changed(value[place], rest, does), *value[place + 1 :]]
    return _moved(value, place, does)


def _moved(rows: list[Any], place: int, does: str) -> list[Any]:
    others = [*rows[:place], *rows[place + 1 :]]
    if does == "remove":
        return others
    target = max(place - 1, 0) if does == "up" else place + 1
    return [*others[:target], rows[place], *others[target:]]


def _at(value: Any, path: Sequence[str]) -> Any:
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and _INDEX.fullmatch(part) and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value
