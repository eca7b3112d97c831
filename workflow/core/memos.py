"""What a memorandum for decision (簽呈) of a case says: frozen values, so that whoever draws it looks nothing up.

Names and labels are Chinese already, because official papers are; codes stay codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflow.core.case import Capacity


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature. `place` is the unit asked or the step; `late` says that it fits what the case holds no more.

    `answer` is what the handler answered to an opinion; `further` what the form of the outcome asked for.
    """

    place: str
    post: str | None
    name: str
    capacity: Capacity
    on_behalf_of: str | None
    outcome: str
    opinion: str | None
    at: datetime
    late: bool = False
    answer: str | None = None
    further: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value: a text, number, date, truth, tuple of texts, tuple of facts (a group) or a Grid."""

    label: str
    value: object


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table; a cell is what the value of a fact is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An uploaded file; `sha256` in full."""

    label: str
    filename: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the history. `by` is None for the clock; `label` is what the definition calls the action."""

    seq: int
    at: datetime
    by: str | None
    action: str
    label: str | None
    step: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Memo:
    """`unit` wrote it on `written_on`; `decider` is the post that decides; `final` is its decision, once there is one.

    `signatures` are the steps up to the decision and `later` those after it, both in the order of time.
    `whole` is False when the reader may not see all that the case holds.
    """

    number: str
    process: str
    title: str
    unit: str
    written_on: date
    speed: str
    keep: str
    applicant: str
    state: str
    outcome: str | None
    closed_at: datetime | None
    version: int
    head: str
    subject: str | None
    explanation: str | None
    proposal: str | None
    enclosures: tuple[Enclosure, ...]
    opinions: tuple[Signed, ...]
    signatures: tuple[Signed, ...]
    later: tuple[Signed, ...]
    decider: str | None
    final: Signed | None
    facts: tuple[Fact, ...]
    history: tuple[Happening, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """By what a printed memorandum is checked: the code, the address of the page for it, and the key that signs."""

    code: str
    address: str
    key_fingerprint: str
    made_at: datetime
