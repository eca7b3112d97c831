"""Reading a form by its specification: the same for web forms, the API and imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workflow.core.errors import FieldProblem
from workflow.core.expressions import EvaluationFailed, UnsetName
from workflow.core.field_storage import from_json, schema_for, to_json
from workflow.core.field_texts import BadValue, clean_text
from workflow.core.field_types import Lookups, parse_scalar
from workflow.core.form import FieldSpec
from workflow.core.spelling import near_misses

__all__ = ["FieldProblem", "Lookups", "Parsed", "from_json", "parse_fields", "parse_text", "schema_for", "to_json"]

MOST_ROWS: Final = 200
LONGEST_NAME: Final = 100
MOST_SUGGESTIONS: Final = 100

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Parsed:
    """`values` is the data after the change; a field that was cleared is None.

    With problems it is only a draft.
    """

    values: Data
    problems: tuple[FieldProblem, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all levels of one form share; the problems in the order in which they are found."""

    world: Lookups
    problems: dict[tuple[str, str], FieldProblem] = field(default_factory=dict)

    def note(self, where: str, code: str, **params: object) -> None:
        self.problems.setdefault((where, code), FieldProblem(where, code, params))

    def note_unknown(self, at: str, name: str, known: Collection[str]) -> None:
        # Suggestions cost time, and a hostile form may have any number of names.
        if len(self.problems) < MOST_SUGGESTIONS:
            printable = name[:LONGEST_NAME].encode("utf-8", "replace").decode()
            self.note(at + printable, "unknown_field", near=near_misses(printable, known))
        else:
            self.note(at.rstrip("."), "unknown_field")

    def is_faulty(self, where: str) -> bool:
        return any(place == where or place.startswith(where + ".") for place, _code in self.problems)


def parse_fields(
    specs: Sequence[FieldSpec],
    raw: Mapping[str, object],
    *,
    world: Lookups,
    complete: bool,
    current: Mapping[str, object],
) -> Parsed:
    """Read `raw` over `current`: a key that is absent stays as it is, an empty value clears the field.

    `specs` are the fields that may be given now; the rest of `current` is kept and seen by rules. Groups
    are mappings and are read over their current value; tables are lists of mappings and replace the current
    rows. Defaults fill what is unset, lookups come from the register row they name. With `complete`, what
    is required must be set. Never raises for anything in `raw`; each fault is a FieldProblem.
    """
    reading = _Reading(world)
    values = _level(specs, raw, current, "", reading)
    if complete:
        _check_required(specs, values, "", reading, {"data": values})
    cleared = {name: None for name, value in current.items() if value is not None and name not in values}
    return Parsed(values | cleared, tuple(reading.problems.values()))


def parse_text(name: str, raw: object, *, maximum: int) -> tuple[str | None, FieldProblem | None]:
    """One free text of several lines, such as a reason; None when nothing is written."""
    try:
        return (None if raw is None else clean_text(raw, longest=maximum, lines=True)), None
    except BadValue as problem:
        return None, FieldProblem(name, problem.code, problem.params)


def _level(
    specs: Sequence[FieldSpec], raw: Mapping[str, object], current: Mapping[str, object], at: str, reading: _Reading
) -> Data:
    """One form, group or row: what is given, then defaults, then lookups."""
    values = {name: value for name, value in current.items() if value is not None}
    known = {spec.name: spec for spec in specs}
    for name in raw:
        if name not in known:
            reading.note_unknown(at, name, known)
    for spec in specs:
        _put(values, spec, _given(spec, raw, values.get(spec.name), at, reading))
        if spec.default is not None and spec.name not in values:
            _put(values, spec, _scalar(spec, spec.default, None, at + spec.name, reading))
    for spec in specs:
        if spec.lookup is not None:
            _put(values, spec, _looked_up(spec, known, values, current, at=at, reading=reading))
    return values


def _put(values: Data, spec: FieldSpec, value: object) -> None:
    if value is None or value in ({}, ()):
        values.pop(spec.name, None)
    else:
        values[spec.name] = value


def _given(spec: FieldSpec, raw: Mapping[str, object], before: object, at: str, reading: _Reading) -> object:
    where, is_given, value = at + spec.name, spec.name in raw, raw.get(spec.name)
    if is_given and spec.lookup is not None:
        reading.note(where, "read_only")
        return before
    if spec.type == "group":
        return _group(spec, value if is_given else {}, before, where, reading)
    if not is_given:
        return before
    if spec.type == "table":
        return _table(spec, value, before, where, reading)
    return _scalar(spec, value, before, where, reading)


