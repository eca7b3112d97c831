"""A record for somebody who may see a part of the case: commitments stay, so that it holds, and values go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from workflow.core.definition import Definition
from workflow.core.form import FieldSpec
from workflow.core.visibility import Visible
from workflow.services.guest_record import withheld_guest

Json = dict[str, Any]


def limited(doc: Json, definition: Definition, visible: Visible) -> Json:
    """The unsigned record without the values, files and opinions that are not in `visible`."""
    parts = dict(_parts(definition.fields))

    def shown(name: str | None) -> bool:
        if name is None:
            return visible.opinions
        if name in definition.documents:
            return name in visible.documents
        return name in parts and parts[name] <= visible.fields

    return doc | {
        "partial": True,
        "commitments": [item if shown(item["name"]) else _withheld(item) for item in doc["commitments"]],
        "documents": [file for file in doc["documents"] if shown(file["name"])],
        "guests": doc["guests"] if visible.opinions else [withheld_guest(item) for item in doc["guests"]],
        "renderings": [file for file in doc["renderings"] if shown(file["name"])],
        "decisions": doc["decisions"] if visible.opinions else [{**it, "input": {}} for it in doc["decisions"]],
    }


def sees_all(definition: Definition, visible: Visible | None) -> bool:
    """Whether nothing of the case is hidden from the reader."""
    if visible is None:
        return True
    paths = {path for part in dict(_parts(definition.fields)).values() for path in part}
    return visible.opinions and paths <= visible.fields and set(definition.documents) <= visible.documents


def _withheld(item: Json) -> Json:
    return {name: item[name] for name in ("name", "seq", "commitment")} | {"withheld": True}


def _parts(specs: Iterable[FieldSpec], prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Each field by its dotted path, with the paths of itself and of all below it: who sees it whole sees all these."""
    for spec in specs:
        path = prefix + spec.name
        below = dict(_parts(spec.fields, f"{path}."))
        yield path, frozenset({path}).union(*below.values())
        yield from below.items()
