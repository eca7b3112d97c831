"""Why each decision counts, counts again, is out of date or counts no more."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.core.canonical import plain
from workflow.core.case import DecisionView, nth_visit
from workflow.core.reopening import carried_here
from workflow.core.scopes import stale_decisions
from workflow.core.turn import Turn
from workflow.services.reasons import Json, Reason, Told, events_of, told
from workflow.services.showing import login_of
from workflow.store.history import Entry


def decisions_because(turn: Turn, entries: Sequence[Entry]) -> list[Json]:
    """All decisions, oldest first; see `explain_case` for the shape."""
    history = told(entries)
    stale = stale_decisions(turn.definition, turn.view)
    return [_decision(turn, decision, history, stale=decision.seq in stale) for decision in turn.view.decisions]


def _decision(turn: Turn, decision: DecisionView, history: Sequence[Told], *, stale: bool) -> Json:
    directory = turn.world.directory
    return {
        "seq": decision.seq,
        "task": str(decision.task),
        "key": decision.key,
        "state": decision.state,
        "visit": nth_visit(turn.view, decision.visit),
        "outcome": decision.outcome,
        "actor": login_of(directory, decision.actor),
        "on_behalf_of": login_of(directory, decision.on_behalf_of),
        "at": plain(decision.at),
        "status": "stale" if stale else decision.status,
        "because": _because(turn, decision, history, stale=stale),
    }


def _because(turn: Turn, decision: DecisionView, history: Sequence[Told], *, stale: bool) -> list[Reason]:
    if decision.status == "void":
        return [_void(decision, history)]
    reasons = [Reason(f"note_signed_{decision.signed}")] if decision.signed else []
    if decision.retroactive is not None:
        reasons.append(Reason("note_retroactive", {"on": decision.retroactive}))
    if decision.status == "carried":
        reasons.append(Reason("decision_carried", {"visit": nth_visit(turn.view, decision.visit)}))
    if decision in carried_here(turn):
        reasons.append(Reason("decision_may_reopen", {"state": decision.state, "by": decision.actor}))
    if stale:
        return [*reasons, *_stale(decision, history)]
    if not decision.binds:
        return [*reasons, Reason("decision_binds_nothing")]
    return [*reasons, Reason("decision_unchanged", {"fields": list(decision.binds)})]


def _void(decision: DecisionView, history: Sequence[Told]) -> Reason:
    voiding = [entry for entry in history for event in events_of(entry, "void") if event["decision"] == decision.seq]
    params: dict[str, object] = {"seq": voiding[-1].entry.seq, "at": voiding[-1].entry.at} if voiding else {}
    return Reason(f"decision_void_{decision.void_reason}", params)


def _stale(decision: DecisionView, history: Sequence[Told]) -> list[Reason]:
    """The entries after the decision that changed what it binds; none for an answer that fits no content at all."""
    if not decision.scope:
        return [Reason("decision_not_confirmed")]
    given = max((it.entry.seq for it in history if it.facts.get("task") == decision.task), default=0)
    changes = [(entry, _touched(decision, entry)) for entry in history if entry.entry.seq > given]
    return [
        Reason("decision_stale", {"fields": names, "seq": entry.entry.seq, "at": entry.entry.at})
        for entry, names in changes
        if names
    ] or [Reason("decision_stale", {"fields": list(decision.binds)})]


def _touched(decision: DecisionView, entry: Told) -> list[str]:
    changed = entry.facts["commitments"]
    return [name for name in decision.binds if name in changed or name.partition(".")[0] in changed]
