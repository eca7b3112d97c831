"""L07 and L08: whoever is asked exists, silence never approves, every question has a deadline or says `none`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.core.checking.places import ASKING, at, at_slot, error, nearest, slots_of
from workflow.core.definition import ActorRule, Deadline, Definition, Slot, State
from workflow.core.findings import Finding, Path
from workflow.core.voting import ABSTAIN, AGAINST

ESCALATE_ONLY: Final = "escalate_only"
CONSENT: Final = frozenset({"approve", "agree", "agree_with_changes"})
NO_CONSENT: Final = frozenset({"disagree", "not_ours"})
"""Answers that complete an opinion and still consent to nothing, so the clock may give them."""


def check_people(definition: Definition) -> Iterator[Finding]:
    for state in definition.states.values():
        if state.type in ASKING - {"wait"} and not slots_of(state):
            yield error("L07", "nobody_is_asked", at(state, "by"), state=state.name)
        for slot in slots_of(state):
            yield from _resolver(definition, state, slot)
    yield from _nobody(definition)


def check_silence(definition: Definition) -> Iterator[Finding]:
    """A timeout is an answer of the slot, none that consents, and none that had to be signed."""
    for state in definition.states.values():
        for slot in slots_of(state):
            deadline = slot.deadline or state.deadline
            if deadline is None or deadline.timeout in {None, ESCALATE_ONLY}:
                continue
            code, path = deadline.timeout, deadline_path(state, slot, "timeout")
            if all(outcome.code != code for outcome in slot.outcomes):
                yield error("L08", "timeout_unknown", path, outcome=code)
            elif _consents(state, slot, code):
                yield error("L07", "approved_by_silence", path, outcome=code)
            elif slot.signature:
                yield error("L07", "clock_cannot_sign", path, outcome=code)


def check_deadlines(definition: Definition) -> Iterator[Finding]:
    for state in definition.states.values():
        for slot in slots_of(state):
            deadline = slot.deadline or state.deadline
            path = deadline_path(state, slot)
            if deadline is None:
                if state.until is None:
                    yield error("L08", "deadline_missing", path, state=state.name)
            elif state.type in {"external", "wait"} and state.until is None and _passes_unseen(slot, deadline):
                yield error("L08", "timeout_missing", path, state=state.name)


def _resolver(definition: Definition, state: State, slot: Slot) -> Iterator[Finding]:
    actor = definition.actors.get(slot.actor)
    path = at_slot(state, slot, "desk" if state.type == "external" else "by")
    if actor is None:
        yield error("L07", "unknown_actor", path, hint=nearest(slot.actor, definition.actors), name=slot.actor)
    elif not _resolvable(definition, actor):
        yield error("L07", "actor_names_nobody", ("actors", actor.name), name=actor.name)


def _resolvable(definition: Definition, actor: ActorRule) -> bool:
    if actor.kind == "authority":
        return definition.authority_item is not None
    return actor.kind == "applicant" or bool(actor.of if actor.kind == "person" else actor.post)


def _nobody(definition: Definition) -> Iterator[Finding]:
    policy = definition.nobody
    path: Path = ("defaults", "nobody")
    if policy.does not in {"fail", "send_to"}:
        yield error("L07", "nobody_may_not_approve", path, does=policy.does)
    elif policy.does == "send_to" and policy.actor not in definition.actors:
        yield error("L07", "unknown_actor", (*path, "send_to"), name=policy.actor)


def deadline_path(state: State, slot: Slot, *rest: str | int) -> Path:
    own = slot.deadline is not None and slot.deadline != state.deadline
    return at_slot(state, slot, "deadline", *rest) if own else at(state, "deadline", *rest)


def _consents(state: State, slot: Slot, code: str) -> bool:
    """In states that approve, every answer that carries the case on; elsewhere the words that mean consent. Votes
    against and abstentions carry nothing, though the vote goes on with them."""
    if code in CONSENT:
        return True
    if state.votes and code in {AGAINST, ABSTAIN}:
        return False
    approving = state.type in {"approve", "parallel"} and code not in NO_CONSENT
    return approving and any(outcome.code == code and outcome.completes for outcome in slot.outcomes)


def _passes_unseen(slot: Slot, deadline: Deadline) -> bool:
    """The other side may never answer, the deadline passes, and nothing follows from that."""
    limited = deadline.within is not None or deadline.until is not None
    return limited and deadline.timeout in {None, ESCALATE_ONLY} and not slot.ladder
