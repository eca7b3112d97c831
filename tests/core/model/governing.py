"""What the model says of what is done beside answering: handing on, dealing out, holding, urging, telling."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from tests.core.model.alone import Alone
from tests.core.model.people import HOLDERS, Refusal, Row
from tests.core.model.reopening import ReopeningModel as Model
from workflow.core.calendar import TAIPEI

LEVELS = {"president": 1, "dean": 2, "office_head": 2, "chair": 3, "lawyer": 3, "accountant": 3, "officer": 4,
          "officer.2": 4, "staff": 4}  # fmt: skip
UNITS = {"president": "school", "dean": "college", "chair": "dept", "staff": "dept"}
POOL = HOLDERS["officer"]
OWNER = "office_head"
ASIDES = ("transfer", "reassign", "hold", "resume", "remind", "inform", "acknowledge", "change_speed")


def unit(login: str) -> str:
    return UNITS.get(login, "office")


def open_case(model: Model) -> None:
    if model.outcome is not None:
        raise Refusal("case_closed")


def of_slot(task: Row) -> bool:
    return task["kind"] != "unblock" and not task["about"] and not task["asked"]


def stands(model: Model, person: str, task: Row) -> bool:
    try:
        model.standing(person, task)
    except Refusal:
        return False
    return True


def named(model: Model, move: Any, asked: list[Row], mine: list[Row]) -> Row:
    """The task that the move names, else the only one of the actor's among those that are asked for."""
    if move.task is not None:
        found = [t for t in model.open if t["n"] == move.task]
        if not found:
            raise Refusal("task_closed")
        return found[0]
    if not asked:
        raise Refusal("not_in_this_state")
    if len(mine) > 1:
        raise Refusal("which_task")
    return (mine or asked)[0]


def further(model: Model, task: Row, action: str) -> bool:
    framed = model.position(task) == "delegate" and action == "transfer"
    return (of_slot(task) or framed) and action in model.further(task)


def held_task(model: Model, move: Any) -> Row:
    open_case(model)
    asked = [t for t in model.open if further(model, t, move.action)]
    task = named(model, move, asked, [t for t in asked if stands(model, move.person, t)])
    if not further(model, task, move.action):
        raise Refusal("not_in_this_state")
    model.standing(move.person, task)
    return task


def place_of(model: Model, task: Row, right: tuple[str, str | None]) -> tuple[str, ...]:
    """The entry of the holders by which the right is had."""
    person = right[1] or right[0]
    return next(people for people in task["holders"] if person in people)


def takers(model: Model, task: Row, right: tuple[str, str | None]) -> set[str]:
    place, state = place_of(model, task, right), model.asked_state(task)
    if task["asked"]:
        out = model.conflict(state) | {model.applicant} | model.in_stack(task) | {right[0]}
        return beside(place, out)
    if model.slot_of(task).actor == "applicant" or (state.type == "approve" and len(state.branches) > 1):
        return set()
    out = model.conflict(state) | model.earlier(state) | {right[0], right[1]}
    return beside(place, out)


def beside(place: tuple[str, ...], out: set[str | None]) -> set[str]:
    """Those of the same unit whose post is not below."""
    here, level = unit(place[0]), LEVELS[place[0]]
    return {login for login, own in LEVELS.items() if unit(login) == here and own <= level and login not in out}


def transfer(model: Model, move: Any) -> None:
    task = held_task(model, move)
    right = model.standing(move.person, task)
    able = takers(model, task, right)
    if not able:
        raise Refusal("nobody_to_take")
    check(move, reason=True, who=move.choice.get("who") in able)
    place, taker = place_of(model, task, right), Alone((move.choice["who"],))
    holders: list[tuple[str, ...]] = []
    for people in task["holders"]:
        given = taker if people == place and isinstance(people, Alone) == isinstance(place, Alone) else people
        if not (isinstance(given, Alone) and any(isinstance(p, Alone) and p == given for p in holders)):
            holders.append(given)
    task |= {"holders": holders, "claimed": None, "touched": True}
    if task["asked"]:
        task["asked"] = {**task["asked"], "who": move.choice["who"]}


