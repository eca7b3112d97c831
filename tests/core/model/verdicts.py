"""What the model says of a command: `ok` and what follows from it, or the code that refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from tests.core.model import governing
from tests.core.model.alone import Alone
from tests.core.model.asking_verdicts import ask, recall
from tests.core.model.people import Refusal, Row
from tests.core.model.reopening import ReopeningModel as Model
from workflow.core.calendar import TAIPEI

LAST_SECOND = time(23, 59, 59)
NEEDS_REASON = {"return", "reject", "stop", "declined", "end", "withdraw", "take_back", "comment", "answered"}


@dataclass
class Move:
    """A command in the model's words. `task` is the number of a task; `flaw` says what is wrong with its input."""

    person: str
    action: str
    task: int | None = None
    changes: Row = field(default_factory=dict)
    choice: Row = field(default_factory=dict)
    stale: bool = False
    flaw: str | None = None
    who: str | None = None
    position: str | None = None


def verdict(model: Model, move: Move) -> str:
    """`ok`, `invalid`, or the code of the refusal; the model has gone on when it is `ok`."""
    try:
        act = {"claim": _claim, "release": _release, "withdraw": _withdraw, "take_back": _take_back,
               "undo": _take_back, "comment": _comment, "reopen": _reopen,
               **{name: getattr(governing, name) for name in governing.ASIDES}}.get(move.action, _answer)  # fmt: skip
        aside = _aside(model, move)
        model.keep = "by_hash"
        (aside or act)(model, move)
        model.close_early(move.action)
    except Refusal as refusal:
        return str(refusal)
    return "ok"


def _aside(model: Model, move: Move) -> Callable[[Model, Move], None] | None:
    """How a command about somebody beside the slots is judged; None for all others."""
    if move.action in {"request_info", "delegate", "add_signer", "add_unit"}:
        return lambda model, move: ask(model, vars(move), _open_task(model, move))
    row = model.rows.get(move.task or 0)
    known = row is not None and row["asked"] and row["visit"] == model.visit
    if move.action == "remove_signer" or (move.action in {"take_back", "undo"} and known):
        return lambda model, move: recall(model, vars(move), _open_task(model, move))
    return None


def _open_task(model: Model, move: Move) -> Row | None:
    return next((task for task in model.open if task["n"] == move.task), None)


def _check(move: Move) -> None:
    if move.stale:
        raise Refusal("stale")
    if move.flaw == "unknown" or (move.flaw == "no_reason" and move.action in NEEDS_REASON):
        raise Refusal("invalid")


def _open(model: Model) -> None:
    if model.outcome is not None:
        raise Refusal("case_closed")


def _may(model: Model, person: str, task: Row) -> bool:
    try:
        model.standing(person, task)
    except Refusal:
        return False
    return True


def _answer(model: Model, move: Move) -> None:
    _open(model)
    task = _named(model, move)
    right = model.standing(move.person, task)
    if model.is_waiting(task):
        raise Refusal("waiting_for")
    if model.too_early(task):
        raise Refusal("too_early")
    _check(move)
    if move.flaw == "no_reason" and move.action == "disagree" and model.position(task) not in {None, "unit"}:
        raise Refusal("invalid")
    model.answer(task, move.action, right, move.changes, move.choice)


def _named(model: Model, move: Move) -> Row:
    if move.task is not None:
        task = next((t for t in model.open if t["n"] == move.task), None)
        if task is None:
            raise Refusal("task_closed")
        if move.action not in model.outcomes(task):
            raise Refusal("not_in_this_state")
        return task
    asking = [t for t in model.open if move.action in model.outcomes(t)]
    if not asking:
        raise Refusal("not_in_this_state")
    mine = [t for t in asking if _may(model, move.person, t)]
    if len(mine) > 1:
        raise Refusal("which_task")
    return (mine or asking)[0]


def _pool_task(model: Model, move: Move) -> Row:
    _open(model)
    shared = [t for t in model.open if t["kind"] != "unblock" and not t["asked"]]
    shared = [t for t in shared if not all(isinstance(people, Alone) for people in t["holders"])]
    pools = [t for t in shared if model.slot_of(t).actor == "officer"]
    found = [t for t in pools if move.task in {None, t["n"]}]
    if not found:
        raise Refusal("not_in_this_state")
    mine = [t for t in found if model.rights(move.person, t)]
    if len(mine) != 1:
        raise Refusal("which_task" if mine else "not_yours")
    return mine[0]


def _claim(model: Model, move: Move) -> None:
    task = _pool_task(model, move)
    if task["claimed"] == move.person:
        raise Refusal("already_claimed")
    if model.claimer(task) is not None:
        raise Refusal("claimed")
    model.unbarred(model.rights(move.person, task), task)
    task["claimed"] = move.person


