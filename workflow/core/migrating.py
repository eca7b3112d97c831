"""A running case goes over to another version of its process: one step like any other, given at the admin door.

It stays in its visit: names become those of the version, what was answered counts where the same is still asked, and
whoever vouched for less than is asked now is asked again before the case goes on (ruling 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from workflow.core.asked import BESIDE
from workflow.core.authority import recipients
from workflow.core.case import DecisionView, StateVisits, TaskView
from workflow.core.children import call_off, children_of_visit, joined
from workflow.core.definition import Slot, State
from workflow.core.electorate import fix_voters
from workflow.core.entering import ask_owner, ask_stale, continue_branch, needed_branches, settle
from workflow.core.errors import Refusal, Refused
from workflow.core.fields import parse_fields
from workflow.core.joins import is_joined, passing_outcome
from workflow.core.ladders import UNTIL, move_to
from workflow.core.leaving import go_forward, leave
from workflow.core.mapping import Place, split_place
from workflow.core.notices import tell, tell_holders
from workflow.core.replanning import VERSION, count_again, count_waits_again
from workflow.core.routing import holders_for
from workflow.core.scopes import commit_changes, make_salts
from workflow.core.turn import Turn, find_slot

MIGRATE: Final = "migrate"
DOOR: Final = "admin"
MOVED: Final = "migrated"
NOT_ASKED: Final = "not_in_version"
"""Why a decision counts no more: what it answered has another name now, or nobody is asked it any more."""

_STANDING: Final = frozenset({"edit", "approve", "parallel", "external", "wait", "subcase"})


@dataclass(frozen=True, slots=True)
class Given:
    """`path` names the states of the first visits where they are known exactly; `asked_anew` are tasks of the version
    whose holders are told by another rule than before."""

    version: int
    before: int
    states: Mapping[str, str]
    tasks: Mapping[Place, Place]
    asked_anew: frozenset[Place] = frozenset()
    path: tuple[str, ...] = ()
    authority: str | None = None


def migrate(turn: Turn) -> None:
    """`turn` is of the version to which the case goes. Raises Refused: `case_closed`, `not_mapped`,
    `cannot_stand_there`, `nobody_can_act`, `stranded`, or what opening a task raises."""
    given = _given(turn)
    turn.facts[MOVED] = {"from": turn.view.definition, "before": given.before, "version": given.version}
    _rename(turn, given)
    _fill_in(turn)
    _take_over_decisions(turn, given)
    _take_over_tasks(turn, given)
    count_waits_again(turn, VERSION)
    _go_on(turn)
    if turn.closed_at is None and not turn.open_tasks() and not _waits(turn):
        raise Refused(Refusal("stranded", {"state": turn.state}))


def _given(turn: Turn) -> Given:
    if turn.command.door != DOOR:
        raise Refused(Refusal("not_in_this_state", {"action": MIGRATE, "state": turn.state}))
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    raw: Mapping[str, Any] = turn.command.input
    return Given(
        version=raw["version"],
        before=raw["before"],
        states=raw["states"],
        tasks={_place(name): _place(target) for name, target in raw["tasks"].items()},
        asked_anew=frozenset(map(_place, raw["asked_anew"])),
        path=tuple(raw.get("path", ())),
        authority=raw.get("authority"),
    )


def _place(name: str) -> Place:
    state, key = split_place(name)
    return state, key or ""


def _rename(turn: Turn, given: Given) -> None:
    """Every state that the case has been in must have a name in the version."""
    missing = [name for name in dict.fromkeys((*turn.path, turn.state)) if name not in given.states]
    if missing:
        raise Refused(Refusal("not_mapped", {"name": missing[-1], "version": given.before}))
    renamed = tuple(given.states[name] for name in turn.path)
    turn.path = (*given.path, *renamed[len(given.path) :])
    turn.visits = _visits(turn.visits, given, turn.path)
    turn.state = turn.path[-1]
    turn.direct = given.states.get(turn.direct or "")
    turn.authority = turn.authority or given.authority
    if turn.standing_in.type not in _STANDING:
        raise Refused(Refusal("cannot_stand_there", {"state": turn.state}))


def _visits(visits: Mapping[str, StateVisits], given: Given, path: tuple[str, ...]) -> dict[str, StateVisits]:
    found: dict[str, StateVisits] = {}
    for name, known in visits.items():
        target = given.states[name]
        called = replace(known, voters=tuple(given.tasks.get((name, key), ("", key))[1] for key in known.voters))
        found[target] = _together(found[target], called) if target in found else called
    if given.path:  # one state may have been several
        for name in set(path) - found.keys():
            found[name] = StateVisits(count=path.count(name))
        found = {name: known for name, known in found.items() if name in path}
    return found


def _together(one: StateVisits, other: StateVisits) -> StateVisits:
    last = max((one, other), key=lambda known: (known.entered is not None, known.entered))
    return replace(last, count=one.count + other.count, allowed=max(one.allowed, other.allowed))


def _fill_in(turn: Turn) -> None:
    """Salts for new names, and the defaults of fields that the case does not have."""
    make_salts(turn)
    empty = parse_fields(turn.definition.fields, {}, world=turn.lookups, complete=False, current={})
    fresh = {name: value for name, value in empty.values.items() if value is not None and name not in turn.data}
    turn.data |= fresh
    turn.forget_commitments()
    commit_changes(turn, sorted(fresh))


def _take_over_decisions(turn: Turn, given: Given) -> None:
    standing = {decision.seq: decision for decision in turn.standing_decisions()}
    for decision in standing.values():
        place = _target(turn, given, decision)
        slot = find_slot(turn.definition, *place) if place is not None else None
        if place is None or slot is None:
            turn.void(decision, NOT_ASKED)
        elif place != (decision.state, decision.key) or _vouches_for_less(decision, slot):
            turn.void(decision, MOVED)
            _count_as(turn, decision, place, slot)
    known = {(decision.state, decision.key) for decision in turn.standing_decisions()}
    before = [d for d in turn.decisions.values() if d.void_reason == NOT_ASKED and d.seq not in standing]
    for decision in reversed(before):  # asked once more, as it was in a version before
        slot = find_slot(turn.definition, decision.state, decision.key)
        if slot is not None and (decision.state, decision.key) not in known:
            known.add((decision.state, decision.key))
            _count_as(turn, decision, (decision.state, decision.key), slot)


def _target(turn: Turn, given: Given, decision: DecisionView) -> Place | None:
    """Where the answer belongs now: back to where it was given, on the way back, else where the map leads."""
    found = given.tasks.get((decision.state, decision.key))
    if given.path:
        origin = next((d for d in turn.decisions.values() if d.task == decision.task and d.void_reason == MOVED), None)
        if origin is not None and find_slot(turn.definition, origin.state, origin.key) is not None:
            return origin.state, origin.key
    return found or _same_key(turn, given, decision.state, decision.key)


def _same_key(turn: Turn, given: Given, state: str, key: str) -> Place | None:
    """A task that no definition names one by one, such as that of one voter, keeps its key."""
    target = given.states.get(state, "")
    return (target, key) if (state, key) not in given.tasks and find_slot(turn.definition, target, key) else None


def _vouches_for_less(decision: DecisionView, slot: Slot) -> bool:
    return bool(decision.binds) and not set(slot.binds) <= set(decision.binds)


def _count_as(turn: Turn, decision: DecisionView, place: Place, slot: Slot) -> None:
    """Count an answer again under its place of now; without a scope it fits no content, so it is asked again."""
    less = _vouches_for_less(decision, slot)
    counted = replace(decision, state=place[0], key=place[1], status="carried", void_reason=None)
    if less:
        counted = replace(counted, binds=slot.binds, scope="")
    made = turn.add_decision(counted)
    turn.note("carried", decision=made.seq, state=place[0], key=place[1])


def _take_over_tasks(turn: Turn, given: Given) -> None:
    for task in [task for task in turn.open_tasks() if task.asked is None]:
        place = given.tasks.get((task.state, task.key)) or _same_key(turn, given, task.state, task.key)
        slot = find_slot(turn.definition, *place) if place is not None and task.kind in _OF_SLOTS else None
        stays = slot is not None and (task.state, task.key, task.branch) == (turn.state, slot.key, slot.branch)
        if slot is None or not stays or slot.kind != task.kind:
            turn.close_task(task, None, MOVED)
            if slot is None:
                _tell_of_loss(turn, task)
            continue
        kept = _ask_others(turn, task, slot) if place in given.asked_anew else task
        count_again(turn, kept, slot, VERSION)
    for task in [task for task in turn.open_tasks() if task.asked is not None]:
        if task.state != turn.state or not _is_still_asked(turn, task):
            turn.close_task(task, None, MOVED)
            _tell_of_loss(turn, task)


def _is_still_asked(turn: Turn, task: TaskView) -> bool:
    """What was asked beside the slots stays with whoever asked, and behind or beside an answer that counts."""
    asker = turn.tasks.get(task.parent or 0)
    if asker is None or asker.open:
        return asker is not None
    answers = (decision.task for decision in turn.standing_decisions())
    return task.position in BESIDE or (task.position == "after" and asker.seq in answers)


_OF_SLOTS: Final = frozenset({"decide", "edit", "opinion"})


def _tell_of_loss(turn: Turn, task: TaskView) -> None:
    """One message to each who could do the task; the version does not know it, so only the case can be named."""
    people: set[int] = set()
    for holder in task.holders:
        people.update(
            recipients(
                turn.world.directory,
                holder,
                turn.now,
                process=turn.definition.process,
                depth=turn.definition.substitute_depth,
                avoid=frozenset(),
            )
        )
    for person in sorted(people - {turn.command.actor}):
        tell(turn, "no_longer_needed", person)


def _ask_others(turn: Turn, task: TaskView, slot: Slot) -> TaskView:
    holders = holders_for(turn, slot.actor, turn.standing_in)
    if holders == task.holders:
        return task
    tell_holders(turn, "no_longer_needed", task)
    moved = move_to(turn, task, holders)
    tell_holders(turn, "action", moved)
    return moved


def _go_on(turn: Turn) -> None:
    """Ask whoever is not asked yet, and go on where nobody has to be."""
    state = turn.standing_in
    if state.votes and not turn.visits[state.name].voters:
        fix_voters(turn, state)
    if _keeps_children(turn, state):
        return
    if not turn.open_tasks():
        _settle_anew(turn, state)
        return
    needed = needed_branches(turn, state)
    asked = {task.branch for task in turn.open_tasks()}
    for branch in (branch for branch in needed if branch.key not in asked):
        continue_branch(turn, state, branch)
    if is_joined(turn, state, needed):
        leave(turn, passing_outcome(turn, state, needed))


def _settle_anew(turn: Turn, state: State) -> None:
    for timer in [timer for timer in turn.timers.values() if timer.rule == UNTIL]:
        turn.settle_timer(timer, "replaced")
    if ask_owner(turn, state) or (_came_forward(turn) and ask_stale(turn, state)):
        return
    target = settle(turn, state)
    if target is not None:
        go_forward(turn, target)


def _keeps_children(turn: Turn, state: State) -> bool:
    """Whether the case goes on waiting for those that began in this visit; where it does not, they are called off."""
    if state.subcase is None or not children_of_visit(turn):
        call_off(turn)
        return False
    asked = {task.branch for task in turn.open_tasks()}
    for branch in (branch for branch in needed_branches(turn, state) if branch.key not in asked):
        continue_branch(turn, state, branch)
    outcome = joined(turn, state.subcase)
    if outcome is not None:
        leave(turn, outcome)
    return True


def _came_forward(turn: Turn) -> bool:
    return len(turn.path) > 1 and turn.state in turn.process.ahead[turn.path[-2]]


def _waits(turn: Turn) -> bool:
    running = any(child.outcome is None for child in children_of_visit(turn))
    return running or any(timer.rule == UNTIL for timer in turn.timers.values())
