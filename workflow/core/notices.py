"""Who is told what: outgoing rows with frozen facts, never before the time in which the step may be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from workflow.core.authority import present, recipients
from workflow.core.case import Holder, TaskKind, TaskView
from workflow.core.decision import Outgoing
from workflow.core.routing import slot_asked
from workflow.core.turn import Turn

UNDO_WITHIN = timedelta(seconds=60)


def tell_holders(
    turn: Turn,
    kind: str,
    task: TaskView,
    holders: tuple[Holder, ...] | None = None,
    *,
    but: frozenset[int] = frozenset(),
) -> None:
    """One message to each person who can do the task now, deputies included; not to the actor himself, nor to `but`.

    Of a pool that is whoever claimed the task.
    """
    told: set[int] = {turn.command.actor, *but}
    apart = task.kind in {"decide", "opinion", "reconfirm"} and task.position != "info"
    avoid = frozenset({turn.view.applicant}) if apart else frozenset()
    for holder in task.holders if holders is None else holders:
        reached = _claimer(turn, task, holder) if holders is None else holder
        own = present(turn.world.directory, reached, turn.today)
        people = recipients(
            turn.world.directory,
            reached,
            turn.now,
            process=turn.definition.process,
            depth=turn.definition.substitute_depth,
            avoid=avoid,
        )
        for person in people:
            if person not in told:
                told.add(person)
                deputy_for = None if person in own or not own else own[0]
                tell(turn, kind, person, _task_facts(turn, task, holder, deputy_for))


def tell(turn: Turn, kind: str, person: int, task: Mapping[str, object] | None = None) -> None:
    """Queue one message; `kind` is a code such as `action`, `returned`, `reminder`, `escalation`, `result`."""
    facts: dict[str, object] = {"state": turn.state, "by": turn.command.actor, "action": turn.command.action}
    if turn.command.guest is not None:
        facts["guest"] = turn.command.guest.name
    if turn.outcome is not None:
        facts["outcome"] = turn.outcome
    if turn.reason is not None:
        facts["reason"] = turn.reason
    facts |= {name: turn.facts[name] for name in ("days", "until") if name in turn.facts}
    if turn.speed is not None:
        facts["speed"] = turn.speed
    turn.outgoing.append(Outgoing(kind, person, {**facts, **(task or {})}, turn.now + UNDO_WITHIN))


def _claimer(turn: Turn, task: TaskView, holder: Holder) -> Holder:
    """The one of the holder's people who claimed the task: nobody else of them can do it."""
    pool = present(turn.world.directory, holder, turn.today)
    return Holder(person=task.claimed_by) if task.claimed_by in pool else holder


def _asked_for(turn: Turn, task: TaskView) -> TaskKind:
    """What the message asks for. Branches also decide or sign, and what a desk records is no decision of its own."""
    if task.kind not in {"decide", "opinion"}:
        return task.kind
    codes = {outcome.code for outcome in slot_asked(turn, task).outcomes}
    if turn.definition.states[task.state].type == "approve" or codes & {"approve", "reject"}:
        return "decide"
    return "opinion" if "agree" in codes else "edit"


def _task_facts(turn: Turn, task: TaskView, holder: Holder, deputy_for: int | None) -> dict[str, object]:
    return {
        "task": task.seq,
        "key": task.key,
        "kind": _asked_for(turn, task),
        "opened_at": task.opened_at,
        "due_at": task.due_at,
        "post": holder.post,
        "unit": holder.unit,
        "deputy_for": deputy_for,
    }
