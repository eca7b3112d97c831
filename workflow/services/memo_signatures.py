"""The signatures of a case as a memorandum shows them: who was asked, who steers, who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workflow.core.asked import is_asked_key, position_in
from workflow.core.case import DecisionView
from workflow.core.definition import Definition, Slot
from workflow.core.memos import Fact, Signed
from workflow.core.rocdates import format_roc
from workflow.core.scopes import stale_decisions
from workflow.core.turn import find_slot
from workflow.services.memo_facts import facts_of
from workflow.services.naming import Names
from workflow.services.showing import Seen

_FORMAL_ENDS: Final = frozenset({"approved", "rejected"})
SIGNINGS: Final = {"password": "再次輸入密碼", "confirmed": "示範環境以勾選代替密碼", "paper": "紙本簽名"}
_OPINIONS: Final = frozenset({"agree", "agree_with_changes", "disagree"})
"""Units that are asked side by side give opinions (會辦) where they may answer so, and sign where they may not."""
_UNSIGNED: Final = frozenset({"info", "delegate"})
"""What was asked for and is no signature: answers to questions, and what was prepared for whoever decides."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """All in the order of time; `final` is the decision by authority, and `decider` the post that it is asked of."""

    opinions: tuple[Signed, ...]
    before: tuple[Signed, ...]
    final: Signed | None
    after: tuple[Signed, ...]
    decider: str | None


def signatures_of(seen: Seen, names: Names) -> Signatures:
    """The last answer to each question; those that were taken back or replaced stand in the history alone."""
    reader = _Reader(seen, names)
    standing = _standing(seen)
    final = _final(seen, standing)
    opinions = [it for it in standing if reader.is_opinion(it)]
    others = [it for it in standing if it is not final and not reader.is_opinion(it)]
    before = [it for it in others if final is None or it.seq < final.seq]
    return Signatures(
        tuple(reader.opinion(it) for it in opinions),
        tuple(reader.signed(it) for it in before),
        reader.signed(final) if final else None,
        tuple(reader.signed(it) for it in others if it not in before),
        _decider(seen, names, final),
    )


def slot_of(definition: Definition, decision: DecisionView) -> Slot | None:
    """None for a step that only an earlier version of the definition had."""
    state = definition.states.get(decision.state)
    if state is not None and is_asked_key(decision.key):
        return find_slot(definition, decision.state, decision.key)
    slots = (slot for branch in state.branches for slot in branch.slots) if state else ()
    return next((slot for slot in slots if slot.key == decision.key), None)


def _standing(seen: Seen) -> list[DecisionView]:
    last: dict[tuple[str, str], DecisionView] = {}
    for decision in seen.view.decisions:
        if decision.status != "void" and position_in(decision.key) not in _UNSIGNED:
            last[decision.state, decision.key] = decision
    return sorted(last.values(), key=lambda it: (it.at, it.seq))


def _final(seen: Seen, standing: list[DecisionView]) -> DecisionView | None:
    """What the post with the authority decided, unless it sent the case back.

    Where a process names no authority, the last approval or rejection before a formal end.
    """
    definition = seen.process.definition
    decided = [it for it in standing if _is_authority(definition, it)]
    if decided:
        edge = definition.states[decided[-1].state].edge(decided[-1].outcome)
        return None if edge is not None and edge.back else decided[-1]
    if seen.view.outcome not in _FORMAL_ENDS or any(it.kind == "authority" for it in definition.actors.values()):
        return None
    approvals = [it for it in standing if (slot := slot_of(definition, it)) and slot.kind == "decide"]
    approvals = [it for it in approvals if definition.states[it.state].type == "approve"]
    return approvals[-1] if approvals else None


def _is_authority(definition: Definition, decision: DecisionView) -> bool:
    slot = slot_of(definition, decision)
    actor = definition.actors.get(slot.actor) if slot else None
    return actor is not None and actor.kind == "authority"


def _decider(seen: Seen, names: Names, final: DecisionView | None) -> str | None:
    """The post to which the memorandum goes up; unknown while the case has not come to it."""
    if final is not None:
        return names.principal(f"{final.post}@{final.unit}").zh if final.post and final.unit else None
    definition = seen.process.definition
    for task in seen.view.tasks:
        slots = [slot for branch in definition.states[task.state].branches for slot in branch.slots]
        asked = next((slot for slot in slots if slot.key == task.key), None)
        actor = definition.actors.get(asked.actor) if asked else None
        if task.open and actor is not None and actor.kind == "authority" and task.holders:
            return names.principal(task.holders[0].principal()).zh
    return None


class _Reader:
    """One case with what all its signatures are read against."""

    def __init__(self, seen: Seen, names: Names) -> None:
        self._seen, self._names = seen, names
        self._late = stale_decisions(seen.process.definition, seen.view)
        self._words = seen.visible is None or seen.visible.opinions
        self._answers: dict[str, str] = {}
        for decision in seen.view.decisions:
            given = decision.input.get("answers") if decision.status != "void" else None
            if isinstance(given, Mapping):
                self._answers |= {str(key): str(text) for key, text in given.items()}

    def is_opinion(self, decision: DecisionView) -> bool:
        slot = slot_of(self._seen.process.definition, decision)
        return slot is not None and slot.kind == "opinion" and any(it.code in _OPINIONS for it in slot.outcomes)

    def opinion(self, decision: DecisionView) -> Signed:
        slot = slot_of(self._seen.process.definition, decision)
        state = self._seen.process.definition.states[decision.state]
        branch = next((it for it in state.branches if slot and it.key == slot.branch), None)
        last = branch.slots[-1].key if branch else decision.key
        answer = self._answers.get(decision.key.partition(".")[0]) if decision.key == last else None
        return self._signed(decision, branch.label.zh if branch else self._beside(decision, state.label.zh), answer)

    def signed(self, decision: DecisionView) -> Signed:
        return self._signed(decision, self._beside(decision, self._names.state(decision.state).zh), None)

    def _beside(self, decision: DecisionView, place: str) -> str:
        """The place of a signature; of one that no step declares with as what it was asked."""
        slot = slot_of(self._seen.process.definition, decision)
        return f"{place}（{slot.label.zh}）" if slot is not None and is_asked_key(slot.key) else place

    def _signed(self, decision: DecisionView, place: str, answer: str | None) -> Signed:
        names, view = self._names, self._seen.view
        post, unit = decision.post, decision.unit
        if post is None and decision.actor == view.applicant:
            post, unit = view.applicant_post, view.applicant_unit
        return Signed(
            place=place,
            post=names.principal(f"{post}@{unit}").zh if post and unit else None,
            name=said.zh if (said := names.signer(decision)) else "",
            capacity=decision.capacity,
            on_behalf_of=names.person(decision.on_behalf_of).zh if decision.on_behalf_of else None,
            outcome=self._outcome(decision) + ("（補簽）" if decision.retroactive is not None else ""),
            opinion=decision.opinion if self._words else None,
            at=decision.at,
            late=decision.seq in self._late,
            answer=answer if self._words else None,
            further=(
                *_manner(decision, names),
                *_retroactive(decision, words=self._words),
                *(self._further(decision) if self._words else ()),
            ),
        )

    def _outcome(self, decision: DecisionView) -> str:
        slot = slot_of(self._seen.process.definition, decision)
        found = next((it for it in slot.outcomes if it.code == decision.outcome), None) if slot else None
        return found.label.zh if found else decision.outcome

    def _further(self, decision: DecisionView) -> Iterator[Fact]:
        """What the form of the outcome asked for, such as conditions."""
        slot = slot_of(self._seen.process.definition, decision)
        outcome = next((it for it in slot.outcomes if it.code == decision.outcome), None) if slot else None
        given: dict[str, Any] = dict(decision.input)
        yield from facts_of(outcome.input, given, self._names) if outcome else ()


def _retroactive(decision: DecisionView, *, words: bool) -> Iterator[Fact]:
    if decision.retroactive is not None:
        yield Fact("口頭同意日", decision.retroactive)
    if decision.retroactive is not None and words:
        yield Fact("口頭同意者", decision.consented or "")


def _manner(decision: DecisionView, names: Names) -> Iterator[Fact]:
    if decision.signed:
        yield Fact("簽署方式", SIGNINGS[decision.signed])
    if decision.late is not None:
        yield Fact("收件", f"逾期 {decision.late} 個工作天" if decision.late else "逾期")
    if decision.recorded is not None:
        yield Fact("紙本簽名日期", format_roc(date.fromisoformat(decision.recorded["on"])))
        yield Fact("登錄", names.person(decision.recorded["by"]).zh)
