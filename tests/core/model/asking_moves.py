"""Random commands about people who are asked beside the slots."""

from __future__ import annotations

from tests.core.model.asking import AskingModel
from tests.core.model.asking_verdicts import KNOWN
from tests.core.model.people import Refusal, Row
from tests.core.model.reopening import ReopeningModel
from tests.core.model.verdicts import Move
from workflow.core.further import ASKING

PEOPLE = ("staff", "officer", "officer.2", "chair", "dean", "lawyer", "accountant", "office_head", "president")
OFTEN = {"add_signer": 6, "add_unit": 4, "reject": 1, "stop": 1, "discard": 1, "declined": 1, "end": 1, "approve": 9,
         "submit": 9, "agree": 6}  # fmt: skip


def somebody(model: AskingModel, number: int) -> str:
    """Anybody, but often the applicant or whoever acted last."""
    acted = [str(row["actor"]) for row in model.decisions]
    people = (*PEOPLE, model.applicant, *acted, *acted[-1:] * 4)
    found = people[number % len(people)]
    return model.applicant if found == "clock" else found


def asking_move(model: AskingModel, first: int, second: int, third: int) -> Move | None:
    """Somebody who may ask asks anybody; sometimes somebody who may not."""
    able = [
        (t, p, a) for t in model.open for a in model.further(t) if a in ASKING for p in PEOPLE if _stands(model, p, t)
    ]
    able = [way for way in able for _ in range(OFTEN.get(way[2], 1))]
    if not able:
        return None
    task, person, action = able[first % len(able)]
    who = ("office", "college", "dept", "moon")[second % 4] if action == "add_unit" else (*KNOWN, "moon")[second % 14]
    person = somebody(model, second) if third % 9 == 8 else person
    move = Move(person, action, task["n"], who=who, position=("before", "after", "beside")[third % 3])
    move.flaw = (None, None, None, None, "no_reason", "unknown")[third % 6]
    move.stale = third % 17 == 16
    return move


def recalling_move(model: AskingModel, first: int, second: int, third: int) -> Move | None:
    """Somebody takes back what was asked in this visit; sometimes what is answered, sometimes another's."""
    known = [row for row in model.rows.values() if row["asked"] and row["visit"] == model.visit]
    if not known:
        return None
    task = known[first % len(known)]
    fits = "take_back" if model.position(task) in {"info", "delegate"} else "remove_signer"
    able = [p for p in PEOPLE if _stands(model, p, model.rows[task["asked"]["parent"]])] or list(PEOPLE)
    person = able[second % len(able)] if third % 5 else somebody(model, second)
    action = (fits, fits, "undo", "remove_signer")[third % 4]
    return Move(person, action, task["n"], flaw=(None, None, None, "no_reason", "unknown")[second % 5])


def _stands(model: AskingModel, person: str, task: Row) -> bool:
    try:
        model.standing(person, task)
    except Refusal:
        return False
    return True


def reopening_move(model: ReopeningModel, first: int, second: int, third: int) -> Move | None:
    """An answer that was carried is given anew, mostly by whoever gave it; None where there is none."""
    rows = model.carried_here()
    if not rows:
        return None
    row = rows[first % len(rows)]
    person = somebody(model, second) if third % 4 == 0 else row["actor"]
    named = row["task"] if second % 3 else None
    return Move(person, "reopen", named, flaw=(None, None, "no_reason", "unknown")[third % 4])
