"""Who gets a task of this case, and who must not decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from workflow.core.asked import is_asked_key
from workflow.core.authority import Standing, present, resolve
from workflow.core.authority_table import AuthorityRow, look_up
from workflow.core.case import CLOCK, DecisionView, Holder, TaskView
from workflow.core.deadlines import is_overdue
from workflow.core.definition import ActorRule, Nobody, Slot, State
from workflow.core.errors import BadDefinition, Refusal, Refused
from workflow.core.resolving import Resolution, SelfApproval
from workflow.core.turn import Turn, find_slot, value_at

OVERDUE_DUTIES: Final = "overdue_duties"


def authority_row(turn: Turn) -> AuthorityRow | None:
    """The row of the authority table that this case falls under; None when the definition uses no table."""
    item = turn.definition.authority_item
    if item is None or turn.world.authority is None:
        return None
    return look_up(turn.world.authority.items[item], turn.data)


def guard_values(turn: Turn) -> Mapping[str, object]:
    """What guards may read: `data.…`, `authority.…` and `applicant.…`."""
    row = authority_row(turn)
    late = sum(is_overdue(due_at, turn.now) for due_at in turn.world.duties)
    applicant = {OVERDUE_DUTIES: late}
    return {"data": turn.data, "authority": row.values if row else {}, "applicant": applicant}


def conflict_of(turn: Turn, state: State) -> frozenset[int]:
    """Those who may not decide in `state`, not even through a deputy: the applicant wherever people approve, and
    whoever is now the actor of a `never`.
    """
    approving = state.type in {"approve", "parallel"}
    people = {turn.view.applicant} if approving else set()
    for constraint in turn.definition.constraints:
        if constraint.kind == "never" and state.name in constraint.states and constraint.actor is not None:
            people.update(_people_meant(turn, constraint.actor))
    return frozenset(people)


def meant_by(turn: Turn, actor_name: str) -> tuple[Holder, ...]:
    """Whom an actor of the definition means at this moment, whatever conflicts they have; nobody while the post is
    vacant."""
    rule = turn.definition.actors[actor_name]
    if rule.kind == "applicant":
        return (Holder(person=turn.view.applicant),)
    with suppress(Refused):
        return _resolved(turn, rule, frozenset(), nobody=Nobody("fail")).holders
    return ()


def _people_meant(turn: Turn, actor_name: str) -> Iterator[int]:
    for holder in meant_by(turn, actor_name):
        yield from present(turn.world.directory, holder, turn.today)


def earlier_deciders(turn: Turn, state: State) -> Mapping[str, frozenset[int]]:
    """By state: who decided in the states from which `different_people` keeps this one apart."""
    apart = {
        other
        for constraint in turn.definition.constraints
        if constraint.kind == "different_people" and state.name in constraint.states
        for other in constraint.states
        if other != state.name
    }
    return {name: _actors_of(turn, name) for name in sorted(apart)}


def voices(turn: Turn, state: State) -> frozenset[int]:
    """In whose name votes were given in this visit; a deputy lends his hand, not his voice."""
    if not state.votes or state.name != turn.state:
        return frozenset()
    here = [d for d in turn.standing_decisions() if d.state == state.name and d.visit == turn.visit]
    given = [d for d in here if not is_asked_key(d.key)]
    return frozenset(d.actor if d.on_behalf_of is None else d.on_behalf_of for d in given)


def with_a_voice(turn: Turn, state: State, found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The rights in the name of somebody who has not voted yet. Raises Refused when there are only others."""
    spoken = voices(turn, state)
    left = tuple(s for s in found if (s.actor if s.on_behalf_of is None else s.on_behalf_of) not in spoken)
    if found and not left:
        raise Refused(Refusal("same_person_twice", {"state": state.name, "people": [found[0].actor]}))
    return left


def holders_for(turn: Turn, actor_name: str, state: State) -> tuple[Holder, ...]:
    """The holders of a task of `actor_name` opened now; detours are left in the history entry. Raises Refused."""
    rule = turn.definition.actors[actor_name]
    return (Holder(person=turn.view.applicant),) if rule.kind == "applicant" else _holders_of(turn, rule, state)


def _holders_of(turn: Turn, rule: ActorRule, state: State) -> tuple[Holder, ...]:
    avoid, nobody = conflict_of(turn, state), turn.definition.nobody
    resolution = _resolved(turn, rule, avoid, nobody=nobody, self_approval=state.self_approval)
    for why in resolution.why:
        turn.note(why.code, actor=rule.name, **why.params)
    return resolution.holders


def holders_again(turn: Turn, decision: DecisionView, state: State) -> tuple[Holder, ...]:
    """Who is asked again for an answer that no slot declares: the post under which it was given, else whoever gave it,
    else the owner. Raises Refused."""
    if decision.post is None or decision.unit is None:
        person = decision.actor if decision.on_behalf_of is None else decision.on_behalf_of
        there = present(turn.world.directory, Holder(person=person), turn.today)
        free = there and person not in conflict_of(turn, state)
        return (Holder(person=person),) if free else holders_for(turn, turn.definition.owner, state)
    rule = ActorRule(decision.post, state.label, "post", decision.post, decision.unit)
    return _holders_of(turn, rule, state)


