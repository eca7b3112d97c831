"""Who has a vote: fixed when the state is entered, without those who must not decide, and nobody twice (trap D17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflow.core.authority import present
from workflow.core.case import Holder
from workflow.core.definition import Branch, Slot, State
from workflow.core.errors import Refusal, Refused
from workflow.core.routing import barred, holders_for, meant_by, voices
from workflow.core.turn import Turn, find_slot


def fix_voters(turn: Turn, state: State) -> None:
    """Write down who votes in this visit; too few are nobody, and whoever the definition names then decides instead.

    Raises Refused `nobody_can_act`.
    """
    voters = tuple(_voters(turn, state))
    if len(voters) < max(state.join.quorum, 1):
        voters = (_instead(turn, state, len(voters)),)
    turn.visits[state.name] = replace(turn.visits[state.name], voters=voters)


def voters_of(turn: Turn, state: State) -> list[Branch]:
    """One branch for each voter of the last visit."""
    keys = turn.visits[state.name].voters if state.name in turn.visits else ()
    slots = (slot for key in keys if (slot := find_slot(turn.definition, state.name, key)) is not None)
    return [Branch(slot.branch, slot.label, (slot,)) for slot in slots]


def voter_holders(turn: Turn, state: State, slot: Slot) -> tuple[Holder, ...]:
    """Who casts the vote of `slot`. Raises Refused."""
    _, _, person = slot.key.removeprefix(slot.actor).partition(".")
    if not (state.join.each and person):
        return holders_for(turn, slot.actor, state)
    place = next(iter(meant_by(turn, slot.actor)), Holder())
    return (replace(place, person=int(person)),)


def strike_spent_voters(turn: Turn, state: State) -> None:
    """Close the tasks that only people could answer who have voted already in another of their posts."""
    spent = barred(turn, state) | voices(turn, state)
    for task in (task for task in turn.open_tasks() if task.asked is None):
        people = {person for holder in task.holders for person in present(turn.world.directory, holder, turn.today)}
        if people and people <= spent:
            turn.close_task(task, None, "voted_already")
            turn.note("voted_already", task=task.seq, state=state.name, key=task.key)
            visits = turn.visits[state.name]
            kept = tuple(key for key in visits.voters if key != task.key)
            turn.visits[state.name] = replace(visits, voters=kept)


def _voters(turn: Turn, state: State) -> Iterator[str]:
    spent = barred(turn, state)
    for slot in (branch.slots[0] for branch in state.branches):
        places = meant_by(turn, slot.actor)
        people = {person for place in places for person in present(turn.world.directory, place, turn.today)} - spent
        if state.join.each:
            yield from (f"{slot.key}.{person}" for person in sorted(people))
        elif people:
            yield slot.key
        if not people:
            turn.note("no_vote", state=state.name, actor=slot.actor)
        if len(people) == 1 and not state.join.each:
            spent |= people


def _instead(turn: Turn, state: State, voters: int) -> str:
    nobody = turn.definition.nobody
    asked = state.branches[0].slots[0].actor
    refusal = Refusal("nobody_can_act", {"actor": asked, "reasons": ["quorum"]})
    if nobody.actor is None:
        raise Refused(refusal)
    turn.note("no_quorum", state=state.name, voters=voters, to=nobody.actor)
    return nobody.actor
