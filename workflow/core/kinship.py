"""What a case remembers of the cases it began and waits for, and of the one that waits for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Child:
    """A case that this one waits for, or waited for: begun in `visit`, for a row of a table if there is one (from 1).

    `seq` is dense per case. `outcome` is known once it has ended. `called_off`: it was told to end.
    """

    seq: int
    visit: int
    process: str
    row: int | None = None
    outcome: str | None = None
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """The case that is to hear of the end of this one, and as which of its children; `depth` of such cases above."""

    case: int
    child: int
    depth: int
