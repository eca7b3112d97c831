"""What goes into the memorandum (簽呈) of a case: its values at one version, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from workflow.core.calendar import TAIPEI
from workflow.core.case import DecisionView
from workflow.core.definition import Definition
from workflow.core.form import FieldSpec
from workflow.core.freezing import INPUT_ONLY
from workflow.core.memos import Enclosure, Happening, Memo
from workflow.core.titles import case_title
from workflow.core.visibility import redact
from workflow.services.memo_facts import facts_of
from workflow.services.memo_signatures import signatures_of, slot_of
from workflow.services.naming import Names
from workflow.services.showing import Seen
from workflow.services.withholding import sees_all
from workflow.store.history import Entry

_PARTS = ("subject", "explanation", "proposal")


# long because it is one line for each thing that a memorandum says
def memo_of(seen: Seen, names: Names) -> Memo:
    """The memorandum of the case as it stands.

    主旨, 說明 and 擬辦 are the fields of the definition's document with the layout `memo` whose names are, or end in,
    `subject`, `explanation` and `proposal`.
    """
    view, definition = seen.view, seen.process.definition
    data: dict[str, Any] = dict(view.data) if seen.visible is None else redact(view.data, seen.visible.fields)
    parts = _parts(definition)
    rest = [spec for spec in definition.fields if spec not in parts.values()]
    signatures = signatures_of(seen, names)
    unit, written_on = _written(seen, parts)
    applicant = names.principal(f"{view.applicant_post}@{view.applicant_unit}").zh
    return Memo(
        number=view.number or "",
        process=definition.title.zh,
        title=case_title(definition, data).zh,
        unit=names.unit(unit).zh,
        written_on=written_on,
        speed=seen.view.speed or definition.speed,
        keep=definition.retention[1],
        applicant=f"{applicant}　{names.person(view.applicant).zh}",
        state=names.state(view.state).zh,
        outcome=view.outcome,
        closed_at=view.closed_at,
        version=view.version,
        head=view.head,
        enclosures=tuple(_enclosures(seen)),
        opinions=signatures.opinions,
        signatures=signatures.before,
        later=signatures.after,
        decider=signatures.decider,
        final=signatures.final,
        facts=tuple(facts_of(rest, data, names)),
        history=tuple(_happening(entry, seen, names) for entry in seen.entries),
        whole=sees_all(definition, seen.visible),
        **{name: _said(data, parts.get(name)) for name in _PARTS},
    )


def _parts(definition: Definition) -> dict[str, FieldSpec]:
    memo = next((it for it in definition.documents.values() if it.layout == "memo"), None)
    named = {spec.name: spec for spec in definition.fields if memo is not None and spec.name in memo.fields}
    found = {part: next((it for name, it in named.items() if _is(name, part)), None) for part in _PARTS}
    return {part: spec for part, spec in found.items() if spec is not None}


def _is(name: str, part: str) -> bool:
    return name == part or name.endswith(f"_{part}")


def _said(data: dict[str, Any], spec: FieldSpec | None) -> str | None:
    value = data.get(spec.name) if spec else None
    return str(value) if value is not None else None


def _written(seen: Seen, parts: dict[str, FieldSpec]) -> tuple[str, date]:
    """The unit that wrote the memorandum last and when; until then that of the applicant, and the day of the start."""
    view, definition = seen.view, seen.process.definition
    wrote = [it for it in view.decisions if it.status != "void" and _writes(definition, it, parts)]
    if wrote:
        return wrote[-1].unit or view.applicant_unit, wrote[-1].at.astimezone(TAIPEI).date()
    return view.applicant_unit, (view.started_at or seen.entries[0].at).astimezone(TAIPEI).date()


def _writes(definition: Definition, decision: DecisionView, parts: dict[str, FieldSpec]) -> bool:
    slot = slot_of(definition, decision)
    return slot is not None and any(spec.name in slot.edits for spec in parts.values())


def _enclosures(seen: Seen) -> Iterator[Enclosure]:
    shown = seen.view.documents if seen.visible is None else seen.visible.documents
    for name, spec in seen.process.definition.documents.items():
        file = seen.view.documents.get(name)
        if file is not None and name in shown and file.media_type != INPUT_ONLY:
            yield Enclosure(spec.label.zh, file.filename, file.version, file.sha256)


def _happening(entry: Entry, seen: Seen, names: Names) -> Happening:
    facts = entry.facts
    words = seen.visible is None or seen.visible.opinions
    begun, ended = names.state(facts["from"]).zh, names.state(facts["to"]).zh
    return Happening(
        seq=entry.seq,
        at=entry.at,
        by=names.person(facts["actor"]).zh if facts["actor"] else None,
        action=facts["action"],
        label=_action(seen.process.definition, facts["from"], facts["action"]),
        step=begun if begun == ended else f"{begun} → {ended}",
        reason=entry.reason if words else None,
    )


def _action(definition: Definition, state: str, action: str) -> str | None:
    """What the outcomes of the state call the action."""
    known = definition.states.get(state)
    outcomes = (it for branch in known.branches for slot in branch.slots for it in slot.outcomes) if known else ()
    return next((it.label.zh for it in outcomes if it.code == action), None)
