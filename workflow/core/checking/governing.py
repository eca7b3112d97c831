"""L08 continued: what may be done about a deadline leads somewhere, and nobody decides on his own."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.asking import ESCALATE_ONLY, deadline_path
from workflow.core.checking.places import error, info, slots_of
from workflow.core.definition import Definition, Slot, State
from workflow.core.findings import Finding
from workflow.core.graph import ahead_of


def check_governing(definition: Definition) -> Iterator[Finding]:
    if "auditor" in (definition.views or {}) and not definition.auditors:
        yield info("L08", "auditors_missing", ("views", "auditor"))
    yield from _paper(definition)
    yield from _merge(definition)
    for state in definition.states.values():
        for slot in slots_of(state):
            yield from _grace(state, slot)
            yield from _extension(state, slot)


def _merge(definition: Definition) -> Iterator[Finding]:
    """Somebody of the actor holds a task before the state from which on cases are joined no more; what has ended as
    merged may go on by itself, so nothing follows from that end."""
    rule = definition.merge
    if rule is None:
        return
    ahead = ahead_of(definition)
    states = [each for each in definition.states.values() if rule.before not in {each.name}]
    if not any(slot.actor == rule.by and rule.before in ahead[each.name] for each in states for slot in slots_of(each)):
        yield error("L07", "nobody_merges", ("anytime", "merge", "by"), name=rule.by, state=rule.before)
    if definition.states[rule.to].spawn is not None:
        yield error("L26", "follows_merged", ("states", rule.to, "spawn"), state=rule.to)


def _paper(definition: Definition) -> Iterator[Finding]:
    """Nobody records who approved his own case, and a scan that comes with each signature changes nothing approved."""
    rule = definition.paper
    if rule is None:
        return
    desk = definition.actors.get(rule.by)
    if desk is not None and desk.kind == "applicant":
        yield error("L07", "applicant_records", ("anytime", "paper", "by"), name=rule.by)
    bound = (name for state in definition.states.values() for slot in slots_of(state) for name in slot.binds)
    if rule.scan in bound:
        yield error("L12", "scan_is_bound", ("anytime", "paper", "scan"), name=rule.scan)


def _grace(state: State, slot: Slot) -> Iterator[Finding]:
    """Where nothing happens when the deadline passes, everything is accepted late anyway."""
    deadline = slot.deadline
    if deadline is None or deadline.grace is None:
        return
    if slot.kind != "edit" or deadline.timeout in {None, ESCALATE_ONLY}:
        yield error("L08", "grace_without_timeout", deadline_path(state, slot, "grace"), state=state.name)


def _extension(state: State, slot: Slot) -> Iterator[Finding]:
    deadline = slot.deadline
    if deadline is None or deadline.extend is None:
        return
    if deadline.within is None and deadline.until is None:
        yield error("L08", "extension_without_deadline", deadline_path(state, slot, "extend"), state=state.name)
    for place, tier in enumerate(deadline.extend.tiers):
        if tier.by == slot.actor:
            path = deadline_path(state, slot, "extend", "approve", place, "by")
            yield error("L08", "extension_by_holder", path, actor=tier.by)
