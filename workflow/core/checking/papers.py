"""L13 for documents that are made here: whoever needs one, or decides that it goes out, comes after it was frozen."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.places import at, error
from workflow.core.definition import Definition
from workflow.core.findings import Finding, Path
from workflow.core.graph import all_moves, dominators, graph_of


def check_papers(definition: Definition) -> Iterator[Finding]:
    """Wants every named state to exist. Whatever way a case takes, it has come by `freeze_on` before."""
    rendered = {name: spec for name, spec in definition.documents.items() if spec.source == "render"}
    declared = graph_of((move for move in all_moves(definition) if not move.back), definition.states)
    above = dominators(declared, definition.start)
    for path, state, name in _needed(definition):
        spec = rendered.get(name)
        if spec is not None and state in above and spec.freeze_on not in above[state]:
            yield error("L13", "document_not_frozen", path, name=name, state=state)


def _needed(definition: Definition) -> Iterator[tuple[Path, str, str]]:
    """Where in the file which state needs which document."""
    for state in definition.states.values():
        for place, name in enumerate(state.requires.documents):
            yield at(state, "requires", "documents", place), state.name, name
    for name, spec in definition.documents.items():
        if spec.issuing is not None:
            for key in ("issued_by", "held_by", "dropped_by"):
                for place, (decided, _) in enumerate(getattr(spec.issuing, key)):
                    yield ("documents", name, "issue", key, place), decided, name
