"""What a letter to somebody outside says: the invitation with its link, the code, the receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from workflow.core.case import CaseView
from workflow.core.definition import Definition
from workflow.core.errors import NotDelivered, QianheError
from workflow.core.guests import CODE, INVITATION, LABELS
from workflow.core.letters import GuestLetter
from workflow.core.text import Text
from workflow.core.verify_codes import ALPHABET
from workflow.services.guest_links import token_of
from workflow.services.runtime import Revisions, Runtime
from workflow.store import guests
from workflow.store.engine import Connection
from workflow.store.outgoing import Letter as Row

CODE_LETTERS: Final = 8


class NotNeeded(QianheError):
    """What the letter is about is over: it is not sent."""


def code_for(runtime: Runtime, session: str) -> str:
    """The code of one browser; only whoever holds the key can make it."""
    return "".join(ALPHABET[byte & 31] for byte in runtime.derive(f"code.{session}")[:CODE_LETTERS])


def guest_letter_of(
    runtime: Runtime, connection: Connection, row: Row, view: CaseView, revisions: Revisions
) -> GuestLetter:
    """Raises NotNeeded when an invitation has nothing to open any more."""
    link = guests.get(connection, -row.recipient)
    if link is None:
        raise NotDelivered("its link does not exist", permanent=True)
    still = any(task.open and task.seq == link.task_seq for task in view.tasks)
    if row.kind == INVITATION and (link.ended_as is not None or not still):
        raise NotNeeded(row.key)
    return written_letter(runtime, connection, row, view, revisions, link=link)


# long because it names each fact of a letter once
def written_letter(
    runtime: Runtime, connection: Connection, row: Row, view: CaseView, revisions: Revisions, *, link: guests.LinkRow
) -> GuestLetter:
    """The letter as it is or was sent."""
    definition, facts = runtime.catalogue.process(connection, view.definition).definition, row.facts
    current = runtime.catalogue.current(connection, revisions.get("definitions", 0))
    school = next((unit.label for unit in current.units.values() if unit.parent is None), definition.title)
    unit = current.units.get(definition.contact)
    due = facts.get("due_at")
    return GuestLetter(
        key=row.key,
        kind=row.kind,
        address=link.address,
        made_at=row.created_at,
        number=view.number,
        letterhead=current.letterhead,
        school=school,
        unit=unit.label if unit is not None else school,
        process=definition.title,
        name=link.name,
        token=token_of(runtime, link.id),
        due_at=datetime.fromisoformat(due) if isinstance(due, str) else None,
        expires_at=link.expires_at,
        note=facts.get("reason") if row.kind == INVITATION else None,
        code=code_for(runtime, facts["session"]) if row.kind == CODE else None,
        action=action_label(definition, str(facts["action"])) if "action" in facts else None,
        reason=facts.get("reason") if row.kind != INVITATION else None,
        files=facts.get("files") or {},
    )


def action_label(definition: Definition, action: str) -> Text:
    """What the definition calls the answer to people outside; else what everybody calls it."""
    slots = [slot for state in definition.states.values() for branch in state.branches for slot in branch.slots]
    said = [words for slot in slots if slot.guest for code, words in slot.guest.words if code == action]
    labels = [outcome.label for slot in slots if slot.guest for outcome in slot.outcomes if outcome.code == action]
    return next(iter((*said, *labels)), LABELS.get(action, Text(action, action)))
