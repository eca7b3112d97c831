"""Opening a link to somebody outside: who it goes to, the letter, and what the chain keeps of it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from workflow.core.binding import commitment
from workflow.core.case import DecisionView, TaskView
from workflow.core.decision import Outgoing
from workflow.core.definition import Slot
from workflow.core.guests import GUEST, INVITATION, GuestRule, LinksEnded, NewLink, addressee
from workflow.core.notices import UNDO_WITHIN
from workflow.core.turn import Turn, value_at


def invite(turn: Turn, slot: Slot, task: TaskView) -> None:
    """Whoever the case names gets a link when the task opens; without an address the desk sends one later."""
    if slot.guest is None:
        return
    name, address = named_outside(turn, slot.guest, task)
    if not address:
        turn.note("no_address_outside", task=task.seq)
        return
    open_link(turn, slot.guest, task, name=name, address=address, not_before=turn.now + UNDO_WITHIN)


def named_outside(turn: Turn, rule: GuestRule, task: TaskView) -> tuple[str, str]:
    """Name and address: of whoever answered this before, else what the case says; empty where it says nothing."""
    earlier = _last_answer(turn, task)
    if earlier is not None:
        return earlier
    named = value_at(turn.data, rule.name) if rule.name is not None else None
    return str(named or ""), str(value_at(turn.data, rule.email) or "")


def open_link(
    turn: Turn,
    rule: GuestRule,
    task: TaskView,
    *,
    name: str,
    address: str,
    not_before: datetime,
    note: str | None = None,
) -> None:
    """One link to a task is open at a time: an earlier one is replaced."""
    link, salt = _link_id(turn, task), _salt(turn, task)
    turn.outside += [
        LinksEnded(task.seq, "replaced"),
        NewLink(link, task.seq, task.visit, name, address, rule.days, salt),
    ]
    proof = commitment(bytes.fromhex(salt), addressee(name, address))
    turn.note("link_sent", task=task.seq, link=link, proof=proof)
    facts: dict[str, object] = {"state": task.state, "link": link, "due_at": task.due_at}
    if note is not None:
        facts["reason"] = note
    turn.outgoing.append(Outgoing(INVITATION, -link, facts, not_before))


def _last_answer(turn: Turn, task: TaskView) -> tuple[str, str] | None:
    given = [d for d in turn.decisions.values() if (d.state, d.key) == (task.state, task.key) and GUEST in d.input]
    latest: DecisionView | None = max(given, key=lambda d: d.seq, default=None)
    said = latest.input[GUEST] if latest is not None else None
    return (str(said["name"]), str(said["sent_to"])) if isinstance(said, dict) else None


def _link_id(turn: Turn, task: TaskView) -> int:
    """52 bits: a number that any reader of JSON keeps whole. The link's secret has nothing to do with it."""
    return (int.from_bytes(_fresh(turn, f"link.{task.seq}")[:7], "big") >> 4) + 1


def _salt(turn: Turn, task: TaskView) -> str:
    return _fresh(turn, f"link_salt.{task.seq}").hex()[:32]


def _fresh(turn: Turn, purpose: str) -> bytes:
    return hashlib.sha256(turn.seed + f"{purpose}.{turn.view.id}.{turn.view.version}".encode()).digest()
