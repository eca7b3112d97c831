"""What is done through a link beside answering, and what the desk does with links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.aside_inputs import ADDRESS, read_aside
from workflow.core.binding import commitment
from workflow.core.case import TaskView
from workflow.core.decision import Outgoing
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.form import FieldSpec
from workflow.core.guest_rights import rule_of, standing_of_guest
from workflow.core.guests import (
    ASK_QUESTION,
    COMMENT,
    RECEIPT,
    RENEW_LINK,
    REVOKE_LINK,
    WRONG_PERSON,
    Guest,
    GuestRule,
    LinksEnded,
    Witness,
    addressee,
)
from workflow.core.inputs import only_reason
from workflow.core.inviting import named_outside, open_link
from workflow.core.notices import tell_holders
from workflow.core.scopes import commit_reason
from workflow.core.standing import may_stand, refuse_stale, standing_before, the_task
from workflow.core.turn import Turn

ANSWERS_NOTHING: Final = frozenset({COMMENT, ASK_QUESTION, WRONG_PERSON, RENEW_LINK})


def weigh_act(turn: Turn) -> TaskView:
    """The task of the link, for what decides nothing. Raises Refused."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda asked: rule_of(turn, asked) is not None)
    if turn.command.action == COMMENT:
        standing_of_guest(turn, task)
    guest, rule = turn.command.guest, rule_of(turn, task)
    if guest is None or rule is None or (task.seq, task.visit) != (guest.task, turn.visit):
        raise Refused(Refusal("link_other_round", {}))
    return task


def remark(turn: Turn) -> None:
    """A comment, which stands with the case, or a question; the desk is told of both."""
    task = weigh_act(turn)
    commit_reason(turn, only_reason(turn.command.input, required=True))
    turn.facts["task"] = task.seq
    tell_holders(turn, "guest_question" if turn.command.action == ASK_QUESTION else "guest_comment", task)


def say_wrong_person(turn: Turn) -> None:
    """The link ends; who the right person is, the desk reads."""
    task = weigh_act(turn)
    commit_reason(turn, only_reason(turn.command.input, required=True))
    turn.facts["task"] = task.seq
    turn.outside.append(LinksEnded(task.seq, "wrong_person"))
    tell_holders(turn, "guest_wrong_person", task)


def renew(turn: Turn) -> None:
    """A link that ran out is replaced by one to the same address, and to no other."""
    task = weigh_act(turn)
    guest, rule = _present(turn, task)
    name, _ = named_outside(turn, rule, task)
    turn.facts["task"] = task.seq
    open_link(turn, rule, task, name=name, address=guest.sent_to, not_before=turn.now)


def testify(turn: Turn) -> None:
    """After an act of a guest: keep who they said they were, and where from. Each act but a renewal gets a receipt."""
    guest = turn.command.guest
    if guest is None:
        return
    salt = hashlib.sha256(turn.seed + b"guest").hexdigest()[:32]
    said = addressee(guest.name, guest.address, guest.sent_to, guest.ip, guest.agent)
    turn.facts["guest"] = {"link": guest.link, "proof": commitment(bytes.fromhex(salt), said)}
    action, files = turn.command.action, {file.file.name: file.file.sha256 for file in turn.new_documents}
    turn.outside.append(Witness(guest, action, salt, files, answers=action not in ANSWERS_NOTHING))
    if action != RENEW_LINK:
        turn.outgoing.append(Outgoing(RECEIPT, guest.actor, _receipt(turn, action, files), turn.now))


def _receipt(turn: Turn, action: str, files: Mapping[str, str]) -> dict[str, object]:
    facts: dict[str, object] = {"state": turn.view.state, "action": action, "files": dict(files)}
    return facts if turn.reason is None else facts | {"reason": turn.reason}


GUEST_DO: Final[Mapping[str, Callable[[Turn], None]]] = MappingProxyType(
    {COMMENT: remark, ASK_QUESTION: remark, WRONG_PERSON: say_wrong_person, RENEW_LINK: renew}
)


def may_send(turn: Turn, task: TaskView) -> bool:
    return rule_of(turn, task) is not None and may_stand(turn, task)


def weigh_link(turn: Turn) -> TaskView:
    """The desk's task whose link it sends or revokes. Raises Refused."""
    if turn.closed_at is not None:
        raise Refused(Refusal("case_closed", {"outcome": turn.outcome}))
    task = the_task(turn, lambda asked: rule_of(turn, asked) is not None)
    if rule_of(turn, task) is None:
        raise Refused(Refusal("not_in_this_state", {"action": turn.command.action, "state": turn.state}))
    standing_before(turn, task)
    refuse_stale(turn, task)
    return task


def send_fields(_turn: Turn, _task: TaskView | None) -> tuple[FieldSpec, ...]:
    return (ADDRESS,)


def send_link(turn: Turn) -> None:
    """Again, or to another address and then with the reason; what is written goes along in the letter."""
    task = weigh_link(turn)
    rule = rule_of(turn, task)
    asked = read_aside(turn, (ADDRESS,))
    assert rule is not None
    name, usual = named_outside(turn, rule, task)
    address = str(asked.values.get("address") or usual)
    if not address:
        raise Invalid(FieldProblem("address", "required"))
    if address != usual and asked.reason is None:
        raise Invalid(FieldProblem("reason", "required"))
    commit_reason(turn, asked.reason)
    turn.facts["task"] = task.seq
    known = name if address == usual else ""
    open_link(turn, rule, task, name=known, address=address, not_before=turn.now, note=asked.reason)


def revoke_link(turn: Turn) -> None:
    task = weigh_link(turn)
    asked = read_aside(turn, ())
    commit_reason(turn, asked.reason)
    turn.facts["task"] = task.seq
    turn.outside.append(LinksEnded(task.seq, "revoked"))
    turn.note(REVOKE_LINK, task=task.seq)


def _present(turn: Turn, task: TaskView) -> tuple[Guest, GuestRule]:
    guest, rule = turn.command.guest, rule_of(turn, task)
    assert guest is not None
    assert rule is not None
    return guest, rule
