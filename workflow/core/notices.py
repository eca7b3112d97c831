"""Who is told what: outgoing rows with frozen facts, never before the time in which the step may be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from workflow.core.authority import present, recipients
from workflow.core.case import Holder, TaskView
from workflow.core.decision import Outgoing
from workflow.core.turn import Turn

UNDO_WITHIN = timedelta(seconds=60)


def tell_holders(turn: Turn, kind: str, task: TaskView, holders: tuple[Holder, ...] | None = None) -> None:
    """One message to each person who can do the task now, deputies included; not to the actor himself."""
    told: set[int] = {turn.command.actor}
    avoid = frozenset({turn.view.applicant}) if task.kind in {"decide", "opinion", "reconfirm"} else frozenset()
    for holder in task.holders if holders is None else holders:
        own = present(turn.world.directory, holder, turn.today)
        people = recipients(
            turn.world.directory,
            holder,
            turn.now,
            process=turn.definition.process,
            depth=turn.definition.substitute_depth,
            avoid=avoid,
        )
        for person in people:
            if person not in told:
                told.add(person)
                deputy_for = None if person in own or not own else own[0]
                tell(turn, kind, person, _task_facts(task, holder, deputy_for))


def tell(turn: Turn, kind: str, person: int, task: Mapping[str, object] | None = None) -> None:
    """Queue one message; `kind` is a code such as `action`, `returned`, `reminder`, `escalation`, `result`."""
    facts: dict[str, object] = {"state": turn.state, "by": turn.command.actor, "action": turn.command.action}
    if turn.outcome is not None:
        facts["outcome"] = turn.outcome
    if turn.reason is not None:
        facts["reason"] = turn.reason
    turn.outgoing.append(Outgoing(kind, person, {**facts, **(task or {})}, turn.now + UNDO_WITHIN))


def _task_facts(task: TaskView, holder: Holder, deputy_for: int | None) -> dict[str, object]:
    return {
        "task": task.seq,
        "key": task.key,
        "kind": task.kind,
        "opened_at": task.opened_at,
        "due_at": task.due_at,
        "post": holder.post,
        "unit": holder.unit,
        "deputy_for": deputy_for,
    }
