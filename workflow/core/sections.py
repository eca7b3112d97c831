"""The form of the start state in parts small enough to be filled in one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workflow.core.definition import Definition
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.presenting import Section

MOST_FIELDS: Final = 7
FILES: Final = "files"


def sections_of(definition: Definition) -> tuple[Section, ...]:
    """As the definition divides the form; otherwise some fields at a time in its order, then the documents."""
    return definition.sections or tuple(_divided(definition))


def fields_of(definition: Definition, names: Iterable[str]) -> tuple[FieldSpec, ...]:
    """The named fields in that order, each followed by what is looked up from it."""
    known = {spec.name: spec for spec in definition.fields}
    return tuple(each for name in names if name in known for each in _with_lookups(known[name], definition))


def documents_of(definition: Definition, names: Iterable[str]) -> tuple[DocumentSpec, ...]:
    return tuple(definition.documents[name] for name in names if name in definition.documents)


def start_entries(definition: Definition) -> tuple[str, ...]:
    """The fields and documents that are filled in before a case starts."""
    branches = definition.states[definition.start].branches
    return branches[0].slots[0].edits if branches else ()


def _with_lookups(spec: FieldSpec, definition: Definition) -> Iterator[FieldSpec]:
    if spec.lookup is None:
        yield spec
        yield from (other for other in definition.fields if (other.lookup or "").partition(".")[0] == spec.name)


def _divided(definition: Definition) -> Iterator[Section]:
    entries = start_entries(definition)
    fields = [spec.name for spec in definition.fields if spec.name in entries and spec.lookup is None]
    for place in range(0, len(fields), MOST_FIELDS):
        yield Section(f"part-{place // MOST_FIELDS + 1}", tuple(fields[place : place + MOST_FIELDS]))
    documents = tuple(name for name in entries if name in definition.documents)
    if documents:
        yield Section(FILES, documents)
