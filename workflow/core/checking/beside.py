"""L26, of registers: the cases that stand beside rows or are begun from them are there and take what the rows give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.core.checking.fitting import same_kind
from workflow.core.checking.places import error, nearest, warning
from workflow.core.definition import Definition
from workflow.core.field_texts import BadValue
from workflow.core.field_types import Lookups, parse_scalar
from workflow.core.findings import Finding, Path
from workflow.core.form import FieldSpec
from workflow.core.registers import Beginning, RegisterSpec
from workflow.core.sections import start_entries
from workflow.core.starting import begins_by_form

Processes = Mapping[str, Definition]


def check_beside(spec: RegisterSpec, processes: Processes) -> Iterator[Finding]:
    """`processes` are all that are known, by key."""
    if spec.watch is not None:
        place: Path = ("watch",)
        process = processes.get(spec.watch.process)
        if process is None:
            yield _unknown(spec.watch.process, place)
        else:
            yield from _watches(spec, spec.watch.field, process, place)
    for begin in spec.begins:
        place = ("begins", begin.key)
        process = processes.get(begin.process)
        if process is None:
            yield _unknown(begin.process, place)
        else:
            yield from _begins(spec, begin, process, place)


def _unknown(name: str, place: Path) -> Finding:
    """A register may be looked at before the process is there; none is published with a warning."""
    return warning("L02", "unknown_process", (*place, "process"), name=name)


def _watches(spec: RegisterSpec, field: str, process: Definition, place: Path) -> Iterator[Finding]:
    """Nobody is asked when it begins, so the row gives all that is needed."""
    if begins_by_form(process):
        yield error("L26", "watch_begins_by_form", (*place, "process"), process=process.process)
    yield from _named(spec, field, process, (*place, "field"))
    for other in process.fields:
        given = other.name == field or other.lookup is not None or other.default is not None
        if other.required and not given:
            yield error("L26", "not_given", place, name=other.name, process=process.process)


def _begins(spec: RegisterSpec, begin: Beginning, process: Definition, place: Path) -> Iterator[Finding]:
    if not begins_by_form(process):
        yield error("L26", "begun_without_form", (*place, "process"), process=process.process)
    yield from _named(spec, begin.field, process, (*place, "field"))
    entries = start_entries(process)
    for path, column in begin.given:
        taken, given = _taken(process, path), spec.column(column)
        if taken is None or path.partition(".")[0] not in entries:
            yield _no_field(path, process, (*place, "with", path))
        elif given is not None and not same_kind(given, taken):
            yield error("L26", "given_differs", (*place, "with", path), name=path, path=column, process=process.process)
    for path, literal in begin.fixed:
        taken = _taken(process, path)
        if taken is None or path.partition(".")[0] not in entries:
            yield _no_field(path, process, (*place, "set", path))
        elif not _takes(taken, literal):
            yield error("L18", "literal_differs", (*place, "set", path), name=path, value=str(literal))


def _named(spec: RegisterSpec, name: str, process: Definition, place: Path) -> Iterator[Finding]:
    """The field by which the case names the row."""
    taken = _taken(process, name)
    if taken is None:
        yield _no_field(name, process, place)
    elif taken.type != "ref" or taken.register != spec.key or taken.lookup is not None:
        yield error("L26", "names_no_row", place, name=name, process=process.process, register=spec.key)


def _no_field(path: str, process: Definition, place: Path) -> Finding:
    names = [spec.name for spec in process.fields]
    return error("L02", "no_such_field", place, hint=nearest(path, names), name=path, process=process.process)


def _taken(process: Definition, path: str) -> FieldSpec | None:
    """The field, or the part of a group."""
    name, _, part = path.partition(".")
    spec = next((each for each in process.fields if each.name == name), None)
    if spec is None or not part:
        return spec
    return next((each for each in spec.fields if each.name == part), None) if spec.type == "group" else None


def _takes(spec: FieldSpec, literal: object) -> bool:
    try:
        return parse_scalar(spec, literal, Lookups()) is not None
    except BadValue:
        return False
