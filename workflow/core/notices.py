"""Who is told what: outgoing rows with frozen facts, never before the time in which the step may be undone."""

from __future__ import annotations

from datetime import timedelta

from workflow.core.authority import recipients
from workflow.core.case import Holder, TaskView
from workflow.core.decision import Outgoing
from workflow.core.turn import Turn

UNDO_WITHIN = timedelta(seconds=60)


def tell_holders(turn: Turn, kind: str, task: TaskView, holders: tuple[Holder, ...] | None = None) -> None:
    """One message to each person who can do the task now, deputies included; not to the actor himself."""
    people: dict[int, None] = {}
    avoid = frozenset({turn.view.applicant}) if task.kind in {"decide", "opinion", "reconfirm"} else frozenset()
    for holder in task.holders if holders is None else holders:
        told = recipients(
            turn.world.directory,
            holder,
            turn.now,
            process=turn.definition.process,
            depth=turn.definition.substitute_depth,
            avoid=avoid,
        )
        people.update(dict.fromkeys(told))
    for person in people:
        if person != turn.command.actor:
            tell(turn, kind, person, task)


def tell(turn: Turn, kind: str, person: int, task: TaskView | None = None) -> None:
    """Queue one message; `kind` is a code such as `action`, `returned`, `reminder`, `escalation`, `result`."""
    facts: dict[str, object] = {"state": turn.state, "by": turn.command.actor, "action": turn.command.action}
    if task is not None:
        facts |= {
            "task": task.seq,
            "key": task.key,
            "task_state": task.state,
            "kind": task.kind,
            "due_at": task.due_at,
        }
    if turn.outcome is not None:
        facts["outcome"] = turn.outcome
    if turn.reason is not None:
        facts["reason"] = turn.reason
    turn.outgoing.append(Outgoing(kind, person, facts, turn.now + UNDO_WITHIN))
