"""L14: nobody is asked for what he may not see, and guests see neither personal nor internal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from workflow.core.checking.binding import HOLDER, PARTNER, covers, readable
from workflow.core.checking.places import at, at_slot, error, slots_of
from workflow.core.definition import Definition, Slot, State
from workflow.core.findings import Finding, Path
from workflow.core.form import FieldSpec

Fields = Mapping[str, FieldSpec]
APPLICANT: Final = "applicant"
INTERNAL_LAYOUTS: Final = frozenset({"memo"})
"""簽呈 is written for those who decide, never for the other side."""


def check_sight(definition: Definition, fields: Fields) -> Iterator[Finding]:
    for state in definition.states.values():
        for slot in slots_of(state):
            yield from _asked(definition, fields, state, slot)
        if state.type == "external":
            yield from _guests(definition, fields, state)


def _asked(definition: Definition, fields: Fields, state: State, slot: Slot) -> Iterator[Finding]:
    rule = definition.actors.get(slot.actor)
    audience = APPLICANT if rule is not None and rule.kind == "applicant" else HOLDER
    hidden = [name for name in slot.edits if _known(definition, fields, name)]
    hidden = [name for name in hidden if not readable(definition, fields, name, audience)]
    if hidden:
        yield error("L14", "asked_but_hidden", at_slot(state, slot, "edits"), names=tuple(hidden), audience=audience)


def _guests(definition: Definition, fields: Fields, state: State) -> Iterator[Finding]:
    """What is named in `sees` is meant to be seen, so a contradiction is told instead of being resolved."""
    view = (definition.views or {}).get(PARTNER)
    named = state.sees
    path: Path = at(state, "sees")
    if named is None:
        if view is None:
            return
        path = ("views", PARTNER)
        named = (*(fields if view.fields is None else view.fields),
                 *(definition.documents if view.documents is None else view.documents))  # fmt: skip
    yield from hidden_outside(definition, fields, state, named=named, path=path)


def hidden_outside(
    definition: Definition, fields: Fields, state: State, *, named: Iterable[str], path: Path
) -> Iterator[Finding]:
    """What may not go outside among what is `named`."""
    named = tuple(named)
    personal = tuple(name for name in named if _personal(definition, fields, name))
    internal = tuple(name for name in named if _internal(definition, fields, name))
    if personal:
        yield error("L14", "guest_sees_personal", path, state=state.name, names=personal)
    if internal:
        yield error("L14", "guest_sees_internal", path, state=state.name, names=internal)


def _personal(definition: Definition, fields: Fields, name: str) -> bool:
    """A part of it is marked personal; a paper shows the fields that are printed on it."""
    shown = definition.documents[name].fields if name in definition.documents else (name,)
    return any(
        spec.personal is not None and PARTNER not in spec.hide_from
        for path, spec in fields.items()
        if any(covers(each, path) or covers(path, each) for each in shown)
    )


def _internal(definition: Definition, fields: Fields, name: str) -> bool:
    document = definition.documents.get(name)
    if document is not None:
        return PARTNER in document.hide_from or document.layout in INTERNAL_LAYOUTS
    return name in fields and PARTNER in fields[name].hide_from


def _known(definition: Definition, fields: Fields, name: str) -> bool:
    return name in fields or name in definition.documents
