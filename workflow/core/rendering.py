"""Rendered documents in the life of a case: frozen on entering a state, drawn afterwards, as letters sent out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from workflow.core.case import CLOCK, DocumentStanding, FileView
from workflow.core.decision import Frozen, NewDocument, Outgoing
from workflow.core.definition import Definition, State
from workflow.core.errors import Refusal, Refused
from workflow.core.form import DocumentSpec, Issuing
from workflow.core.freezing import INPUT_ONLY, PDF, answers_shown, document_input, input_digest, is_ready, layout_of
from workflow.core.scopes import commit_changes
from workflow.core.turn import Turn, value_at
from workflow.core.verify_codes import RANDOM_BYTES, make_code

RENDERED: Final = "rendered"
"""Given by the shell alone, when a frozen document has been drawn."""

LETTER: Final = "issued_letter"
"""The kind of the message that takes an issued letter to its addressee, who is nobody of ours."""


def freeze_documents(turn: Turn, state: str) -> None:
    """On entering `state`, fix the input of the documents that are drawn from then on; unchanged, they stay."""
    for spec in turn.definition.documents.values():
        if spec.freeze_on == state:
            _freeze(turn, spec)


def issue_documents(turn: Turn, state: str, outcome: str) -> None:
    """What leaving `state` by `outcome` means for letters. An issued one gets a number and its date, and is drawn anew:
    its version grows, and what was approved stays the same."""
    for spec in turn.definition.documents.values():
        standing = _standing_after(spec.issuing, (state, outcome)) if spec.issuing is not None else ""
        if standing:
            _stand(turn, spec, standing)


def issues(definition: Definition, state: str, outcomes: set[str]) -> bool:
    """Whether one of the outcomes decides about a letter."""
    ways = {(state, outcome) for outcome in outcomes}
    letters = (spec.issuing for spec in definition.documents.values() if spec.issuing is not None)
    return any(ways.intersection((*it.issued_by, *it.held_by, *it.dropped_by)) for it in letters)


def refuse_not_drawn(turn: Turn, state: State) -> None:
    """Raises Refused `document_not_ready` while a document that the state requires has no bytes yet."""
    for name in state.requires.documents:
        file = turn.documents.get(name)
        if file is not None and not is_ready(file):
            raise Refused(Refusal("document_not_ready", {"document": name}))


def note_rendered(turn: Turn) -> None:
    """A frozen version has bytes now: their digest goes into the history. Raises Refused."""
    given: dict[str, Any] = dict(turn.command.input) if turn.command.actor == CLOCK else {}
    file = turn.documents.get(given["document"]) if given else None
    if file is None or given["version"] > file.version or file.media_type != INPUT_ONLY:
        raise Refused(Refusal("not_in_this_state", {"action": RENDERED, "state": turn.state}))
    made = FileView(file.name, given["version"], given["sha256"], given["size"], f"{file.name}.pdf", PDF)
    turn.new_documents.append(NewDocument(made, CLOCK))
    turn.facts[RENDERED] = {
        "document": made.name, "version": made.version, "sha256": made.sha256, "size": made.size,
        "number": given.get("number"),
    }  # fmt: skip
    if made.version == file.version:
        turn.documents[file.name] = replace(file, drawn=made.sha256, size=made.size)
        if file.standing == "issued":
            _post(turn, turn.documents[file.name])


def _freeze(turn: Turn, spec: DocumentSpec) -> None:
    content = document_input(spec, turn.data, answers_shown(turn, spec))
    digest, known = input_digest(spec, content), turn.documents.get(spec.name)
    if known is not None and known.sha256 == digest:
        return
    number = spec.number if spec.issuing is None else None
    _put(turn, spec, FileView(spec.name, 1, digest, 0, f"{spec.name}.pdf", INPUT_ONLY), content, number)
    turn.forget_commitments()
    commit_changes(turn, (spec.name,))
    turn.note("frozen", document=spec.name, version=turn.documents[spec.name].version)


def _put(
    turn: Turn, spec: DocumentSpec, file: FileView, content: Mapping[str, object] | None, number: str | None
) -> None:
    """As the next version; one step draws a document once, in its last form."""
    before = turn.view.documents.get(spec.name)
    file = replace(file, version=before.version + 1 if before is not None else 1, drawn="", size=0)
    earlier = next((each for each in turn.frozen if each.file.name == spec.name), None)
    if earlier is not None:
        turn.frozen.remove(earlier)
        content = earlier.content if content is None else content
    turn.documents[spec.name] = file
    code = make_code(hashlib.sha256(turn.seed + b"code." + spec.name.encode()).digest()[:RANDOM_BYTES])
    turn.frozen.append(Frozen(file, layout_of(spec), code, content, number))


def _standing_after(issuing: Issuing, way: tuple[str, str]) -> DocumentStanding:
    if way in issuing.issued_by:
        return "issued"
    return "held" if way in issuing.held_by else "not_issued" if way in issuing.dropped_by else ""


def _stand(turn: Turn, spec: DocumentSpec, standing: DocumentStanding) -> None:
    if spec.name not in turn.documents:
        _freeze(turn, spec)
    file = turn.documents[spec.name]
    if file.standing in {"issued", standing}:
        return
    turn.documents[spec.name] = replace(file, standing=standing)
    if standing == "issued":
        _put(turn, spec, turn.documents[spec.name], None, spec.number)
    turn.note(standing, document=spec.name, version=turn.documents[spec.name].version)


def _post(turn: Turn, file: FileView) -> None:
    """By mail where the case has an address for it; else somebody takes it to the post."""
    spec = turn.definition.documents.get(file.name)
    path = spec.issuing.mail_to if spec is not None and spec.issuing is not None else None
    address = value_at(turn.data, path) if path else None
    if isinstance(address, str) and address:
        facts = {"document": file.name, "version": file.version, "sha256": file.drawn, "address": address}
        turn.outgoing.append(Outgoing(LETTER, CLOCK, facts, turn.now))
