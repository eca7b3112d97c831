"""What can be applied for and what is asked then: processes, and the form of their first step, as published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from workflow.core.calendar import TAIPEI
from workflow.core.canonical import plain
from workflow.core.definition import Definition, State
from workflow.core.directory import Directory
from workflow.core.errors import NotFound
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.hurrying import speed_field
from workflow.core.machine import Process
from workflow.core.starting import begins_by_form, hats_to_start
from workflow.core.text import Text
from workflow.services.runtime import Runtime
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

Json = dict[str, Any]

_BOUNDS: Final = ("minimum", "maximum", "min_length", "max_length", "register", "lookup", "level")


def list_processes(runtime: Runtime, person: int, now: datetime) -> list[Json]:
    """Every process in force that people start, with the hats under which `person` may start it: none for many."""
    today = now.astimezone(TAIPEI).date()
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        found = _in_force(runtime, connection, today, revisions.get("definitions", 0))
    definitions = [process.definition for process in found if begins_by_form(process.definition)]
    return [_head(definition, directory, person, today) for definition in definitions]


def show_form(runtime: Runtime, key: str, person: int, now: datetime) -> Json:
    """The head of a process with the fields and documents of its first step. Raises NotFound."""
    today = now.astimezone(TAIPEI).date()
    with runtime.database.snapshot() as connection:
        revisions = load_revisions(connection)
        directory = runtime.people.at(connection, revisions)
        definition = runtime.catalogue.newest(connection, key, today, revisions.get("definitions", 0)).definition
    state = definition.states[definition.start]
    edits = state.branches[0].slots[0].edits if state.branches else ()
    return _head(definition, directory, person, today) | {
        "fields": [_field(spec) for spec in (*_asked(definition.fields, edits), *_chosen(definition))],
        "documents": [
            _document(document, state)
            for name, document in definition.documents.items()
            if name in edits and document.source == "upload"
        ],
    }


def _in_force(runtime: Runtime, connection: Connection, today: date, revision: int) -> list[Process]:
    found = []
    for key in runtime.catalogue.current(connection, revision).processes:
        try:
            found.append(runtime.catalogue.newest(connection, key, today, revision))
        except NotFound:
            continue
    return found


def _head(definition: Definition, directory: Directory, person: int, today: date) -> Json:
    hats = hats_to_start(definition, directory, person, today)
    return {
        "process": definition.process,
        "definition": {"version": definition.version, "sha256": definition.sha256},
        "title": _both(definition.title),
        "help": _both(definition.help),
        "contact": definition.contact,
        "speed": definition.speed,
        "hats": [{"hat": f"{post}@{unit}", "post": post, "unit": unit} for post, unit in hats],
    }


def _asked(specs: Sequence[FieldSpec], edits: Sequence[str]) -> list[FieldSpec]:
    """What the step edits, and what is looked up from it and shown beside."""
    return [spec for spec in specs if spec.name in edits or (spec.lookup or "").partition(".")[0] in edits]


def _chosen(definition: Definition) -> tuple[FieldSpec, ...]:
    """The class of speed, where the applicant chooses it."""
    spec = speed_field(definition)
    return () if spec is None else (spec,)


def _field(spec: FieldSpec) -> Json:
    shown: Json = {
        "name": spec.name,
        "type": spec.type,
        "label": _both(spec.label),
        "help": _both(spec.help) if spec.help else None,
        "required": spec.required,
        "required_when": spec.required_when.source if spec.required_when else None,
        "default": plain(spec.default),
        "read_only": spec.lookup is not None,
    }
    bounds = {name: plain(getattr(spec, name)) for name in _BOUNDS}
    shown |= {name: bound for name, bound in bounds.items() if bound is not None}
    if spec.units:
        shown["units"] = list(spec.units)
    if spec.options:
        shown["options"] = [{"code": option.code, "label": _both(option.label)} for option in spec.options]
    if spec.fields:
        shown["fields"] = [_field(part) for part in spec.fields]
    return shown


def _document(document: DocumentSpec, state: State) -> Json:
    return {
        "name": document.name,
        "label": _both(document.label),
        "accept": list(document.accept),
        "required": document.name in state.requires.documents,
    }


def _both(text: Text) -> Json:
    return {"zh-TW": text.zh, "en": text.en}
