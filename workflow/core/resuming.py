"""Going on after the questions that the engine asked itself: a reconfirmation, or too many rounds."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.definition import Outcome, State
from workflow.core.entering import ask_stale, enter, settle
from workflow.core.errors import BadDefinition
from workflow.core.leaving import go_forward
from workflow.core.machine import fire
from workflow.core.turn import Turn


def after_reconfirm(turn: Turn, state: State, outcome: Outcome) -> None:
    """Agreed by all: the state opens what it had waited with. Returned: back to where the text was last edited."""
    if outcome.completes:
        if not turn.open_tasks():
            _open_own(turn, state)
        return
    edited = _last_edited(turn, state)
    turn.close_open_tasks("returned")
    turn.facts["returned_to"] = edited
    enter(turn, edited, forward=False, notice="returned")


def after_unblock(turn: Turn, state: State, outcome: Outcome) -> None:
    if outcome.completes:
        visits = turn.visits[state.name]
        turn.visits[state.name] = replace(visits, allowed=visits.allowed + 1)
        if not (_came_forward(turn, state) and ask_stale(turn, state)):
            _open_own(turn, state)
        return
    if state.visits is None:
        raise BadDefinition(f"{state.name} has no visit bound")
    go_forward(turn, fire(turn.process, state.name, "end", state.visits.end))


def _last_edited(turn: Turn, state: State) -> str:
    """The form visited last among those that do not lie ahead: from one ahead, what lies between would be skipped."""
    behind = (n for n in reversed(turn.path[:-1]) if n == state.name or state.name in turn.process.ahead[n])
    return next(n for n in behind if turn.definition.states[n].type == "edit")


def _came_forward(turn: Turn, state: State) -> bool:
    return len(turn.path) > 1 and state.name in turn.process.ahead[turn.path[-2]]


def _open_own(turn: Turn, state: State) -> None:
    target = settle(turn, state)
    if target is not None:
        go_forward(turn, target)
