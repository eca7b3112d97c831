"""A state ends before its time: what is still asked in it is not needed any more."""

from __future__ import annotations

from typing import Final

from workflow.core.early import ANEW, closes
from workflow.core.entering import needed_branches
from workflow.core.leaving import leave
from workflow.core.signing import is_held
from workflow.core.turn import Turn

BY_ENGINE: Final = frozenset({"reconfirm", "unblock"})


def close_early(turn: Turn) -> None:
    """After a command: leave the state if its condition holds now and nobody beside it has still to answer."""
    state = turn.standing_in
    if state.closes is None or turn.closed_at is not None or turn.command.action in ANEW:
        return
    if any(task.kind in BY_ENGINE for task in turn.open_tasks()):
        return
    outcome = closes(turn, state, needed_branches(turn, state))
    if outcome is not None and not is_held(turn, state, outcome):
        turn.note("closed_early", state=state.name, outcome=outcome)
        leave(turn, outcome)
