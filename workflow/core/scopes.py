"""What a decision binds: commitments over fields and files, and the hash that tells whether they still stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from workflow.core.binding import commitment, document_value, scope_hash
from workflow.core.canonical import canonical_bytes
from workflow.core.case import CaseView, DecisionView, FileView, TaskView
from workflow.core.definition import Definition, Slot
from workflow.core.freezing import INPUT_ONLY, document_input, input_digest
from workflow.core.turn import Turn, value_at


def scope_of(turn: Turn, names: tuple[str, ...]) -> str:
    """The hash over the present values of `names`."""
    known = turn.scopes.get(names)
    if known is None:
        known = turn.scopes[names] = scope_hash({name: _commitment(turn, name) for name in names})
    return known


def is_stale(turn: Turn, decision: DecisionView) -> bool:
    """Whether something that the decision binds is no longer what it was."""
    return bool(decision.binds) and decision.scope != scope_of(turn, decision.binds)


def make_salts(turn: Turn) -> None:
    """Give every field and document of the case its salt; done once, when the case begins."""
    names = [*(spec.name for spec in turn.definition.fields), *turn.definition.documents]
    dotted = {
        name for state in turn.definition.states.values() for b in state.branches for s in b.slots for name in s.binds
    }
    for name in sorted({*names, *dotted}):
        turn.salts.setdefault(name, _derived_salt(turn, name))


def commit_changes(turn: Turn, names: Iterable[str]) -> None:
    """Put commitments of changed fields into the history entry, so that the record can prove them later."""
    for name in names:
        turn.commitments[name] = _commitment(turn, name)


def commit_reason(turn: Turn, text: str | None) -> None:
    """Keep what a person wrote beside the chain and a commitment to it inside."""
    if text is None:
        return
    salt = _derived_salt(turn, f"reason.{turn.view.version + 1}")
    turn.reason, turn.reason_salt = text, salt
    turn.facts["text"] = commitment(bytes.fromhex(salt), text)


def saw_of(turn: Turn, action: str, task: TaskView | None) -> str:
    """The opaque string that tells what the actor of `action` had before him."""
    if task is None:
        seen: list[object] = [action, turn.visit]
    else:
        slot = turn.slot_of(task)
        seen = [action, task.seq, task.visit, scope_of(turn, _shown(slot) if slot else ())]
    return hashlib.sha256(canonical_bytes(seen)).hexdigest()[:20]


def _shown(slot: Slot) -> tuple[str, ...]:
    """What whoever answers has before him: what he vouches for, and what he may change."""
    return (*slot.binds, *(name for name in slot.edits if name not in slot.binds)) if slot.edits else slot.binds


def _commitment(turn: Turn, name: str) -> str:
    if name not in turn.committed:
        salt = bytes.fromhex(turn.salts[name])
        turn.committed[name] = commitment(salt, bound_value(turn.definition, turn.data, turn.documents, name))
    return turn.committed[name]


def bound_value(
    definition: Definition, data: Mapping[str, object], documents: Mapping[str, FileView], name: str
) -> object:
    """What stands for a field or document inside a commitment; None while it is missing."""
    spec = definition.documents.get(name)
    if spec is None:
        return value_at(data, name)
    file = documents.get(name)
    if file is not None:
        return document_value(name, file.media_type, file.sha256)
    if spec.source == "render":
        return document_value(name, INPUT_ONLY, input_digest(spec, document_input(spec, data)))
    return None


def _derived_salt(turn: Turn, name: str) -> str:
    return hashlib.sha256(turn.seed + name.encode()).hexdigest()[:32]


def stale_decisions(definition: Definition, view: CaseView) -> frozenset[int]:
    """The decisions that count and no longer fit what the case holds now, by seq."""
    known: dict[str, str] = {}

    def present(name: str) -> str:
        if name not in known:
            salt = bytes.fromhex(view.salts[name])
            known[name] = commitment(salt, bound_value(definition, view.data, view.documents, name))
        return known[name]

    return frozenset(
        decision.seq
        for decision in view.decisions
        if decision.status != "void"
        and decision.binds
        and decision.scope != scope_hash({name: present(name) for name in decision.binds})
    )
