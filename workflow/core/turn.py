"""One command being decided: a throw-away sheet on which the changes are noted until `finish` makes a Step of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from workflow.core.asked import MARK, asked_slot
from workflow.core.bookings import given_free
from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView, Command, DecisionView, FileView, StateVisits, TaskView, TimerView
from workflow.core.chain import entry_bytes, entry_hash
from workflow.core.deadlines import working_days_until
from workflow.core.decision import Frozen, NewDocument, Outgoing, Signal, Spawn, Step
from workflow.core.definition import Definition, Keep, Slot, State
from workflow.core.effects import EffectRule
from workflow.core.fields import Lookups
from workflow.core.guests import Outside
from workflow.core.machine import Process
from workflow.core.world import World

_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


class Turn:
    """`seed` is fresh randomness from the shell; salts come from it, so that deciding stays a pure function."""

    # long because it is one line for each thing that may be noted
    def __init__(
        self, process: Process, view: CaseView, command: Command, world: World, *, now: datetime, seed: bytes
    ) -> None:
        self.process = process
        self.definition: Definition = process.definition
        self.view = view
        self.command = command
        self.world = world
        self.now = max(now, last_moment(view))
        self.today: date = now.astimezone(TAIPEI).date()
        self.seed = seed
        self.state = view.state
        self.visit = view.visit
        self.data: dict[str, object] = dict(view.data)
        self.documents: dict[str, FileView] = dict(view.documents)
        self.salts: dict[str, str] = dict(view.salts)
        self.visits: dict[str, StateVisits] = dict(view.visits)
        self.path = view.path
        self.direct = view.direct
        self.stopped_days = view.stopped_days
        self.started_at = view.started_at
        self.authority = view.authority
        self.due_at = view.due_at
        self.closed_at = view.closed_at
        self.outcome = view.outcome
        self.speed = view.speed
        self.informed = view.informed
        self.awaited = view.awaited
        self.children = view.children
        self.tasks: dict[int, TaskView] = {task.seq: task for task in view.tasks}
        self.decisions: dict[int, DecisionView] = {decision.seq: decision for decision in view.decisions}
        self.timers: dict[int, TimerView] = {timer.seq: timer for timer in view.timers}
        self.tasks_opened = view.tasks_opened
        self.decisions_made = view.decisions_made
        self.timers_set = view.timers_set
        self.settled: dict[int, str] = {}
        self.outgoing: list[Outgoing] = []
        self.operations: list[EffectRule] = []
        self.spawns: list[Spawn] = []
        self.signals: list[Signal] = []
        self.new_documents: list[NewDocument] = []
        self.outside: list[Outside] = []
        self.frozen: list[Frozen] = []
        self.events: list[dict[str, object]] = []
        self.facts: dict[str, object] = {}
        self.reason: str | None = None
        self.reason_salt: str | None = None
        self.takes_number = False
        self.unsays_since: datetime | None = None
        self.keep: Keep = "by_hash"
        self.commitments: dict[str, str] = {}
        self.committed: dict[str, str] = {}
        self.scopes: dict[tuple[str, ...], str] = {}

    @property
    def standing_in(self) -> State:
        return self.definition.states[self.state]

    @property
    def lookups(self) -> Lookups:
        """What a form that is handed in now may refer to."""
        left = partial(working_days_until, self.world.calendar, self.today)
        return replace(self.world.lookups, workdays_until=left)

    def forget_commitments(self) -> None:
        """A value changed: what was computed over the values before says nothing any more."""
        self.committed.clear()
        self.scopes.clear()

    def note(self, event: str, **params: object) -> None:
        """Leave word in the history entry of what happened beside the command itself."""
        self.events.append({"event": event, **params})

    def open_tasks(self) -> list[TaskView]:
        return [task for task in self.tasks.values() if task.open]

    def standing_decisions(self) -> list[DecisionView]:
        """Decisions that still count, oldest first: so they are kept."""
        return [decision for decision in self.decisions.values() if decision.status != "void"]

    def decision_for(self, state: str, key: str) -> DecisionView | None:
        """The latest decision that counts for a slot."""
        for decision in reversed(self.decisions.values()):
            if decision.key == key and decision.state == state and decision.status != "void":
                return decision
        return None

    def add_task(self, task: TaskView) -> TaskView:
        self.tasks_opened += 1
        numbered = replace(task, seq=self.tasks_opened)
        self.tasks[numbered.seq] = numbered
        return numbered

    def change_task(self, task: TaskView) -> None:
        self.tasks[task.seq] = task

    def close_task(self, task: TaskView, outcome: str | None, cause: str) -> None:
        """`cause` says what closed it: decided, returned, withdrawn, timeout, not_needed, taken_back, …"""
        self.tasks[task.seq] = replace(task, closed_at=self.now, outcome=outcome, cause=cause)
        for timer in [timer for timer in self.timers.values() if timer.task == task.seq]:
            self.settle_timer(timer, "cancelled")

    def close_open_tasks(self, cause: str) -> list[TaskView]:
        closed = self.open_tasks()
        for task in closed:
            self.close_task(task, None, cause)
        return closed

    def add_decision(self, decision: DecisionView) -> DecisionView:
        self.decisions_made += 1
        numbered = replace(decision, seq=self.decisions_made)
        self.decisions[numbered.seq] = numbered
        return numbered

    def void(self, decision: DecisionView, reason: str) -> None:
        self.decisions[decision.seq] = replace(decision, status="void", void_reason=reason)
        self.note("void", decision=decision.seq, reason=reason)
        self.operations += given_free(self.definition.states.get(decision.state), decision, reason)

    def set_timer(self, rule: str, due_at: datetime, task: int | None) -> None:
        self.timers_set += 1
        self.timers[self.timers_set] = TimerView(self.timers_set, rule, due_at, task, self.visit)

    def settle_timer(self, timer: TimerView, outcome: str) -> None:
        del self.timers[timer.seq]
        if timer.seq <= self.view.timers_set:
            self.settled[timer.seq] = outcome

    def slot_of(self, task: TaskView) -> Slot | None:
        """The slot that a task was opened for; None for reconfirm and unblock tasks."""
        if task.kind in {"reconfirm", "unblock"}:
            return None
        return find_slot(self.definition, task.state, task.key)

    # long because it names every part of a step once
    def finish(self, action: str) -> Step:
        """Everything noted, as values. The history entry is made here, over codes and commitments only."""
        facts = self._facts(action)
        content = entry_bytes(facts)
        after = self._after(entry_hash(self.view.head, content))
        changed = [task for task in self.view.tasks if self.tasks[task.seq] is not task]
        changed = [self.tasks[task.seq] for task in changed]
        given = [self.decisions[decision.seq] for decision in self.view.decisions]
        voided = [now for now, before in zip(given, self.view.decisions, strict=True) if now.status != before.status]
        return Step(
            before=self.view,
            after=after,
            actor=self.command.actor,
            at=self.now,
            facts=facts,
            entry=content,
            entry_hash=after.head,
            reason=self.reason,
            reason_salt=self.reason_salt,
            opened=tuple([task for seq, task in self.tasks.items() if seq > self.view.tasks_opened]),
            closed=tuple([task for task in changed if not task.open]),
            touched=tuple([task for task in changed if task.open]),
            decisions=tuple(self.decisions.values())[len(given) :],
            voided={d.seq: d.void_reason or "" for d in voided},
            timers_set=tuple(t for t in self.timers.values() if t.seq > self.view.timers_set),
            timers_settled=self.settled,
            outgoing=tuple(self.outgoing),
            operations=tuple(self.operations),
            spawns=tuple(self.spawns),
            signals=tuple(self.signals),
            documents=tuple(self.new_documents),
            frozen=tuple(self.frozen),
            takes_number=self.takes_number,
            unsays_since=self.unsays_since,
            outside=tuple(self.outside),
        )

    def _facts(self, action: str) -> dict[str, object]:
        opened = [[t.seq, t.state, t.key, t.kind] for t in self.tasks.values() if t.seq > self.view.tasks_opened]
        before = {task.seq for task in self.view.tasks if task.open}
        closed = [[t.seq, t.cause, t.outcome] for t in self.tasks.values() if t.seq in before and not t.open]
        facts: dict[str, object] = {
            "v": 1,
            "case": self.view.id,
            "seq": self.view.version + 1,
            "at": self.now,
            "actor": self.command.actor,
            "door": self.command.door,
            "action": action,
            "definition": self.definition.sha256,
            "from": self.view.state,
            "to": self.state,
            "visit": self.visit,
            "opened": opened,
            "closed": closed,
            "events": self.events,
            "commitments": self.commitments,
        }
        return facts | self.facts

    # long because `replace` would look at each field of the case, and every step comes through here
    def _after(self, head: str) -> CaseView:
        view = self.view
        return CaseView(
            id=view.id,
            process=view.process,
            definition=self.definition.sha256,
            state=self.state,
            applicant=view.applicant,
            applicant_post=view.applicant_post,
            applicant_unit=view.applicant_unit,
            number=view.number,
            authority=self.authority,
            visit=self.visit,
            version=view.version + 1,
            data=self.data,
            documents=self.documents,
            salts=self.salts,
            visits=self.visits,
            path=self.path,
            direct=self.direct,
            stopped_days=self.stopped_days,
            started_at=self.started_at,
            due_at=self.due_at,
            closed_at=self.closed_at,
            outcome=self.outcome,
            head=head,
            speed=self.speed,
            informed=self.informed,
            awaited=self.awaited,
            children=self.children,
            tasks_opened=self.tasks_opened,
            decisions_made=self.decisions_made,
            timers_set=self.timers_set,
            tasks=tuple([task for task in self.tasks.values() if task.open or task.visit == self.visit]),
            decisions=tuple(self.decisions.values()),
            timers=tuple(self.timers.values()),
        )


def last_moment(view: CaseView) -> datetime:
    """When something last happened to the case, as far as the view tells: a clock that lags does not step behind it."""
    moments = [visits.entered for visits in view.visits.values()]
    moments += [task.opened_at for task in view.tasks] + [decision.at for decision in view.decisions]
    return max((moment for moment in moments if moment is not None), default=_LONG_AGO)


def find_slot(definition: Definition, state: str, key: str) -> Slot | None:
    """The slot of that key; made up for what was asked beside the slots, for one voter of a vote (`committee.17`), and
    for whoever decides in the voters' place. None when there is none."""
    known = definition.states.get(state)
    if known is None:  # a case that was moved remembers answers to states of the earlier version
        return None
    if key.startswith(MARK):
        return asked_slot(definition, state, key)
    found = next((slot for branch in known.branches for slot in branch.slots if slot.key == key), None)
    if found is not None or not known.votes:
        return found
    asked = known.branches[0].slots[0]
    if known.join.each and key.startswith(f"{asked.key}."):
        return replace(asked, key=key, branch=key)
    if key == definition.nobody.actor:
        return replace(asked, key=key, branch=key, actor=key, label=definition.actors[key].label)
    return None


def value_at(data: Mapping[str, object], path: str) -> object:
    """The value under a dotted path; None where any part is missing."""
    value: object = data
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
