"""Random commands of those that govern a task: often by somebody who may, often with what can be chosen."""

from __future__ import annotations

from datetime import timedelta

from tests.core.model.asking_moves import PEOPLE, reopening_move, somebody
from tests.core.model.governing import ASIDES, OWNER, POOL
from tests.core.model.people import Row
from tests.core.model.reopening import ReopeningModel as Model
from tests.core.model.verdicts import Move
from workflow.core.calendar import TAIPEI
from workflow.core.playing import Play

WHOLE = frozenset({"remind", "acknowledge"})


def beside_move(model: Model, play: Play, dice: tuple[int, int, int, int]) -> Move | None:
    """Something beside answering, or an answer that was carried is given anew."""
    kind, first, second, third = dice
    if kind == 23:
        return reopening_move(model, first, second, third)
    return governing_move(model, play, (first, second, third))


def governing_move(model: Model, play: Play, dice: tuple[int, int, int]) -> Move | None:
    """None where no day can be chosen: lateness and the days that are left are not asked about here."""
    first, second, third = dice
    action = ASIDES[first % len(ASIDES)]
    task = model.open[second % len(model.open)] if model.open and third % 5 else None
    people = [OWNER, *([p for entry in task["holders"] for p in entry] if task else [])]
    person = people[third % len(people)] if first % 4 else somebody(model, second)
    move = Move(person, action, None if action in WHOLE or task is None else task["n"])
    move.flaw = (None, None, None, None, "no_reason", "unknown")[(first + third) % 6]
    move.choice = _choosable(model, play, move, third)
    return None if action == "hold" and "until" not in move.choice else move


def _choosable(model: Model, play: Play, move: Move, number: int) -> Row:
    if move.action in {"transfer", "reassign", "inform"}:
        return {"who": (*POOL, *PEOPLE)[number % (len(POOL) + len(PEOPLE))]}
    if move.action == "change_speed":
        return {"speed": ("urgent", "ordinary", "most_urgent")[number % 3]}
    if move.action != "hold":
        return {}
    known = next((t for t in play.view.tasks if t.seq == move.task and t.open), None)
    in_time = known is not None and (known.due_at is None or known.due_at > model.now)
    if not in_time or known is None or known.course.held_days:
        return {}
    return {"until": (model.now.astimezone(TAIPEI).date() + timedelta(days=1 + number % 4)).isoformat()}
