"""One published version of a process, compiled: frozen values that need nothing looked up elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workflow.core import further
from workflow.core.durations import Duration
from workflow.core.effects import EffectRule
from workflow.core.expressions import Expression
from workflow.core.extensions import ExtensionRule
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.guests import GuestRule
from workflow.core.presenting import Accepted, Checklist, Section, View
from workflow.core.text import Text
from workflow.core.timerules import TimeRule

StateType = Literal["edit", "approve", "parallel", "external", "wait", "subcase", "choice", "end"]
Resume = Literal["rewalk", "direct", "choose"]
Keep = Literal["by_hash", "none", "all"]
Level = Literal["", "password"]


@dataclass(frozen=True, slots=True)
class ActorRule:
    """Who is meant: the applicant, a post of a unit, a pool (a post whose holders claim), the decider by authority, or
    the person whom a field names.

    `of` is a unit id or a `data.…` path that holds one; the post is searched there and then upwards. Of a person it is
    the `data.…` path that holds the login. `desk` is a post of the same unit that may deal the tasks of a pool out, as
    the unit's head may.
    """

    name: str
    label: Text
    kind: Literal["applicant", "post", "pool", "authority", "person"]
    post: str | None = None
    of: str | None = None
    item: str | None = None
    keep_same: bool = False
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a holder may answer. `complete` outcomes carry the branch on, the others leave the state at once."""

    code: str
    label: Text
    completes: bool = True
    reason: bool = False
    input: tuple[FieldSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Neither `within` nor `until`: the definition says that there is none. No Deadline at all: it says nothing.

    `timeout` is the outcome that the clock gives; None: only the ladder goes on (`escalate_only`). `by_speed`: the
    case's class of speed says how long, `within` is that of the definition's class. Within `grace` after the deadline
    an answer is still taken, and said to be late; `extend` says how the deadline can be put off.
    """

    within: Duration | None = None
    until: TimeRule | None = None
    roll: Literal["none", "next_workday"] = "none"
    clock: Literal["running", "stopped"] = "running"
    timeout: str | None = None
    by_speed: bool = False
    grace: Duration | None = None
    extend: ExtensionRule | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: at a moment (`due+2wd`, `50%`) remind, notify, add or move.

    `who` is "holder" (reminders), "superior", or the name of an actor.
    """

    key: str
    at: TimeRule
    does: Literal["remind", "notify", "add", "move"]
    who: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One expected decision of a visit; `key` is unique within the state (`legal`, `head`, `legal.2`).
    `signature` says how whoever decides proves once more who they are, `guest` what somebody outside may do by a link.
    """

    key: str
    branch: str
    actor: str
    kind: Literal["decide", "edit", "opinion"]
    label: Text
    outcomes: tuple[Outcome, ...]
    binds: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    deadline: Deadline | None = None
    ladder: tuple[Rung, ...] = ()
    signature: Level = ""
    guest: GuestRule | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """Slots asked one after the other; the last answer is the branch's answer."""

    key: str
    label: Text
    slots: tuple[Slot, ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """How many branches must complete: all of them, any one, `count` of them, or `count` per cent of them.

    Under the last two each branch is a vote (trap D17). `veto` are actors whose vote against decides alone; fewer than
    `quorum` do not vote. `early`: asking stops when the result is certain. `each`: all of the pool have a vote.
    """

    rule: Literal["all", "any", "count", "percent"] = "all"
    count: int = 0
    veto: tuple[str, ...] = ()
    quorum: int = 0
    early: bool = True
    each: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """Where an outcome leads. Several `to` mean that the actor picks one; `back` edges count as typed returns."""

    outcome: str
    to: tuple[str, ...]
    back: bool = False
    resume: Resume = "rewalk"
    keep: Keep = "by_hash"


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a choice; `when` None is the else."""

    when: Expression | None
    to: str


@dataclass(frozen=True, slots=True)
class Requires:
    checklist: str | None = None
    documents: tuple[str, ...] = ()
    answer_each: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """`party` names whoever outside an external state waits for; `may` are further actions of those who hold a task;
    `hands_elsewhere`: also to whoever holds the same post in another unit. When the time of a wait is up, what is
    looked up through the fields `refresh` is read again. `signals`: of which other cases may tell.
    """

    name: str
    type: StateType
    label: Text
    branches: tuple[Branch, ...] = ()
    join: Join = Join()
    stop_at_first: bool = False
    leave_on: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
    arms: tuple[Arm, ...] = ()
    when: Expression | None = None
    pass_to: str | None = None
    until: TimeRule | None = None
    not_before: TimeRule | None = None
    deadline: Deadline | None = None
    visits: further.VisitBound | None = None
    requires: Requires = Requires()
    effects: tuple[EffectRule, ...] = ()
    self_approval: Literal["to_superior", "forbid", "allow"] = "to_superior"
    sees: tuple[str, ...] | None = None
    outcome: str | None = None
    help: Text | None = None
    party: Text | None = None
    may: tuple[str, ...] = ()
    info: further.InfoRule | None = None
    hold: further.HoldRule | None = None
    hands_elsewhere: bool = False
    spawn: further.SpawnRule | None = None
    subcase: further.SubcaseRule | None = None
    obligations: tuple[further.SpawnRule, ...] = ()
    closes: further.ClosingRule | None = None
    refresh: tuple[str, ...] = ()
    retroactive: further.RetroactiveRule | None = None
    signals: tuple[tuple[str, Text], ...] = ()

    @property
    def comes(self) -> tuple[str, ...]:
        """The outcomes that nobody gives: the moment that was waited for, word from another case, or ends of others."""
        if self.subcase is not None:
            return ("complete",) if self.subcase.counts == "ended" else ("complete", "failed")
        return (*(("elapsed",) if self.until is not None else ()), *(code for code, _ in self.signals))

    @property
    def votes(self) -> bool:
        return self.join.rule in {"count", "percent"}

    def edge(self, outcome: str) -> Edge | None:
        return next((edge for edge in self.edges if edge.outcome == outcome), None)


@dataclass(frozen=True, slots=True)
class Nobody:
    """What to do when nobody can act: `fail` refuses the step, `send_to` names an actor. There is no approve."""

    does: Literal["fail", "send_to"]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """`never`: the actor may not decide in these states; `different_people`: nobody decides in two of them."""

    kind: Literal["never", "different_people"]
    states: tuple[str, ...]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    process: str
    version: int
    sha256: str
    title: Text
    case_title: Text
    owner: str
    start: str
    case_number: str
    fields: tuple[FieldSpec, ...]
    documents: Mapping[str, DocumentSpec]
    actors: Mapping[str, ActorRule]
    states: Mapping[str, State]
    checklists: Mapping[str, Checklist]
    calendars: tuple[str, ...]
    summary: tuple[str, ...]
    speed: str
    contact: str
    help: Text
    may_start: tuple[str, ...]
    nobody: Nobody
    effective_from: str
    retention: tuple[str, str]
    unit_field: str | None = None
    authority_item: str | None = None
    authority_at: Literal["submit", "act"] = "submit"
    case_deadline: Duration | None = None
    withdraw: further.Withdraw | None = None
    take_back: further.TakeBack | None = None
    substitute_depth: int = 1
    constraints: tuple[Constraint, ...] = ()
    reason_for: tuple[str, ...] = ()
    views: Mapping[str, View] | None = None
    accepted: tuple[Accepted, ...] = ()
    future_preview: Literal["full", "roles_only"] = "full"
    bulk: Literal["off", "approve", "atomic"] = "off"
    effective_to: str | None = None
    comment: bool = False
    sections: tuple[Section, ...] = ()
    urging: further.Urging | None = None
    auditors: tuple[str, ...] = ()
    asked_deadline: Deadline | None = None
    asked_ladder: tuple[Rung, ...] = ()
    speeds: further.SpeedChoice | None = None
    paper: further.PaperRule | None = None
    merge: further.MergeRule | None = None
    reads_duties: bool = False
