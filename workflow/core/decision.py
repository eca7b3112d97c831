"""The answer of the core: what shall be, as values that the store can write without thinking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from workflow.core.case import CaseView, DecisionView, FileView, TaskView, TimerView
from workflow.core.effects import EffectRule
from workflow.core.guests import Outside


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something the outside must get. `facts` are frozen codes and values; sentences are made when it is sent.

    A `recipient` below zero is whoever has the link of that number.
    """

    kind: str
    recipient: int
    facts: Mapping[str, object]
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Spawn:
    """A case of another process that follows from this step; `given` are values as they stand in a case, `sources` the
    paths in this one that they come from, `row` the row of a table for which it follows, from 1.

    `child` is its seq among those that this case waits for, None for one that nobody waits for.
    """

    process: str
    given: Mapping[str, object]
    sources: Mapping[str, str]
    row: int | None = None
    child: int | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Word to another case, which the clock carries there: `ended` to the one that waits, `call_off` to a child."""

    kind: Literal["ended", "call_off"]
    case: int | None = None
    child: int | None = None


@dataclass(frozen=True, slots=True)
class NewDocument:
    file: FileView
    by: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version of a rendered document whose input is fixed with this step; it is drawn afterwards.

    `content` None: it says what the version before says. `number` is the format of a number that it takes now; `code`
    is that by which anybody can ask whether it holds.
    """

    file: FileView
    layout: str
    code: str
    content: Mapping[str, object] | None
    number: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing has to be looked up for it."""
        return self.content is not None and self.number is None


@dataclass(frozen=True, slots=True)
class Step:
    """All that one accepted command changes. `before` and `after` differ in version by exactly one.

    `facts` become the history entry: no text of a person is in them, only commitments; `reason` is the text that
    was given, committed to under `reason_salt`.
    `unsays_since`: messages of steps from this moment on that are still unsent must not be sent any more.
    `touched` are open tasks whose holders or claim changed; `voided` maps decision seq to the reason.
    `operations` are to run inside the step's transaction; each may refuse the whole step.
    """

    before: CaseView
    after: CaseView
    actor: int
    at: datetime
    facts: Mapping[str, object]
    entry: bytes
    entry_hash: str
    reason: str | None = None
    reason_salt: str | None = None
    opened: tuple[TaskView, ...] = ()
    closed: tuple[TaskView, ...] = ()
    touched: tuple[TaskView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    voided: Mapping[int, str] = field(default_factory=dict)
    timers_set: tuple[TimerView, ...] = ()
    timers_settled: Mapping[int, str] = field(default_factory=dict)
    outgoing: tuple[Outgoing, ...] = ()
    operations: tuple[EffectRule, ...] = ()
    spawns: tuple[Spawn, ...] = ()
    signals: tuple[Signal, ...] = ()
    documents: tuple[NewDocument, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    takes_number: bool = False
    unsays_since: datetime | None = None
    outside: tuple[Outside, ...] = ()


@dataclass(frozen=True, slots=True)
class InputField:
    field: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One action as one person sees it: allowed, or refused with the codes that say why."""

    action: str
    task: int | None
    allowed: bool
    refusals: tuple[tuple[str, Mapping[str, object]], ...]
    saw: str
    input: tuple[InputField, ...]
