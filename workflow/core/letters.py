"""A message ready to be written: who gets it, in which language, and the frozen facts as texts and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from workflow.core.case import TaskKind
from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all messages of an organisation have in common: `prefix` begins every subject, `sender` is who writes."""

    prefix: str
    sender: Text


PLAIN: Final = Letterhead("Qianhe", Text("簽核系統", "Qianhe"))
"""Of an organisation that says nothing about its mail."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` is the same in every attempt, so that whoever gets it twice can tell. People are names in both languages.

    `because` says in which post it concerns the recipient; `by` is who acted, None for the clock. `days` (`7cd`) are
    those of an extension, `until` is when a hold ends.
    """

    key: str
    kind: str
    address: str
    language: str
    made_at: datetime
    process: Text
    title: Text
    number: str | None
    state: Text | None
    applicant: Text | None
    by: Text | None
    reason: str | None
    speed: str
    outcome: Text | None = None
    task_kind: TaskKind | None = None
    opened_at: datetime | None = None
    due_at: datetime | None = None
    because: Text | None = None
    deputy_for: Text | None = None
    overdue_days: int | None = None
    letterhead: Letterhead = PLAIN
    days: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class GuestLetter:
    """To somebody outside, in both languages, English first. `token` is the secret of the link, `note` what the desk
    wrote along, `code` what opens the link. A receipt says what was done (`action`, `reason`) and which files were
    handed in: their SHA-256 by the document's name.
    """

    key: str
    kind: str
    address: str
    made_at: datetime
    number: str | None
    letterhead: Letterhead
    school: Text
    unit: Text
    process: Text
    name: str
    token: str
    due_at: datetime | None = None
    expires_at: datetime | None = None
    note: str | None = None
    code: str | None = None
    action: Text | None = None
    reason: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """An official letter that a case issued, to somebody who is none of ours: the file is what matters, the mail brings
    it. `number` is that of the case, `doc_no` the letter's own, `code` that by which the file is checked."""

    key: str
    address: str
    made_at: datetime
    number: str
    doc_no: str | None
    document: Text
    issuer: Text
    language: str
    sha256: str
    filename: str
    code: str
    letterhead: Letterhead = PLAIN


AnyLetter = Letter | GuestLetter | IssuedLetter
