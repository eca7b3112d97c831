"""L23 and L24 of votes: they can be won and lost by the voters there are, and nobody has two votes.

Whoever must not decide has no vote and is not replaced, so fewer may be left than the rule counts on (trap D17).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from workflow.core.checking.candidates import Situation, Staffing
from workflow.core.checking.places import at, error, slots_of, warning
from workflow.core.checking.situations import described, logins, situations, some
from workflow.core.definition import Definition, State
from workflow.core.findings import Finding
from workflow.core.voting import AGAINST

Votes = tuple[frozenset[int], ...]
"""For each vote those who may cast it: one person where everybody of a pool has one, else the holders of a post."""


def check_votes(definition: Definition) -> Iterator[Finding]:
    """By the answers alone: somebody must be able to say no. How many must agree is a matter of L05."""
    for state in definition.states.values():
        if state.type != "approve" or not (state.votes or len(state.branches) > 1):
            continue
        answers = [outcome for slot in slots_of(state) for outcome in slot.outcomes]
        leaving = [it for it in answers if not it.completes or it.code in state.leave_on or it.code == AGAINST]
        if state.join.quorum > len(state.branches) and not state.join.each:
            quorum, voters = state.join.quorum, len(state.branches)
            yield error("L23", "quorum_out_of_reach", at(state, "vote"), state=state.name, quorum=quorum, voters=voters)
        if answers and not leaving:
            yield error("L23", "vote_not_losable", at(state, "vote"), state=state.name)


def check_voters(staffing: Staffing, starters: Sequence[int], state: State) -> Iterator[Finding]:
    """Of a cast one holder stands for a whole pool, so nothing is said then of pools in which everybody votes."""
    if state.join.each and not staffing.around.present:
        return
    places = [(state, slot) for slot in slots_of(state)]
    short: list[str] = []
    below: list[str] = []
    twice: set[int] = set()
    for situation in situations(staffing, starters, places):
        votes = votes_of(staffing, state, situation)
        involved = any(situation.applicant in staffing.asked(*place, situation).meant for place in places)
        if len(votes) < max(state.join.quorum, 1):
            below.append(described(staffing, situation))
        elif state.join.rule == "count" and len(votes) < state.join.count and not involved:
            short.append(described(staffing, situation))
        twice |= set(_spare(staffing, state, situation, votes))
    if short:
        cases, needed = some(short), state.join.count
        yield error("L23", "vote_not_winnable", at(state, "vote"), state=state.name, needed=needed, cases=cases)
    if twice:
        people = logins(staffing, twice)
        yield warning("L23", "two_votes_of_one", at(state, "vote"), state=state.name, people=people)
    yield from _below(staffing, state, below)


def _below(staffing: Staffing, state: State, below: Sequence[str]) -> Iterator[Finding]:
    """Too few voters are nobody: somebody decides instead, or the step is refused."""
    path, cases = at(state, "vote"), some(below)
    if below and staffing.definition.nobody.does == "fail":
        yield error("L15", "vote_without_voters", path, state=state.name, quorum=state.join.quorum, cases=cases)
    elif below and staffing.around.present:
        yield warning("L24", "quorum_not_met", path, state=state.name, quorum=state.join.quorum, cases=cases)


def votes_of(staffing: Staffing, state: State, situation: Situation) -> Votes:
    """As they are fixed when the state is entered: nobody who must not decide, and nobody twice."""
    spent: set[int] = set()
    votes: list[frozenset[int]] = []
    for slot in slots_of(state):
        people = staffing.electors(state, slot, situation) - spent
        if state.join.each:
            votes += [frozenset({person}) for person in sorted(people)]
        elif people:
            votes.append(people)
        if len(people) == 1 and not state.join.each:
            spent |= people
    return tuple(votes)


def _spare(staffing: Staffing, state: State, situation: Situation, votes: Votes) -> Iterator[int]:
    """Those who could cast two votes: as deputies of two voters, or beside their own."""
    acting = [people | staffing.deputies(people, state, situation) for people in votes]
    for (first, one), (second, other) in combinations(zip(votes, acting, strict=True), 2):
        yield from (one & other) - (first & second)