def holders_apart(turn: Turn, actor_name: str, state: State, apart: frozenset[int]) -> tuple[Holder, ...]:
    """As `holders_for`, and nobody of `apart`: past them to whoever is above. Raises Refused."""
    rule, avoid = turn.definition.actors[actor_name], conflict_of(turn, state) | {turn.view.applicant} | apart
    resolution = _resolved(turn, rule, avoid, nobody=turn.definition.nobody, self_approval="to_superior")
    for why in resolution.why:
        turn.note(why.code, actor=actor_name, **why.params)
    return resolution.holders


def _resolved(
    turn: Turn,
    rule: ActorRule,
    avoid: frozenset[int],
    *,
    nobody: Nobody,
    self_approval: SelfApproval = "forbid",
) -> Resolution:
    return resolve(
        rule,
        directory=turn.world.directory,
        on=turn.today,
        data=turn.data,
        applicant=turn.view.applicant,
        applicant_unit=turn.view.applicant_unit,
        decider=_decider(turn, authority_row(turn)) if _by_authority(turn, rule) else None,
        avoid=avoid,
        self_approval=self_approval,
        nobody=nobody,
        actors=turn.definition.actors,
    )


def familiar(turn: Turn, actor_name: str) -> int | None:
    """Whoever acted for a `keep_same` actor before and still may; the case goes back to him (retain familiar)."""
    rule = turn.definition.actors.get(actor_name)
    for seq in sorted(turn.decisions if rule is not None and rule.keep_same else (), reverse=True):
        decision = turn.decisions[seq]
        slot = find_slot(turn.definition, decision.state, decision.key)
        if slot is not None and slot.actor == actor_name and decision.on_behalf_of is None and decision.actor > CLOCK:
            return decision.actor
    return None


def _by_authority(turn: Turn, rule: ActorRule) -> bool:
    """Whether the table says who is meant, or who is asked when the one who is meant cannot be."""
    instead = turn.definition.actors.get(turn.definition.nobody.actor or "")
    return rule.kind == "authority" or (instead is not None and instead.kind == "authority")


def _decider(turn: Turn, row: AuthorityRow | None) -> tuple[str, str] | None:
    if row is None:
        return None
    root, _, path = row.decider_of.partition(".")
    unit = value_at(turn.data, path) if root == "data" else row.decider_of
    return (row.decider_post, unit) if isinstance(unit, str) else None


def _actors_of(turn: Turn, state: str) -> frozenset[int]:
    counted = [d for d in turn.standing_decisions() if d.state == state and not is_asked_key(d.key)]
    people = {d.actor for d in counted} | {d.on_behalf_of for d in counted if d.on_behalf_of is not None}
    return frozenset(people)


def is_pool(turn: Turn, task: TaskView) -> bool:
    """Whether several people share the task, so that one of them claims it."""
    if task.kind == "unblock" or task.asked is not None or all(holder.person is not None for holder in task.holders):
        return False
    rule = turn.definition.actors.get(slot_asked(turn, task).actor)
    return rule is not None and rule.kind == "pool"


def slot_asked(turn: Turn, task: TaskView) -> Slot:
    """The slot behind a task; for a reconfirm task that of the decision which is asked again. Raises BadDefinition."""
    about = turn.decisions.get(task.about) if task.about is not None else None
    state, key = (about.state, about.key) if about else (task.state, task.key)
    slot = find_slot(turn.definition, state, key)
    if slot is None:
        raise BadDefinition(f"{state} has no {key}")
    return slot


def asked_state(turn: Turn, task: TaskView) -> State:
    """The state whose rules say who may answer; for a reconfirm task that of the decision which is asked again."""
    about = turn.decisions.get(task.about) if task.about is not None else None
    return turn.definition.states[about.state if about else task.state]


def conflict_before(turn: Turn, task: TaskView) -> frozenset[int]:
    """Those who may not answer the task. A question may be put to anybody; whoever else is asked beside the slots is
    never the applicant, whatever the state, and nobody grants himself more time."""
    if task.position == "info":
        return frozenset()
    conflict = conflict_of(turn, asked_state(turn, task))
    if task.asked is None:
        return conflict
    askers = (task.asked.by, task.asked.on_behalf_of) if task.position == "extension" else ()
    return conflict.union({turn.view.applicant}, (person for person in askers if person is not None))


def earlier_before(turn: Turn, task: TaskView) -> Mapping[str, frozenset[int]]:
    """As `earlier_deciders`; answers beside the slots decide nothing, so nobody is kept from them."""
    beside = task.asked is not None or is_asked_key(task.key.rpartition(".")[2])
    return {} if beside else earlier_deciders(turn, asked_state(turn, task))


def barred(turn: Turn, state: State) -> frozenset[int]:
    """Everybody who must not decide in `state` now, whatever post he holds."""
    return conflict_of(turn, state).union(*earlier_deciders(turn, state).values())


def claimer(turn: Turn, task: TaskView) -> int | None:
    """Who has claimed the task and still may do it; the claim of a leaver keeps nobody waiting."""
    if task.claimed_by is None:
        return None
    people = {person for holder in task.holders for person in present(turn.world.directory, holder, turn.today)}
    return task.claimed_by if task.claimed_by in people else None


def was_added(turn: Turn, task: TaskView, holder: Holder, claimed_by: int | None) -> bool:
    """Whether the holder was added to those of whom one has claimed the task: their claim does not keep him waiting,
    or nothing could be done about a claim that nobody acts on."""
    return holder != task.holders[0] and claimed_by in present(turn.world.directory, task.holders[0], turn.today)
