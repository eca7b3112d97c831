"""What a decision may look at: the case as it stands, and the command that somebody gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from workflow.core.course import STRAIGHT, Course
from workflow.core.guests import Guest
from workflow.core.kinship import Awaited, Child

CLOCK = 0
"""The person id under which deadlines act; no row of people ever has it."""

TaskKind = Literal["decide", "edit", "reconfirm", "opinion", "unblock"]
Position = Literal["info", "delegate", "before", "later", "after", "beside", "unit", "extension"]
"""As what somebody is asked beside the slots; `later` waits for the answer that `after` comes behind."""
DocumentStanding = Literal["", "held", "issued", "not_issued"]
"""Of a letter: whether it went out (發), waits (緩發) or never will (不發); empty while nobody has said."""
Capacity = Literal["own", "deputy", "acting_for", "acting", "delegated", "clock", "partner"]
"""代 deputy; 代行 acting_for a head who is away; 代理 acting in a vacant post; 代為決行 delegated by authority; partner
by a link."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds `post` at `unit`, or one `person`."""

    post: str | None = None
    unit: str | None = None
    person: int | None = None

    def principal(self) -> str:
        """The key under which inboxes find this holder's tasks: `post@unit` or `#person`."""
        return f"#{self.person}" if self.person is not None else f"{self.post}@{self.unit}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Why there is a task that no slot declares: out of which task (`parent`, its seq), as what, and who asked under
    which post. `text` is what he wrote.

    `rung` and `due_at` are kept of the parent while its clock stands still: the timer that was armed, and the day.
    """

    parent: int
    position: Position
    by: int
    on_behalf_of: int | None = None
    post: str | None = None
    unit: str | None = None
    text: str | None = None
    rung: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskView:
    """`seq` is dense per case; `key` names the slot; `rung` is the last fired rung of its ladder."""

    seq: int
    visit: int
    state: str
    key: str
    branch: str
    kind: TaskKind
    holders: tuple[Holder, ...]
    opened_at: datetime
    due_at: datetime | None = None
    claimed_by: int | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    cause: str | None = None
    about: int | None = None
    """For `reconfirm`: the seq of the decision that is asked again."""
    asked: Asked | None = None
    """Set for tasks that no slot declares."""
    course: Course = STRAIGHT

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def answerers(self) -> tuple[Holder, ...]:
        """Who may answer: the holders without the desk that only records what they signed on paper."""
        if self.course.desk is None:
            return self.holders
        return tuple(holder for holder in self.holders if holder.principal() != self.course.desk)

    @property
    def parent(self) -> int | None:
        return self.asked.parent if self.asked is not None else None

    @property
    def position(self) -> Position | None:
        return self.asked.position if self.asked is not None else None


SIGNED: Final = "_signed"
"""Stands among what an answer was given with; no field can have this name."""
RECORD: Final = "_paper"
"""The same for an answer from paper: who recorded it, on which day it was signed, the digest of the scan."""


RETROACTIVE_ON: Final = "retroactive_on"
RETROACTIVE_BY: Final = "retroactive_by"
"""When and by whom it was consented before it was recorded (補簽), among what an answer was given with."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """`scope` is the hash of what was approved, over `binds`; `carried` rows count an earlier decision again.

    `late`: it was taken in the time of grace, so many working days after the deadline.
    """

    seq: int
    task: int
    state: str
    visit: int
    key: str
    outcome: str
    actor: int
    at: datetime
    capacity: Capacity = "own"
    on_behalf_of: int | None = None
    post: str | None = None
    unit: str | None = None
    binds: tuple[str, ...] = ()
    scope: str = ""
    status: Literal["live", "void", "carried"] = "live"
    void_reason: str | None = None
    opinion: str | None = None
    input: Mapping[str, object] = field(default_factory=dict)
    late: int | None = None

    @property
    def signed(self) -> str:
        """How it was signed: `password`, `confirmed` (in the demo), `paper`, or empty."""
        return str(self.input.get(SIGNED, ""))

    @property
    def retroactive(self) -> date | None:
        """The day of the consent that was recorded afterwards; None for an answer given at its time."""
        value = self.input.get(RETROACTIVE_ON)
        return value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) else None

    @property
    def consented(self) -> str | None:
        """Who had consented by word of mouth then."""
        value = self.input.get(RETROACTIVE_BY)
        return None if value is None else str(value)

    @property
    def recorded(self) -> Mapping[str, Any] | None:
        """What was recorded of an answer on paper: `by`, `on` (ISO) and `scan`; None for what was answered here."""
        kept = self.input.get(RECORD)
        return kept if isinstance(kept, Mapping) else None

    @property
    def recorded_by(self) -> int | None:
        return self.recorded["by"] if self.recorded is not None else None


@dataclass(frozen=True, slots=True)
class TimerView:
    """`rule` is unique per task: a rung key, `timeout`, `until` or `case_due`."""

    seq: int
    rule: str
    due_at: datetime
    task: int | None
    visit: int


@dataclass(frozen=True, slots=True)
class FileView:
    """One version of a document: `sha256` of its bytes, `size` in bytes.

    Of a rendered one `sha256` is the digest of its frozen input, and `drawn` that of the bytes once there are some.
    """

    name: str
    version: int
    sha256: str
    size: int
    filename: str
    media_type: str
    drawn: str = ""
    standing: DocumentStanding = ""


@dataclass(frozen=True, slots=True)
class StateVisits:
    """How often a state was entered (by going, not by take-back), and the last moments.

    `voters` are the keys of those who had a vote when it was entered last.
    """

    count: int = 0
    allowed: int = 0
    entered: datetime | None = None
    decided: datetime | None = None
    voters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Informed:
    """One person, or whoever holds a post, was told of the case (知會); `noted` are those who noted it (閱)."""

    holder: Holder
    by: int
    at: datetime
    noted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """`path` holds the states in the order of their visits; `direct` is where a direct resume leads to.

    `speed` is the class that somebody chose for this case, None: that of the definition. `awaited` is None for a case
    that nobody waits for.
    """

    id: int
    process: str
    definition: str
    state: str
    applicant: int
    applicant_post: str
    applicant_unit: str
    number: str | None = None
    authority: str | None = None
    visit: int = 0
    version: int = 0
    data: Mapping[str, object] = field(default_factory=dict)
    documents: Mapping[str, FileView] = field(default_factory=dict)
    salts: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, StateVisits] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    direct: str | None = None
    stopped_days: int = 0
    started_at: datetime | None = None
    due_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    head: str = ""
    speed: str | None = None
    informed: tuple[Informed, ...] = ()
    awaited: Awaited | None = None
    children: tuple[Child, ...] = ()
    tasks_opened: int = 0
    decisions_made: int = 0
    timers_set: int = 0
    tasks: tuple[TaskView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    timers: tuple[TimerView, ...] = ()


def nth_visit(case: CaseView, visit: int) -> int:
    """Which visit of its state the `visit`-th visit of the case is, from 1; what people call a round."""
    return case.path[:visit].count(case.path[visit - 1]) if 0 < visit <= len(case.path) else visit


@dataclass(frozen=True, slots=True)
class Batch:
    """Cases that are decided all or none: each of their entries has the same `key` and says how many they are."""

    key: str
    size: int


@dataclass(frozen=True, slots=True)
class Command:
    """An action, who gives it, and what they saw. `timer` is set when the clock acts, `guest` when
    somebody outside does.

    `files` are documents already stored by their digest. `nonce` makes a repeat harmless.
    """

    action: str
    actor: int
    task: int | None = None
    input: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, FileView] = field(default_factory=dict)
    saw: str | None = None
    nonce: str | None = None
    timer: int | None = None
    door: Literal["web", "api", "command", "clock", "import", "link", "admin", "together"] = "command"
    signed: Literal["", "password", "confirmed"] = ""
    batch: Batch | None = None
    guest: Guest | None = None
