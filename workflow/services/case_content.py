"""What a case holds, as rows with labels and values in the words of the definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.services.naming import Names


@dataclass(frozen=True, slots=True)
class Line:
    """One field. `value` is a Text, a plain value, or a tuple of either; `parts` are those of a group, `rows` those of
    a table, each with the lines of its columns. A field that is empty has none of them."""

    path: str
    label: Text
    value: object = None
    parts: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()
    long: bool = False

    @property
    def empty(self) -> bool:
        return self.value is None and not self.rows and all(part.empty for part in self.parts)


def lines_of(specs: Sequence[FieldSpec], data: Mapping[str, object], names: Names, at: str = "") -> tuple[Line, ...]:
    """Every field of `specs`, filled or not, in the order of the definition."""
    return tuple(line_of(spec, data.get(spec.name), names, at) for spec in specs)


def line_of(spec: FieldSpec, value: object, names: Names, at: str = "") -> Line:
    path = at + spec.name
    if spec.type == "group":
        inner = value if isinstance(value, Mapping) else {}
        return Line(path, spec.label, parts=lines_of(spec.fields, inner, names, f"{path}."))
    if spec.type == "table":
        rows = value if isinstance(value, list | tuple) else ()
        return Line(path, spec.label, rows=tuple(lines_of(spec.fields, row, names, f"{path}.") for row in rows))
    return Line(path, spec.label, _said(spec, value, names), long=spec.type == "longtext")


def visible_specs(specs: Sequence[FieldSpec], shown: frozenset[str] | None, at: str = "") -> Iterator[FieldSpec]:
    """The fields that may be seen; of groups and tables without the parts that may not."""
    for spec in specs:
        if shown is None or at + spec.name in shown:
            yield spec if not spec.fields else _trimmed(spec, shown, at)


def _trimmed(spec: FieldSpec, shown: frozenset[str] | None, at: str) -> FieldSpec:
    parts = tuple(visible_specs(spec.fields, shown, f"{at}{spec.name}."))
    return FieldSpec(spec.name, spec.type, spec.label, fields=parts)


def _said(spec: FieldSpec, value: object, names: Names) -> object:
    if value is None or value == "":
        return None
    if (name := names.pointed_at(spec, value)) is not None:
        return name
    labels = {option.code: option.label for option in spec.options}
    if isinstance(value, list | tuple):
        return tuple(labels.get(str(part), part) for part in value)
    return labels.get(value, value) if isinstance(value, str) else value
