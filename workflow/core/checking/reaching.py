"""L03 without data: every state can be reached, every outcome leads somewhere and every edge is somebody's outcome."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.places import at, at_slot, error, slots_of
from workflow.core.definition import Definition, Outcome, State
from workflow.core.findings import Finding
from workflow.core.graph import all_moves, graph_of, reachable


def check_reachable(definition: Definition) -> Iterator[Finding]:
    """Withdrawal and the owner's end of a case reach a state as well. Wants every named state to exist."""
    graph = graph_of(all_moves(definition), definition.states)
    starts = {definition.start}
    if definition.withdraw is not None:
        starts.add(definition.withdraw.to)
    if definition.merge is not None:
        starts.add(definition.merge.to)
    found: frozenset[str] = frozenset()
    while (now := reachable(graph, starts)) != found:
        found = now
        starts |= {bound.end for name in now if (bound := definition.states[name].visits) is not None}
    for state in definition.states.values():
        if state.name not in found:
            yield error("L03", "state_unreachable", at(state), state=state.name)


def check_outcomes(definition: Definition) -> Iterator[Finding]:
    for state in definition.states.values():
        yield from _leading_nowhere(state)
        yield from _never_given(state)
        if state.pass_to is not None and state.when is None:
            yield error("L03", "pass_to_without_when", at(state, "pass_to"), state=state.name)
        for code in state.leave_on:
            if code not in _offered(state):
                yield error("L03", "leave_on_not_offered", at(state, "leave_on"), outcome=code)


def _leading_nowhere(state: State) -> Iterator[Finding]:
    seen: set[str] = set()
    for branch in state.branches:
        for slot in branch.slots:
            for outcome in slot.outcomes:
                if outcome.code not in seen and not _leads_on(state, outcome, last=slot is branch.slots[-1]):
                    seen.add(outcome.code)
                    yield error("L03", "outcome_leads_nowhere", at_slot(state, slot), outcome=outcome.code)
    for code in state.comes:
        if state.edge(code) is None:
            place = at(state, "until") if code == "elapsed" else at(state, "next")
            yield error("L03", "outcome_leads_nowhere", place, outcome=code)


def _never_given(state: State) -> Iterator[Finding]:
    given = _offered(state) | frozenset(state.comes)
    if state.type == "parallel" or _completes_without_edge(state):
        given |= {"complete"}
    for edge in state.edges:
        if edge.outcome not in given:
            yield error("L03", "outcome_never_given", at(state, "next", edge.outcome), outcome=edge.outcome)


def _offered(state: State) -> frozenset[str]:
    return frozenset(outcome.code for slot in slots_of(state) for outcome in slot.outcomes)


def _leads_on(state: State, outcome: Outcome, *, last: bool) -> bool:
    """Whoever leaves at once needs an edge of his own; the last answer of a joined block may go by a common one."""
    if not outcome.completes or outcome.code in state.leave_on:
        return state.edge(outcome.code) is not None
    return not last or any(state.edge(code) is not None for code in (outcome.code, "complete", "approve"))


def _completes_without_edge(state: State) -> bool:
    last = [branch.slots[-1] for branch in state.branches if branch.slots]
    return any(each.completes and state.edge(each.code) is None for slot in last for each in slot.outcomes)
