"""What the model says of asking somebody, and of taking that back."""

from __future__ import annotations

from tests.core.model.asking import HEADS, AskingModel
from tests.core.model.people import Refusal, Row

POSITIONS = {"request_info": "info", "delegate": "delegate", "add_unit": "unit"}
TAKEN_BACK = {"info", "delegate"}
KNOWN = ("staff", "officer", "officer.2", "chair", "dean", "lawyer", "accountant", "office_head", "president",
         "dean@college", "officer@office", "lawyer@office", "president@school")  # fmt: skip


def ask(model: AskingModel, move: Row, task: Row | None) -> None:
    """`move` has person, action, who, position, stale, flaw. Raises Refusal, or the model has gone on."""
    action = move["action"]
    if model.outcome is not None:
        raise Refusal("case_closed")
    if task is None:
        raise Refusal("task_closed")
    if action not in model.further(task):
        raise Refusal("not_in_this_state")
    right = model.standing(move["person"], task)
    if model.is_waiting(task, "before" if action in {"add_signer", "add_unit"} else None):
        raise Refusal("waiting_for")
    if action == "delegate" and len(model.frames(task)) >= 3:
        raise Refusal("delegated_too_often")
    if move["stale"]:
        raise Refusal("stale")
    position = POSITIONS.get(action, move["position"])
    who = HEADS.get(move["who"]) if action == "add_unit" else move["who"] if move["who"] in KNOWN else None
    unsaid = move["flaw"] == "no_reason" and action == "request_info"
    if who is None or unsaid or move["flaw"] == "unknown" or not model.may_be_asked(task, position, who, right):
        raise Refusal("invalid")
    model.ask(task, position, who, right)


def recall(model: AskingModel, move: Row, task: Row | None) -> None:
    """Taking back what was asked; `task` None when it is closed."""
    if model.outcome is not None:
        raise Refusal("case_closed")
    if task is None:
        raise Refusal("task_closed")
    fits = "take_back" if model.position(task) in TAKEN_BACK else "remove_signer"
    if move["action"] not in {fits, "undo"}:
        raise Refusal("not_in_this_state")
    if not model.is_owner(move["person"]):
        model.standing(move["person"], model.rows[task["asked"]["parent"]])
    if move["action"] == "undo" and model.undone_too_late(task):
        raise Refusal("too_late")
    if move["stale"]:
        raise Refusal("stale")
    if move["flaw"] == "unknown" or (move["flaw"] == "no_reason" and move["action"] != "undo"):
        raise Refusal("invalid")
    model.recall(task)
