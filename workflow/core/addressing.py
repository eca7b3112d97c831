"""Whom a move of a scenario means: an actor, a branch, a slot or a login, and the open task that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from workflow.core.case import Command, Position, TaskView
from workflow.core.errors import Refusal
from workflow.core.playing import Play
from workflow.core.recalling import TAKEN_BACK
from workflow.core.reopening import carried_here
from workflow.core.turn import Turn, find_slot

UNKNOWN_NAME: Final = "scenario_unknown_name"


class Unnamed(KeyError):
    """A move names nobody who could act."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{name}: {code}")
        self.why = Refusal(code, {"name": name})


def whom(play: Play, move: Mapping[str, Any], action: str) -> tuple[int, TaskView | None]:
    """Who makes the move, and the task that it is about. Raises Unnamed."""
    named = str(move.get("deputy") or move["as"])
    open_tasks = [task for task in play.view.tasks if task.open]
    people = play.world.directory.by_login
    recalled = _recalled(play, open_tasks, named, action) or _carried(play, named, action)
    if recalled is not None:
        return recalled
    meant = [task for task in open_tasks if _is_meant(play, task, named)]
    if named in people:
        principal = move.get("for")
        return people[named], _task_for(play, open_tasks, people[str(principal)] if principal else people[named])
    if not meant:
        if named == "applicant":
            return play.view.applicant, None
        raise Unnamed("scenario_not_asked" if _is_known(play, named) else UNKNOWN_NAME, named)
    return holder_of(play, meant[0]), meant[0]


def _recalled(play: Play, tasks: Sequence[TaskView], named: str, action: str) -> tuple[int, TaskView] | None:
    """Whoever asked takes back the latest of what he asked for; None when he asked for nothing of that kind."""
    if action not in {"take_back", "remove_signer"}:
        return None
    for task in reversed([task for task in tasks if (task.position in TAKEN_BACK) is (action == "take_back")]):
        asker = (play.tasks or {}).get(task.parent or 0)
        if asker is not None and _is_meant(play, asker, named):
            return holder_of(play, asker), task
        person = play.world.directory.by_login.get(named)
        if asker is not None and person in _people(play, asker):
            return person, task
    return None


def refuse_unknown(play: Play, *logins: str) -> None:
    """Raises Unnamed for a login that nobody of the cast has."""
    for login in logins:
        if login not in play.world.directory.by_login:
            raise Unnamed(UNKNOWN_NAME, login)


def _is_known(play: Play, named: str) -> bool:
    """Whether the process has an actor, a branch or a slot of that name, or the engine asks somebody under it."""
    definition = play.process.definition
    slots = [(state, slot) for state in definition.states.values() for b in state.branches for slot in b.slots]
    keys = {name for state, slot in slots for name in (slot.key, slot.branch, f"{state.name}.{slot.key}")}
    return named in {*definition.actors, *keys, "owner", *get_args(Position)}


def _carried(play: Play, named: str, action: str) -> tuple[int, TaskView] | None:
    """Whoever gave an answer that was carried over, with the task that it answered."""
    if action != "reopen":
        return None
    turn = Turn(play.process, play.view, Command("", 0), play.world, now=play.now, seed=b"")
    people, tasks = play.world.directory.by_login, play.tasks or {}
    meant = (d for d in carried_here(turn) if people.get(named) == d.actor or _is_meant(play, tasks[d.task], named))
    return next(((decision.actor, tasks[decision.task]) for decision in meant), None)


def _is_meant(play: Play, task: TaskView, named: str) -> bool:
    state, key = task.key.split(".", 1) if task.kind == "reconfirm" else (task.state, task.key)
    slot = find_slot(play.process.definition, state, key)
    if task.kind == "unblock":
        return named in {"owner", play.process.definition.owner}
    if task.asked is not None:
        return named in {task.position, task.key}
    return slot is not None and named in {slot.actor, slot.key, slot.branch, f"{state}.{slot.key}"}


def _task_for(play: Play, tasks: Sequence[TaskView], person: int) -> TaskView | None:
    return next((task for task in tasks if person in _people(play, task)), None)


def _people(play: Play, task: TaskView) -> list[int]:
    directory = play.world.directory
    found = []
    for holder in task.holders:
        if holder.person is not None:
            found.append(holder.person)
        else:
            rows = directory.by_post.get((holder.post or "", holder.unit or ""), ())
            found += [row.person for row in rows if directory.people[row.person].active]
    return found


def holder_of(play: Play, task: TaskView) -> int:
    people = _people(play, task)
    if not people:
        raise Unnamed("scenario_nobody_holds", f"{task.state}.{task.key}")
    if task.claimed_by is not None:
        return task.claimed_by
    return next((person for person in people if person != play.view.applicant), people[0])
