"""The stack of a delegation: out of which tasks a matter was delegated, and who has had it."""

from __future__ import annotations

from workflow.core.case import TaskView
from workflow.core.resolving import present
from workflow.core.turn import Turn


def frames(turn: Turn, task: TaskView) -> list[TaskView]:
    """The delegations that lead to this task, its own first."""
    found = []
    while task.asked is not None and task.position == "delegate":
        found.append(task)
        task = turn.tasks[task.asked.parent]
    return found


def in_stack(turn: Turn, task: TaskView) -> set[int]:
    """Everybody who delegated this matter or has it."""
    people: set[int | None] = set()
    for frame in frames(turn, task):
        if frame.asked is not None:
            people |= {frame.asked.by, frame.asked.on_behalf_of}
        for holder in frame.holders:
            people |= set(present(turn.world.directory, holder, turn.today))
    return {person for person in people if person is not None}
