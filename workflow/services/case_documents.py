"""The documents of a case as its page lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.core.case import CLOCK, DocumentStanding
from workflow.core.freezing import is_ready
from workflow.core.rendering import RENDERED
from workflow.core.text import Text
from workflow.services.case_changes import shown_files
from workflow.services.naming import Names
from workflow.services.reasons import Told
from workflow.services.showing import Seen
from workflow.store.cases import Kept


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with the versions that have bytes, the newest first; `by` None: made by us.

    `pending`: the newest is still being made. `standing` says what became of a letter; `numbers` are those of versions.
    """

    name: str
    label: Text
    version: int
    versions: tuple[Kept, ...]
    by: tuple[Text | None, ...]
    pending: bool
    standing: DocumentStanding
    numbers: Mapping[int, str]


def papers_of(seen: Seen, told: Sequence[Told], versions: Sequence[Kept], names: Names) -> tuple[Paper, ...]:
    """In the order of the definition; those that the case does not hold are left out."""
    shown = shown_files(seen)
    drawn = [it.facts[RENDERED] for it in told if RENDERED in it.facts]
    found = []
    for name, spec in seen.process.definition.documents.items():
        if name in shown:
            kept = tuple(row for row in versions if row.file.name == name)
            by = tuple(names.person(row.by) if row.by != CLOCK else None for row in kept)
            numbers = {it["version"]: it["number"] for it in drawn if it["document"] == name and it["number"]}
            file = shown[name]
            found.append(Paper(name, spec.label, file.version, kept, by, not is_ready(file), file.standing, numbers))
    return tuple(found)
