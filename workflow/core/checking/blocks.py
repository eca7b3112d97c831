"""L05: a block always comes to its end, and an end leaves nothing behind.

Branches never meet, so the markings of a block are counted, not multiplied: so many branches are live, so many of them
have completed. Whoever does not complete leaves, so a block stands still only where a slot has no outcome at all, where
nobody can complete it, or where the join counts more branches than there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflow.core.checking.places import at, at_branch, error, slots_of
from workflow.core.definition import Branch, Definition, State
from workflow.core.findings import Finding


def check_blocks(definition: Definition) -> Iterator[Finding]:
    for state in definition.states.values():
        yield from _twice(state)
        if state.type == "end":
            if state.branches or state.edges or state.arms or state.pass_to or state.until:
                yield error("L05", "end_goes_on", at(state), state=state.name)
            continue
        yield from _parts(state)
        if state.type == "parallel" and state.edge("complete") is None:
            yield error("L05", "block_without_complete", at(state, "next"), state=state.name)
        if len(slots_of(state)) > 1:
            yield from _join(state)
        if state.type == "wait" and state.until is None and not slots_of(state):
            yield error("L04", "wait_never_ends", at(state), state=state.name)


def _twice(state: State) -> Iterator[Finding]:
    branches = Counter(branch.key for branch in state.branches)
    slots = Counter(slot.key for slot in slots_of(state))
    edges = Counter(edge.outcome for edge in state.edges)
    for code, counted in (("branch_twice", branches), ("slot_twice", slots), ("outcome_twice", edges)):
        for key, times in counted.items():
            if times > 1:
                yield error("L05", code, at(state), key=key)


def _parts(state: State) -> Iterator[Finding]:
    for branch in state.branches:
        if not branch.slots:
            yield error("L05", "branch_without_slots", at_branch(state, branch), branch=branch.key)
        for slot in branch.slots:
            if slot.branch != branch.key:
                yield error("L05", "slot_of_other_branch", at_branch(state, branch), slot=slot.key)
            if not slot.outcomes:
                yield error("L05", "slot_without_outcomes", at_branch(state, branch), slot=slot.key)


def _join(state: State) -> Iterator[Finding]:
    completable = [branch for branch in state.branches if _can_complete(branch)]
    needed = needed_of(state)
    if not 1 <= needed <= len(state.branches):
        yield error("L05", "join_out_of_reach", at(state), needed=needed, branches=len(state.branches))
    elif needed > len(completable):
        for branch in state.branches:
            if branch not in completable:
                yield error("L05", "branch_cannot_complete", at_branch(state, branch), branch=branch.key)


def needed_of(state: State) -> int:
    """How many of the branches must complete when all are live."""
    branches = len(state.branches)
    if state.join.rule == "percent" or state.join.each:
        return 1
    return {"all": branches, "any": 1, "count": state.join.count}[state.join.rule]


def _can_complete(branch: Branch) -> bool:
    return bool(branch.slots) and all(any(each.completes for each in slot.outcomes) for slot in branch.slots)
