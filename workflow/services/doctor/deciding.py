"""Who decided and whether he might, and who can decide what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import Row

from workflow.core.asked import is_asked_key, position_in
from workflow.core.authority import choose_standing, present, recipients, standings
from workflow.core.calendar import TAIPEI
from workflow.core.case import TaskView
from workflow.core.definition import Definition, State
from workflow.core.directory import Directory
from workflow.core.errors import Refused
from workflow.core.routing import claimer, conflict_before, earlier_before
from workflow.core.turn import Turn
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault

FOR_OTHERS: Final = frozenset({"deputy", "acting_for"})
COUNTED: Final = frozenset({"live", "carried"})


def allowed_to_decide(dossier: Dossier) -> Iterator[Fault]:
    """Nobody decides on his own request, nobody decides where two must, and whoever acts for another says for whom."""
    if dossier.process is None:
        return
    definition = dossier.process.definition
    for decision in dossier.decisions:
        state = definition.states.get(decision.state)
        people = {decision.actor, decision.on_behalf_of} - {None}
        asked = position_in(decision.key) == "info"
        if state is not None and not asked and dossier.case.applicant in people and _is_kept_from(definition, state):
            yield fault("decided_own_request", decision=decision.seq, state=state.name)
        if (decision.capacity in FOR_OTHERS) != (decision.on_behalf_of is not None):
            yield fault("capacity_differs", decision=decision.seq, capacity=decision.capacity)
    yield from _same_people(dossier, definition)
    yield from _without_post(dossier)


def somebody_can_act(dossier: Dossier) -> Iterator[Fault]:
    """Each open task has at least one person who could answer it this moment, himself or for another."""
    turn = dossier.turn()
    if turn is None:
        return
    for task in turn.open_tasks():
        if not any(_may_answer(turn, task, person) for person in _asked(turn, task)):
            holders = [holder.principal() for holder in task.holders]
            yield fault("nobody_can_act", task=task.seq, holders=holders, repair="reassign")


def _is_kept_from(definition: Definition, state: State) -> bool:
    """Whether the applicant may not decide in the state: wherever people approve, and where the definition says so."""
    never = any(rule.kind == "never" and state.name in rule.states for rule in definition.constraints)
    return never or state.type in {"approve", "parallel"}


def _same_people(dossier: Dossier, definition: Definition) -> Iterator[Fault]:
    deciders: dict[str, set[int]] = {}
    for decision in dossier.decisions:
        if decision.status in COUNTED and not is_asked_key(decision.key):
            deciders.setdefault(decision.state, set()).update({decision.actor, decision.on_behalf_of or decision.actor})
    for rule in definition.constraints:
        states = [name for name in rule.states if rule.kind == "different_people"]
        for place, first in enumerate(states):
            for second in states[place + 1 :]:
                both = deciders.get(first, set()) & deciders.get(second, set())
                if both:
                    yield fault("same_person_twice", states=[first, second], people=sorted(both))


def _without_post(dossier: Dossier) -> Iterator[Fault]:
    """As far as the directory remembers: what was held and who stood in may have been rewritten since."""
    directory = dossier.directory
    for decision in dossier.decisions:
        holder = decision.on_behalf_of or decision.actor
        day = decision.at.astimezone(TAIPEI).date()
        if decision.post is not None and not _held(directory, holder, decision, day):
            yield fault("post_not_held", severity="warning", decision=decision.seq, person=holder, post=decision.post)
        if decision.on_behalf_of is not None and not _stood_in(directory, decision):
            yield fault("was_no_deputy", severity="warning", decision=decision.seq, person=decision.actor)


def _held(directory: Directory, person: int, decision: Row[Any], day: date) -> bool:
    rows = directory.by_person.get(person, ())
    place = (decision.post, decision.unit)
    return any((r.post, r.unit) == place and r.valid_from <= day <= (r.valid_to or day) for r in rows)


def _stood_in(directory: Directory, decision: Row[Any]) -> bool:
    rows = directory.by_deputy.get(decision.actor, ())
    return any(row.valid_from <= decision.at <= row.valid_to for row in rows)


def _asked(turn: Turn, task: TaskView) -> set[int]:
    """The holders and everybody who stands in for one of them."""
    conflict = conflict_before(turn, task)
    depth, process = turn.definition.substitute_depth, turn.definition.process
    return {
        person
        for holder in task.answerers
        for person in (
            *recipients(turn.world.directory, holder, turn.now, process=process, depth=depth, avoid=conflict),
            *present(turn.world.directory, holder, turn.today),
        )
    }


def _may_answer(turn: Turn, task: TaskView, person: int) -> bool:
    conflict = conflict_before(turn, task)
    found = standings(
        turn.world.directory,
        task.answerers,
        person,
        turn.now,
        turn.definition.process,
        depth=turn.definition.substitute_depth,
        avoid=conflict,
    )
    claimed_by = claimer(turn, task)
    if claimed_by not in {None, person}:
        found = tuple(standing for standing in found if standing.on_behalf_of == claimed_by)
    try:
        choose_standing(found, holders=task.holders, conflict=conflict, earlier=earlier_before(turn, task))
    except Refused:
        return False
    return True
