"""What a state does beside asking and leading on: the codes under `may`, how a question is put, which case follows.

And how a case goes back without anybody's consent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from workflow.core.durations import Duration
from workflow.core.expressions import Expression

GOVERNING: Final = ("transfer", "hold", "change_speed", "inform")
"""Further actions that ask nobody."""
ASKING: Final = ("request_info", "delegate", "add_signer", "add_unit")
"""Further actions by which a holder asks somebody else."""


NUMBER: Final = "number"
"""By this path the number of a case is given to the one that follows, unless a field has that name."""


@dataclass(frozen=True, slots=True)
class HoldRule:
    """`most`: so many working days in all, for one task."""

    most: Duration


@dataclass(frozen=True, slots=True)
class SpawnRule:
    """The case that follows when a case ends here: `process` is its key, `given` pairs a field of it with the dotted
    path of a field of this one. One for each row of the table `each`, whose columns are `row.…`.

    Of a duty that is left, `fixed` are values that its definition gives, and `due` the field that takes the last day,
    so long after the end.
    """

    process: str
    given: tuple[tuple[str, str], ...] = ()
    each: str | None = None
    fixed: tuple[tuple[str, str | int | bool], ...] = ()
    due: tuple[str, Duration] | None = None


@dataclass(frozen=True, slots=True)
class SubcaseRule:
    """The cases that a state has begin and waits for.

    `needed` of them must end as `counts` says, None: all. `settle` early: as soon as it is certain whether so many
    will. `collect` pairs a field of this case, or `row.…` of the row a case began for, with a field of that case.
    `on_leave`: what becomes of those still running when the state is left.
    """

    begins: SpawnRule
    needed: int | None = None
    counts: Literal["approved", "ended"] = "approved"
    settle: Literal["early", "all"] = "early"
    collect: tuple[tuple[str, str], ...] = ()
    on_leave: Literal["cancel", "keep"] = "cancel"


@dataclass(frozen=True, slots=True)
class MergeRule:
    """Who holds tasks of `by` may join a case to another in which the fields of `same` hold the same, until either has
    come to `before`; the joined one ends in `to`."""

    by: str
    same: tuple[str, ...]
    before: str
    to: str


@dataclass(frozen=True, slots=True)
class PaperRule:
    """`by` is the actor who records what was signed on paper, `scan` the document that shows it."""

    by: str
    scan: str


@dataclass(frozen=True, slots=True)
class Urging:
    """Applicant and owner may urge whoever has the case, for each task once in `every` working days."""

    every: Duration


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """Ends a state before its time: as soon as `when` holds it is left by `outcome`; None: as the votes stand then."""

    when: Expression
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class RetroactiveRule:
    """Consents may be recorded up to `within` after they were given by word of mouth, by these actors, or by all."""

    within: Duration
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeedChoice:
    """The classes of speed among which the applicant chooses on filing; those under `reasons` only with a reason."""

    codes: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InfoRule:
    """`clock` of the asker while he waits; None: it stands still only while the applicant is asked. `files` are the
    documents that whoever is asked may hand in."""

    clock: Literal["stopped", "running"] | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitBound:
    """How often a state may be entered before the owner is asked; `end` is where the owner may send the case."""

    max: int
    end: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """To the state `to`, as long as the case has not been in the state `before`."""

    before: str
    to: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    within: Duration
