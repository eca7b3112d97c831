"""What moving a case to another version does to it, case by case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.core.canonical import plain
from workflow.core.case import CaseView, Command, DecisionView, TaskView
from workflow.core.decision import Step
from workflow.core.definition import Definition
from workflow.core.errors import Refusal
from workflow.core.lacking import lacking_values, skipped_approvals
from workflow.core.machine import Process
from workflow.core.migrating import NOT_ASKED
from workflow.core.scopes import stale_decisions
from workflow.core.turn import Turn
from workflow.core.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """A task whose due moment is another one now."""

    place: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One case. `version` is the case's own, after the move; tasks and decisions stand by `state.task`.

    `stale`: asked again before the case goes on; `dropped`: counts no more. `skipped`: approvals of the new version
    that every case passes and this one never will. `path` are the states it has been in, by their names before.
    """

    case: int
    number: str
    definition: Definition
    state: str
    path: tuple[str, ...]
    state_after: str | None = None
    version: int = 0
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    skipped: tuple[str, ...] = ()
    problem: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """`done`: the cases were moved; otherwise nothing was, because it was a trial or because of a problem."""

    after: Definition
    cases: tuple[Moved, ...]
    done: bool = False

    @property
    def ok(self) -> bool:
        return not any(case.problem for case in self.cases)


def summary(before: Process, after: Process, step: Step, world: World) -> Moved:
    """What the step does; a case that would get stuck later for want of a value has a problem."""
    turn = Turn(after, step.after, Command("", 0), world, now=step.at, seed=b"")
    view, earlier = step.after, {task.seq: task for task in step.before.tasks if task.open}
    standing = {task.seq: task for task in view.tasks if task.open}
    opened = [task for seq, task in standing.items() if seq not in earlier]
    missing = lacking_values(turn, before.definition) if view.closed_at is None else ()
    return Moved(
        case=view.id,
        number=view.number or "",
        definition=before.definition,
        state=step.before.state,
        path=step.before.path,
        state_after=view.state,
        version=view.version,
        kept=_places(task for seq, task in standing.items() if seq in earlier),
        lost=_lost(earlier, standing, opened),
        opened=_places(opened),
        stale=_stale(before, after, step),
        dropped=_places(d for d in view.decisions if step.voided.get(d.seq) == NOT_ASKED),
        due=tuple(
            _due(earlier[seq], task) for seq, task in standing.items() if seq in earlier and _moved(earlier, task)
        ),
        skipped=skipped_approvals(turn) if view.closed_at is None else (),
        problem=Refusal("value_missing", {"name": missing[0]}) if missing else None,
    )


def with_problem(view: CaseView, before: Process, problem: Refusal) -> Moved:
    """A case that cannot be moved at all."""
    return Moved(view.id, view.number or "", before.definition, view.state, view.path, problem=problem)


def report_shape(found: Migrated, *, dry: bool) -> Json:
    """The report as JSON; it holds what is needed to move the cases back."""
    return {
        "ok": found.ok,
        "dry_run": dry,
        "done": found.done,
        "process": found.after.process,
        "to": _version(found.after),
        "cases": [_case(case) for case in found.cases],
    }


def _case(case: Moved) -> Json:
    problem = {"code": case.problem.code, "params": plain(case.problem.params)} if case.problem else None
    return {
        "number": case.number,
        "from": _version(case.definition),
        "state": {"before": case.state, "after": case.state_after},
        "version": case.version,
        "tasks": {"kept": list(case.kept), "lost": list(case.lost), "opened": list(case.opened)},
        "decisions": {"stale": list(case.stale), "dropped": list(case.dropped)},
        "due": [{"task": due.place, "before": plain(due.before), "after": plain(due.after)} for due in case.due],
        "skipped": list(case.skipped),
        "path": list(case.path),
        "problem": problem,
    }


def _version(definition: Definition) -> Json:
    return {"version": definition.version, "sha256": definition.sha256}


def _places(those: Iterable[TaskView | DecisionView]) -> tuple[str, ...]:
    return tuple(f"{one.state}.{one.key}" for one in those)


def _lost(
    earlier: Mapping[int, TaskView], standing: Mapping[int, TaskView], opened: Sequence[TaskView]
) -> tuple[str, ...]:
    """Closed, and not asked anew of the same people."""
    asked = {holder for task in opened for holder in task.holders}
    gone = [task for seq, task in earlier.items() if seq not in standing]
    return _places(task for task in gone if not asked.issuperset(task.holders))


def _stale(before: Process, after: Process, step: Step) -> tuple[str, ...]:
    """The answers that were right before and are to be given again."""
    known = stale_decisions(before.definition, step.before)
    already = {decision.task for decision in step.before.decisions if decision.seq in known}
    fresh = stale_decisions(after.definition, step.after)
    return _places(d for d in step.after.decisions if d.seq in fresh and d.task not in already)


def _moved(earlier: Mapping[int, TaskView], task: TaskView) -> bool:
    return earlier[task.seq].due_at != task.due_at


def _due(before: TaskView, after: TaskView) -> Due:
    return Due(f"{after.state}.{after.key}", before.due_at, after.due_at)
