"""How a task runs, beside being answered: who handed it on, how long it was held, how far its due date was moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Course:
    """While the task is on hold, `held_from`, `held_until` and what it was due at (`held_due`) are set, and the task
    itself has no due moment. `held_days` are the working days by which holds moved the due date.

    `extended` is what extensions added, in the unit of the definition, in `extensions` grants; `asked` is one that
    waits for an answer, `owed` one that was granted while the clock stood still. `spent` are rungs that fired before
    the due date was moved. `fixed`: the due date is not the one that would be counted now, and stays what it is.
    `paper` says where the paper is on which it is signed, `desk` which holder (`post@unit`) was added to record that.
    """

    handed_by: int | None = None
    held_from: datetime | None = None
    held_until: datetime | None = None
    held_due: datetime | None = None
    held_days: int = 0
    extensions: int = 0
    extended: int = 0
    asked: int = 0
    owed: int = 0
    spent: tuple[str, ...] = ()
    urged_at: datetime | None = None
    fixed: bool = False
    paper: str | None = None
    desk: str | None = None

    @property
    def taken_up(self) -> bool:
        """Whether somebody has dealt with the task, though it is not answered."""
        return self.handed_by is not None or self.held_from is not None or bool(self.held_days or self.extensions)


STRAIGHT = Course()
"""Nothing was done to it."""
