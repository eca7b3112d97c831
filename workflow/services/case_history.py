"""Comments on a case and the entries of its history, with the names of those who acted."""

from __future__ import annotations

from workflow.core.guests import LABELS, is_guest
from workflow.core.text import Text
from workflow.services.case_governing import notes_of
from workflow.services.case_parts import Event, Remark
from workflow.services.guest_desk import Outside
from workflow.services.naming import Names
from workflow.services.reasons import Told
from workflow.services.showing import Seen


def remarks_of(seen: Seen, told: tuple[Told, ...], names: Names, outside: Outside) -> tuple[Remark, ...]:
    if seen.visible is not None and not seen.visible.opinions:
        return ()
    return tuple(
        Remark(it.entry.seq, _by(it, names, outside), it.entry.at, it.entry.reason)
        for it in told
        if it.facts["action"] == "comment" and it.entry.reason is not None
    )


def event_of(it: Told, seen: Seen, names: Names, outside: Outside) -> Event:
    facts, visible = it.facts, seen.visible
    state = seen.process.definition.states.get(facts["from"])
    outcomes = (o for branch in (state.branches if state else ()) for slot in branch.slots for o in slot.outcomes)
    told = dict(state.signals).get(facts["signal"]["name"]) if state and "signal" in facts else None
    return Event(
        seq=it.entry.seq,
        at=it.entry.at,
        by=_by(it, names, outside) if facts["actor"] else None,
        action=facts["action"],
        label=told or next((o.label for o in outcomes if o.code == facts["action"]), LABELS.get(facts["action"])),
        begun=names.state(facts["from"]),
        ended=names.state(facts["to"]),
        reason=it.entry.reason if visible is None or visible.opinions else None,
        hash=it.entry.hash,
        notes=notes_of(facts),
    )


def _by(it: Told, names: Names, outside: Outside) -> Text:
    """Somebody outside is called as they called themselves that time."""
    actor = it.facts["actor"]
    return outside.signed(it.entry.seq) if is_guest(actor) else names.person(actor)