def desk(model: Model, task: Row) -> tuple[str, ...]:
    return model.above(POOL, model.conflict(model.asked_state(task)))


def deals_out(model: Model, person: str, task: Row) -> bool:
    return bool(model.rights(person, {**task, "holders": [desk(model, task)]}))


def reassign(model: Model, move: Any) -> None:
    open_case(model)
    asked = [t for t in model.open if t["kind"] != "unblock" and not t["asked"]]
    pools = [t for t in asked if model.slot_of(t).actor == "officer"]
    task = named(model, move, pools, [t for t in pools if deals_out(model, move.person, t)])
    if task not in pools:
        raise Refusal("not_in_this_state")
    conflict, state = model.conflict(model.asked_state(task)), model.asked_state(task)
    rights = model.rights(move.person, {**task, "holders": [desk(model, task)]})
    if not rights:
        raise Refusal("not_yours")
    if all(conflict & set(right) for right in rights):
        raise Refusal("self_approval")
    able = set(POOL) - conflict - model.earlier(state) - {model.claimer(task)}
    if not able:
        raise Refusal("nobody_to_take")
    check(move, reason=False, who=move.choice.get("who") in able)
    task |= {"holders": [POOL], "claimed": move.choice["who"], "touched": True}


def holdable(model: Model, move: Any) -> Row:
    open_case(model)
    asked = [t for t in model.open if of_slot(t) and model.d.states[t["state"]].hold]
    task = named(model, move, asked, [t for t in asked if stands(model, move.person, t)])
    if task not in asked:
        raise Refusal("not_in_this_state")
    if not is_owner(model, move.person):
        model.standing(move.person, task)
    return task


def is_owner(model: Model, person: str) -> bool:
    return person == OWNER or (person, OWNER) in model.deputies


def hold(model: Model, move: Any) -> None:
    """Only moves with a day that can be chosen are made, so that lateness and days left are not asked about here."""
    task = holdable(model, move)
    if task.get("held"):
        raise Refusal("on_hold")
    if model.is_waiting(task):
        raise Refusal("waiting_for")
    check(move, reason=True, who=True)
    task |= {"held": True, "touched": True}


def resume(model: Model, move: Any) -> None:
    task = holdable(model, move)
    if not task.get("held"):
        raise Refusal("not_on_hold")
    check(move, reason=False, who=True)
    wake(task)


def wake(task: Row) -> None:
    task["held"] = False


def remind(model: Model, move: Any) -> None:
    open_case(model)
    if model.d.urging is None:
        raise Refusal("not_in_this_state")
    if move.person != model.applicant and not is_owner(model, move.person):
        raise Refusal("not_yours")
    able = [t for t in model.open if not t.get("held") and not model.is_waiting(t)]
    waiting = [t for t in able if not stands(model, move.person, t)]
    if not waiting:
        raise Refusal("nobody_to_urge")
    ready = [t for t in waiting if t.get("again", model.now) <= model.now]
    if not ready:
        raise Refusal("urged_already")
    check(move, reason=False, who=True)
    for task in ready:
        task["again"] = next_working_day(model.now)


def next_working_day(moment: datetime) -> datetime:
    day = moment.astimezone(TAIPEI).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(0), TAIPEI)


def inform(model: Model, move: Any) -> None:
    held_task(model, move)
    check(move, reason=False, who=move.choice.get("who") not in {None, *model.informed})
    model.informed[move.choice["who"]] = False


def acknowledge(model: Model, move: Any) -> None:
    if move.person not in model.informed:
        raise Refusal("not_informed")
    if model.informed[move.person]:
        raise Refusal("noted_already")
    check(move, reason=False, who=True)
    model.informed[move.person] = True


def change_speed(model: Model, move: Any) -> None:
    held_task(model, move)
    check(move, reason=True, who=move.choice.get("speed") not in {None, model.speed})
    model.speed = move.choice["speed"]


def check(move: Any, *, reason: bool, who: bool) -> None:
    """What is written with the move; a stale one is refused before."""
    if move.stale:
        raise Refusal("stale")
    if move.flaw == "unknown" or (reason and move.flaw == "no_reason") or not who:
        raise Refusal("invalid")