def _release(model: Model, move: Move) -> None:
    task = _pool_task(model, move)
    if task["claimed"] != move.person:
        raise Refusal("not_claimed")
    task["claimed"] = None


def _comment(model: Model, move: Move) -> None:
    """Whoever decided, asked or holds an open task may."""
    took_part = {model.applicant} | {d["actor"] for d in model.decisions} | {d["behalf"] for d in model.decisions}
    if move.person not in took_part and not any(model.rights(move.person, t) for t in model.open):
        raise Refusal("not_yours")
    _check(move)


def _withdraw(model: Model, move: Move) -> None:
    _open(model)
    rule = model.d.withdraw
    if rule is None:
        raise Refusal("not_in_this_state")
    if move.person != model.applicant:
        raise Refusal("not_yours")
    if rule.before in model.path:
        raise Refusal("too_late")
    _check(move)
    model.withdraw(rule.to)


def _take_back(model: Model, move: Move) -> None:
    _open(model)
    given = [d for d in model.decisions if not d.get("carried")]
    last = given[-1] if given else None
    if last is None or last["status"] == "void" or last["actor"] != move.person:
        raise Refusal("not_yours")
    following = [t for t in model.open if t["opened"] >= last["at"]]
    beside = last["key"].startswith("+")
    asked_by_engine = (beside and last["visit"] != model.visit) or last.get("reconfirmed") or last["key"] == "unblock"
    if asked_by_engine or (last["visit"] != model.visit and (not following or model.is_lost_behind(last))):
        raise Refusal("nothing_to_take_back")
    taken_up = any(t.get("touched") for t in following) or any(
        t["claimed"] is not None and not _given_back(model, t) for t in following
    )
    parent = model.rows[last["task"]]["asked"]["parent"] if beside else None
    taken_up = taken_up or model.decides_again(last)
    if taken_up or any(model.asked_since(n, last) for n in (*(t["n"] for t in following), parent) if n):
        raise Refusal("already_taken_up")
    if move.action == "undo" and model.now > last["at"] + timedelta(seconds=60):
        raise Refusal("too_late")
    if move.action == "take_back" and (model.d.take_back is None or model.now > _fifth_day(last["at"])):
        raise Refusal("too_late")
    _check(move)
    model.take_back(last)


def _reopen(model: Model, move: Move) -> None:
    """Whoever gave an answer that counts again, or in whose name it was given, may give it anew while he holds it."""
    _open(model)
    found = [d for d in model.carried_here() if move.task in {None, d["task"]}]
    if not found:
        raise Refusal("not_in_this_state")
    mine = [d for d in found if move.person in (d["actor"], d["behalf"])]
    if len(mine) != 1:
        raise Refusal("which_task" if mine else "not_yours")
    state, slot = model.d.states[model.state], model.slot_of({**mine[0], "about": None})
    rights = model.rights(move.person, {"holders": [model.asked(slot.actor, state)]})
    conflict = model.conflict(state)
    free = [right for right in rights if not (conflict | model.earlier(state)) & set(right)]
    if not free:
        barred = rights and conflict & set(rights[0])
        raise Refusal("self_approval" if barred else "same_person_twice" if rights else "not_yours")
    if move.stale or move.flaw:
        raise Refusal("stale" if move.stale else "invalid")
    model.reopen(mine[0])


def _given_back(model: Model, task: Row) -> bool:
    """Claimed by nobody's act: the case went back to whoever knew it."""
    return (
        task["kind"] != "unblock"
        and not task["asked"]
        and task["about"] is None
        and task["claimed"] == model.familiar(model.slot_of(task))
    )


def _fifth_day(moment: datetime) -> datetime:
    day, left = moment.astimezone(TAIPEI).date(), 5
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return datetime.combine(day, LAST_SECOND, TAIPEI)


def fire(model: Model, rule: str, number: int | None) -> None:
    """A timer that was due."""
    model.keep = "by_hash"
    _fire(model, rule, number)
    model.close_early("fire")


def _fire(model: Model, rule: str, number: int | None) -> None:
    if rule == "until":
        model.elapse()
    task = next((t for t in model.open if t["n"] == number), None)
    if task is None:
        return
    slot = model.slot_of(task)
    if rule == "resume":
        governing.wake(task)
    elif rule == "timeout" and task["kind"] != "reconfirm":
        model.answer(task, slot.deadline.timeout, ("clock", None), {}, {})
    elif rule == "add":
        asked = model.asked_state(task)
        above = model.above(task["holders"][0], model.conflict(asked) | model.voices(asked))
        task["holders"] += [above] if above and above not in task["holders"] else []
    elif rule == "move":
        asked = model.asked_state(task)
        to = model.asked("head", asked)
        if not set(to) <= model.voices(asked):
            task["holders"], task["claimed"] = [to], None
