"""How the form of the start state is divided into pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workflow.core.findings import Path
from workflow.core.presenting import Section
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.process import ProcessFile

TAKEN: Final = frozenset({"check", "delete"})
"""What else stands at the addresses of a draft."""


def compile_sections(sheet: Worksheet, shape: ProcessFile) -> tuple[Section, ...]:
    """Everything that is filled in at the start stands in exactly one section; what is looked up follows by itself."""
    if not shape.sections:
        return ()
    start = shape.states.get(shape.start)
    entries = tuple(getattr(start, "edits", ()))
    known: set[str] = set()
    for index, section in enumerate(shape.sections):
        path: Path = ("sections", index)
        if section.key in TAKEN:
            sheet.error("L01", "reserved_name", (*path, "key"), params={"name": section.key})
        if section.key in {earlier.key for earlier in shape.sections[:index]}:
            sheet.error("L01", "section_twice", (*path, "key"), params={"name": section.key})
        _check_entries(sheet, section.fields, entries, known, (*path, "fields"))
    for name in entries:
        if name not in known:
            sheet.error("L01", "in_no_section", ("sections",), params={"name": name})
    return tuple(Section(section.key, tuple(section.fields), section.label.text()) for section in shape.sections)


def _check_entries(
    sheet: Worksheet, fields: Iterable[str], entries: tuple[str, ...], known: set[str], path: Path
) -> None:
    """`known` takes up what stands here."""
    for place, name in enumerate(fields):
        sheet.name("entry", name, entries, (*path, place))
        if name in known:
            sheet.error("L01", "in_two_sections", (*path, place), params={"name": name})
        known.add(name)