def _scalar(spec: FieldSpec, raw: object, before: object, where: str, reading: _Reading) -> object:
    try:
        return parse_scalar(spec, raw, reading.world)
    except BadValue as problem:
        reading.note(where, problem.code, **problem.params)
        return before


def _group(spec: FieldSpec, raw: object, before: object, where: str, reading: _Reading) -> object:
    held = before if isinstance(before, Mapping) else {}
    if raw is None:
        return _level(spec.fields, {}, {}, where + ".", reading)
    if not isinstance(raw, Mapping):
        reading.note(where, "wrong_shape")
        return before
    return _level(spec.fields, raw, held, where + ".", reading)


def _table(spec: FieldSpec, raw: object, before: object, where: str, reading: _Reading) -> object:
    """Rows in which nothing is written are left out: forms always offer one more."""
    if raw is None:
        return None
    if not isinstance(raw, list | tuple):
        reading.note(where, "not_a_list")
        return before
    longest = min(spec.max_length or MOST_ROWS, MOST_ROWS)
    written = [(index, row) for index, row in enumerate(raw) if not _is_blank(row)]
    if len(written) > longest:
        reading.note(where, "too_long", longest=longest)
        return before
    if written and len(written) < (spec.min_length or 0):
        reading.note(where, "too_short", shortest=spec.min_length)
    rows = [_row(spec, row, f"{where}.{index}", reading) for index, row in written]
    return tuple(row for row in rows if row is not None)


def _row(spec: FieldSpec, raw: object, where: str, reading: _Reading) -> Data | None:
    if isinstance(raw, Mapping):
        return _level(spec.fields, raw, {}, where + ".", reading)
    reading.note(where, "wrong_shape")
    return None


def _is_blank(row: object) -> bool:
    return isinstance(row, Mapping) and all(
        value is None or (isinstance(value, str) and not value.strip()) for value in row.values()
    )


def _looked_up(
    spec: FieldSpec,
    known: Mapping[str, FieldSpec],
    values: Mapping[str, object],
    current: Mapping[str, object],
    *,
    at: str,
    reading: _Reading,
) -> object:
    """The column of the register row that the sibling field refers to, or the working days left to its date.

    A row that was not loaded leaves the value as it is while the reference is the same.
    """
    sibling, _, column = (spec.lookup or "").partition(".")
    reference, source = values.get(sibling), known.get(sibling)
    if reference is None:
        return None
    if source is None:
        return values.get(spec.name)
    if isinstance(reference, date):
        left, counted = reading.world.workdays_until, values.get(spec.name)
        is_new = counted is None or reference != current.get(sibling)
        return left(reference) if left is not None and is_new else counted
    row = reading.world.rows.get((source.register or "", str(reference)))
    if row is None:
        return values.get(spec.name) if reference == current.get(sibling) else None
    return _scalar(spec, row.get(column), None, at + spec.name, reading)


def _check_required(
    specs: Sequence[FieldSpec], values: Mapping[str, object], at: str, reading: _Reading, scope: Data
) -> None:
    for spec in specs:
        where, value = at + spec.name, values.get(spec.name)
        if value is None and not reading.is_faulty(where) and _is_required(spec, where, reading, scope):
            reading.note(where, "required")
        if spec.type == "group":
            held = value if isinstance(value, Mapping) else {}
            _check_required(spec.fields, held, where + ".", reading, scope)
        elif spec.type == "table" and isinstance(value, list | tuple):
            for index, row in enumerate(value):
                _check_required(spec.fields, row, f"{where}.{index}.", reading, {**scope, "row": row})


def _is_required(spec: FieldSpec, where: str, reading: _Reading, scope: Data) -> bool:
    """A rule that looks at an unset field cannot be decided; then that field is what is missing."""
    if spec.required or spec.required_when is None:
        return spec.required
    try:
        return spec.required_when.truth(scope)
    except UnsetName as problem:
        root, _, missing = problem.name.partition(".")
        place = missing if root == "data" else where.rpartition(".")[0] + "." + missing
        if not reading.is_faulty(place):
            reading.note(place, "required")
    except EvaluationFailed as problem:
        reading.note(where, problem.code, **problem.params)
    return False
