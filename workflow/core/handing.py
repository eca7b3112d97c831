"""Duty goes to somebody else: a holder hands his task on (轉辦), the desk of a pool deals it out (改分)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from workflow.core.aside_inputs import WHO, read_aside
from workflow.core.authority import Standing, choose_standing, standings
from workflow.core.case import Holder, TaskView
from workflow.core.definition import State
from workflow.core.directory import Holding, holds_on, is_active, posts_of
from workflow.core.errors import Refusal, Refused
from workflow.core.form import FieldSpec, Option
from workflow.core.frames import in_stack
from workflow.core.notices import tell_holders
from workflow.core.resolving import Desk, desk_of, present
from workflow.core.routing import asked_state, barred, claimer, conflict_before, conflict_of, slot_asked
from workflow.core.scopes import commit_reason
from workflow.core.standing import held_task, refuse_stale, standing_before, the_task
from workflow.core.turn import Turn

Takers = dict[str, Holder]
"""By login, the post in which somebody may stand before a task."""


def weigh_transfer(turn: Turn) -> TaskView:
    """Raises Refused: only to somebody who may stand there, and never on out of sight (`nobody_to_take`)."""
    task = held_task(turn)
    if not _takers(turn, task, standing_before(turn, task)):
        raise Refused(Refusal("nobody_to_take", {}))
    return task


def transfer_fields(turn: Turn, task: TaskView | None) -> tuple[FieldSpec, ...]:
    return _choice(turn, {} if task is None else _takers(turn, task, standing_before(turn, task)))


def transfer(turn: Turn) -> None:
    """The one who takes it has the duty alone; whoever had it does not get it back."""
    task = weigh_transfer(turn)
    standing = standing_before(turn, task)
    takers = _takers(turn, task, standing)
    asked = read_aside(turn, _choice(turn, takers))
    commit_reason(turn, asked.reason)
    taker = takers[str(asked.values["who"])]
    holders = tuple(dict.fromkeys(taker if holder == standing.holder else holder for holder in task.holders))
    _hand(turn, task, replace(task, holders=holders, claimed_by=None), taker, standing.holder)


def weigh_reassign(turn: Turn) -> tuple[TaskView, Desk]:
    """Raises Refused: only by the desk of the pool, only to those who hold the pool's post and may decide."""
    task, desk = _dealt_out(turn)
    if not _members(turn, task, desk):
        raise Refused(Refusal("nobody_to_take", {}))
    return task, desk


def reassign_fields(turn: Turn, task: TaskView | None) -> tuple[FieldSpec, ...]:
    desk = desk_before(turn, task) if task is not None else None
    return _choice(turn, _members(turn, task, desk) if task is not None and desk is not None else {})


def reassign(turn: Turn) -> None:
    """One of the pool has the task as if he had claimed it; a task that had left the pool comes back into it."""
    task, desk = weigh_reassign(turn)
    members = _members(turn, task, desk)
    asked = read_aside(turn, _choice(turn, members))
    commit_reason(turn, asked.reason)
    taker = members[str(asked.values["who"])]
    _hand(turn, task, replace(task, holders=(desk.pool,), claimed_by=taker.person), taker, task.holders[0])


def desk_before(turn: Turn, task: TaskView) -> Desk | None:
    """Who deals the task out; None where it is no pool's or nobody holds the pool's post."""
    if task.kind == "unblock" or task.asked is not None:
        return None
    rule, state = turn.definition.actors.get(slot_asked(turn, task).actor), asked_state(turn, task)
    if rule is None:
        return None
    return desk_of(rule, turn.view, turn.world.directory, turn.today, avoid=conflict_of(turn, state))


def stands_at_desk(turn: Turn, task: TaskView) -> bool:
    desk = desk_before(turn, task)
    return desk is not None and bool(_desk_standings(turn, desk))


def _dealt_out(turn: Turn) -> tuple[TaskView, Desk]:
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = _the_pool_task(turn)
    desk = desk_before(turn, task)
    if desk is None:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    conflict = conflict_of(turn, asked_state(turn, task))
    choose_standing(_desk_standings(turn, desk), holders=desk.holders, conflict=conflict)
    refuse_stale(turn, task)
    return task, desk


