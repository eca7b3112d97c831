"""L12: whoever decides says what the decision binds, and can read all of it; what changes afterwards is pointed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workflow.core.checking.places import at_slot, error, info, nearest, slots_of
from workflow.core.definition import Definition, Slot, State
from workflow.core.findings import Finding
from workflow.core.form import FieldSpec
from workflow.core.graph import ahead_of, all_moves, graph_of, reachable

Fields = Mapping[str, FieldSpec]
BINDING: Final = frozenset({"approve", "parallel", "external"})
HOLDER: Final = "holder"
PARTNER: Final = "partner"


def check_binds(definition: Definition, fields: Fields) -> Iterator[Finding]:
    for state in definition.states.values():
        for slot in slots_of(state):
            if state.type in BINDING and not slot.binds:
                yield error("L12", "binds_missing", at_slot(state, slot), slot=slot.key)
            for name in slot.binds:
                yield from _bound(definition, fields, state, slot, name=name)


def check_later_edits(definition: Definition) -> Iterator[Finding]:
    """Wants every named state to exist. One finding for each state that edits what was bound before it."""
    ahead = ahead_of(definition)
    graph = graph_of(all_moves(definition), definition.states)
    approved = {state.name for state in definition.states.values() if state.outcome == "approved"}
    for state in definition.states.values():
        for slot in slots_of(state):
            found: dict[str, list[str]] = {}
            for name in slot.edits:
                binders = {other.name for other in definition.states.values() if _binds(other, name)} - {state.name}
                if any(state.name in ahead[binder] for binder in binders):
                    unasked = reachable(graph, (state.name,), within=graph.keys() - binders)
                    code = "edited_after_last_binding" if unasked & approved else "edited_after_binding"
                    found.setdefault(code, []).append(name)
            for code, names in found.items():
                yield info("L12", code, at_slot(state, slot, "edits"), names=tuple(names))


def _bound(definition: Definition, fields: Fields, state: State, slot: Slot, *, name: str) -> Iterator[Finding]:
    path = at_slot(state, slot, "binds")
    if name not in fields and name not in definition.documents:
        meant = nearest(name, (*fields, *definition.documents))
        yield error("L12", "binds_unknown", path, hint=meant, name=name)
        return
    if not readable(definition, fields, name, HOLDER):
        yield error("L12", "binds_unreadable", path, name=name, audience=HOLDER)
    if state.type == "external" and not _shown_outside(definition, fields, state, name):
        yield error("L12", "binds_unreadable", path, name=name, audience=PARTNER)


def readable(definition: Definition, fields: Fields, name: str, audience: str) -> bool:
    view = (definition.views or {}).get(audience)
    if name in definition.documents:
        shown = view is None or view.documents is None or name in view.documents
        return shown and audience not in definition.documents[name].hide_from
    shown = view is None or view.fields is None or any(covers(each, name) for each in view.fields)
    return shown and not any(audience in fields[part].hide_from for part in _touching(fields, name))


def _shown_outside(definition: Definition, fields: Fields, state: State, name: str) -> bool:
    seen = state.sees is None or any(covers(each, name) for each in state.sees)
    return seen and readable(definition, fields, name, PARTNER)


def _touching(fields: Fields, name: str) -> Iterator[str]:
    """The field, its parts, and what it is part of."""
    return (path for path in fields if covers(name, path) or covers(path, name))


def _binds(state: State, name: str) -> bool:
    bound = (each for slot in slots_of(state) for each in slot.binds)
    return state.type in BINDING and any(covers(each, name) or covers(name, each) for each in bound)


def covers(whole: str, part: str) -> bool:
    return part == whole or part.startswith(f"{whole}.")
