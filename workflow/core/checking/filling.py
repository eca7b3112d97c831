"""L13, the other side of it: what must be filled in stands before somebody who can."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.places import slots_of, warning
from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.core.starting import begins_by_form


def check_filled(definition: Definition) -> Iterator[Finding]:
    """Whoever adds a required field and forgets the `edits` gets a form without it, and no other rule is broken.

    A case that only follows from another begins with what it requires (L26).
    """
    if not begins_by_form(definition):
        return
    edited = {
        edit.partition(".")[0]
        for state in definition.states.values()
        for slot in slots_of(state)
        for edit in slot.edits
    }
    for spec in definition.fields:
        if spec.required and spec.lookup is None and spec.default is None and spec.name not in edited:
            yield warning("L13", "nobody_fills_in", ("data", spec.name), name=spec.name)