def _the_pool_task(turn: Turn) -> TaskView:
    """The task that the command names, else the only one that the actor deals out, else any of a pool."""
    if turn.command.task is not None:
        return the_task(turn, lambda _task: True)
    pools = [task for task in turn.open_tasks() if desk_before(turn, task) is not None]
    if not pools:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    mine = [task for task in pools if stands_at_desk(turn, task)]
    if len(mine) > 1:
        raise Refused(Refusal("which_task", {"tasks": [task.seq for task in mine]}))
    return mine[0] if mine else pools[0]


def _desk_standings(turn: Turn, desk: Desk) -> tuple[Standing, ...]:
    definition, directory = turn.definition, turn.world.directory
    depth = definition.substitute_depth
    return standings(directory, desk.holders, turn.command.actor, turn.now, definition.process, depth=depth)


def _hand(turn: Turn, task: TaskView, handed: TaskView, taker: Holder, left: Holder) -> None:
    handed = replace(handed, course=replace(handed.course, handed_by=turn.command.actor))
    turn.change_task(handed)
    turn.facts |= {"task": task.seq, "handed": {"from": left.principal(), "to": taker.principal()}}
    was_claimed = claimer(turn, task)
    leaving = (Holder(person=was_claimed),) if was_claimed is not None else (left,)
    tell_holders(turn, "no_longer_needed", task, leaving, but=frozenset({taker.person or 0}))
    tell_holders(turn, "handed_over", handed, (taker,))


def _takers(turn: Turn, task: TaskView, standing: Standing) -> Takers:
    """Those of the same unit in a post of the same level or above, and, where the state says so, those who hold the
    same post elsewhere; without whoever may not decide there and whoever hands it on. A vote is nobody else's, and a
    delegation goes to nobody who has had the matter already."""
    place, state = standing.holder, asked_state(turn, task)
    if task.asked is not None:
        had_it = conflict_before(turn, task) | in_stack(turn, task) | {turn.command.actor}
        places = [place] if place.post is not None else _posts_of(turn, place)
        return {login: taker for each in places for login, taker in _beside(turn, each, state, had_it).items()}
    kinds = {"post", "pool"}
    if place.post is None or is_vote(state) or turn.definition.actors[slot_asked(turn, task).actor].kind not in kinds:
        return {}
    out = barred(turn, state) | {turn.command.actor, standing.on_behalf_of}
    return _beside(turn, place, state, out)


def _posts_of(turn: Turn, holder: Holder) -> list[Holder]:
    """Somebody who was asked as a person hands on beside his own posts."""
    return [Holder(*held) for held in posts_of(turn.world.directory, holder.person or 0, turn.today)]


def _beside(turn: Turn, place: Holder, state: State, out: Collection[int | None]) -> Takers:
    found: Takers = {}
    for row in _rows_beside(turn, place, elsewhere=state.hands_elsewhere):
        person = turn.world.directory.people[row.person]
        if row.person not in out:
            found.setdefault(person.login, Holder(row.post, row.unit, row.person))
    return found


def is_vote(state: State) -> bool:
    """Whether several are asked at once, each with a voice of his own."""
    return state.type == "approve" and len(state.branches) > 1


def _rows_beside(turn: Turn, place: Holder, *, elsewhere: bool) -> Iterator[Holding]:
    directory = turn.world.directory
    levels = {key: post.level for key, post in directory.posts.items()}
    lowest = levels.get(place.post or "", 0)
    for row in directory.holdings:
        inside = row.unit == place.unit and levels.get(row.post, lowest + 1) <= lowest
        meant = inside or (elsewhere and row.post == place.post)
        if meant and holds_on(row, turn.today) and is_active(directory, row.person):
            yield row


def _members(turn: Turn, task: TaskView, desk: Desk) -> Takers:
    """Those of the pool who may decide and do not have the task already."""
    out = barred(turn, asked_state(turn, task)) | {claimer(turn, task)}
    people = (person for person in present(turn.world.directory, desk.pool, turn.today) if person not in out)
    return {turn.world.directory.people[person].login: Holder(person=person) for person in people}


def _choice(turn: Turn, takers: Takers) -> tuple[FieldSpec, ...]:
    directory = turn.world.directory
    options = tuple(Option(login, directory.people[directory.by_login[login]].name) for login in takers)
    return (replace(WHO, options=options),)
