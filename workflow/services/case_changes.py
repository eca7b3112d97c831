"""What changed in a case since somebody last looked, and remembering that they did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.core.canonical import plain
from workflow.core.case import FileView
from workflow.core.errors import BadDefinition
from workflow.core.fields import from_json, to_json
from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.core.visibility import redact
from workflow.services.case_content import Line, line_of, visible_specs
from workflow.services.naming import Names
from workflow.services.showing import Seen
from workflow.store.looks import Look

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A field: an empty line stands for what was or is not there."""

    before: Line
    after: Line


@dataclass(frozen=True, slots=True)
class FileChange:
    """`before` 0: there was none. Versions grow; nothing is overwritten."""

    name: str
    label: Text
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """`acts` is how many entries the history has got since `since`."""

    since: datetime
    fields: tuple[Change, ...]
    files: tuple[FileChange, ...]
    acts: int

    @property
    def count(self) -> int:
        return len(self.fields) + len(self.files)


def shown_data(seen: Seen) -> Mapping[str, object]:
    """The data as far as the reader may see it."""
    return seen.view.data if seen.visible is None else redact(seen.view.data, seen.visible.fields)


def shown_files(seen: Seen) -> dict[str, FileView]:
    shown = seen.view.documents if seen.visible is None else seen.visible.documents
    return {name: file for name, file in sorted(seen.view.documents.items()) if name in shown}


def next_look(seen: Seen, person: int, known: Look | None, now: datetime) -> Look | None:
    """What to remember of this look; None when nothing is new. What the reader did alone is no news to them."""
    if known is not None and known.version >= seen.view.version:
        return None
    content = _content(seen, now)
    news = [entry for entry in seen.entries if known is not None and entry.seq > known.version]
    mine = all(entry.facts["actor"] == person for entry in news)
    earlier = None if known is None or mine else known.content
    return Look(person, seen.view.id, seen.view.version, now, content, earlier)


def changes_in(seen: Seen, look: Look | None, names: Names) -> Changes | None:
    """Against what the look is compared with; None for whoever sees the case for the first time."""
    earlier = look.earlier if look is not None else None
    if earlier is None:
        return None
    return Changes(
        datetime.fromisoformat(earlier["at"]),
        tuple(_fields(seen, earlier["data"], names)),
        tuple(_files(seen, earlier["documents"], names)),
        sum(entry.seq > earlier["version"] for entry in seen.entries),
    )


def _content(seen: Seen, now: datetime) -> Json:
    return {
        "version": seen.view.version,
        "at": plain(now),
        "data": to_json(shown_data(seen)),
        "documents": {name: file.version for name, file in shown_files(seen).items()},
    }


def _fields(seen: Seen, earlier: Json, names: Names) -> Iterator[Change]:
    specs = tuple(visible_specs(seen.process.definition.fields, seen.visible.fields if seen.visible else None))
    before, after = _read(specs, earlier), shown_data(seen)
    yield from _differing(specs, before, after, names, "")


def _differing(
    specs: Sequence[FieldSpec], before: Mapping[str, object], after: Mapping[str, object], names: Names, at: str
) -> Iterator[Change]:
    for spec in specs:
        old, new = before.get(spec.name), after.get(spec.name)
        if plain(old) == plain(new):
            continue
        if spec.type == "group":
            yield from _differing(spec.fields, _mapping(old), _mapping(new), names, f"{at}{spec.name}.")
        else:
            yield Change(line_of(spec, old, names, at), line_of(spec, new, names, at))


def _files(seen: Seen, earlier: Json, names: Names) -> Iterator[FileChange]:
    for name, file in shown_files(seen).items():
        known = int(earlier.get(name, 0))
        if file.version > known:
            yield FileChange(name, names.field(name), known, file.version)


def _read(specs: Sequence[FieldSpec], stored: Json) -> Mapping[str, object]:
    """Values of another version of the definition may no longer fit; then they are shown as they were stored."""
    try:
        return from_json(specs, stored)
    except BadDefinition:
        return stored


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
