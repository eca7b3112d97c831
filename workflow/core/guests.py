"""Whoever outside answers without an account: what the definition lets them do, and what a step leaves of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

GUEST: Final = "_guest"
"""Stands among what an answer was given with; no field can have this name."""
COMMENT: Final = "comment"
ASK_QUESTION: Final = "ask_question"
WRONG_PERSON: Final = "wrong_person"
RENEW_LINK: Final = "renew_link"
SEND_LINK: Final = "send_link"
REVOKE_LINK: Final = "revoke_link"
DOOR: Final = "link"
INVITATION: Final = "guest_invitation"
RECEIPT: Final = "guest_receipt"
CODE: Final = "guest_code"
LETTERS: Final = frozenset({INVITATION, RECEIPT, CODE})
"""Kinds of letters that go outside."""
LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        COMMENT: Text("表示意見", "Comment"),
        ASK_QUESTION: Text("提出問題", "Ask a question"),
        WRONG_PERSON: Text("表示不是承辦人", "Said: not the right person"),
        RENEW_LINK: Text("索取新連結", "Asked for a new link"),
    }
)


@dataclass(frozen=True, slots=True)
class GuestRule:
    """`email` and `name` are dotted paths of fields; `may` are answers of the slot, and `comment`. `sees` are fields
    and documents, nothing else is shown. A link is good for `days`. Into the date `answered_on` the day of the answer
    is written. `words` stand on the buttons in place of those of the outcomes.
    """

    email: str
    may: tuple[str, ...]
    sees: tuple[str, ...]
    name: str | None = None
    edits: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    days: int = 14
    answered_on: str | None = None
    words: tuple[tuple[str, Text], ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(code for code in self.may if code != COMMENT)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who gives a command through a link. `name` and `address` are what they typed, `sent_to` is where the link went.

    The actor of such a command is the link's id below zero: no person, and not the clock.
    """

    link: int
    task: int
    name: str
    address: str
    sent_to: str
    ip: str = ""
    agent: str = ""

    @property
    def actor(self) -> int:
        return -self.link


@dataclass(frozen=True, slots=True)
class NewLink:
    """To be sent; `salt` hides name and address in the commitment that the history entry holds."""

    id: int
    task: int
    visit: int
    name: str
    address: str
    days: int
    salt: str


@dataclass(frozen=True, slots=True)
class LinksEnded:
    """The links to a task that are open: `replaced`, `revoked`, or `wrong_person`."""

    task: int
    how: str


@dataclass(frozen=True, slots=True)
class Witness:
    """What is kept of one act of a guest, beside the chain; the history entry holds the commitment to it."""

    guest: Guest
    action: str
    salt: str
    files: Mapping[str, str]
    answers: bool


Outside = NewLink | LinksEnded | Witness


def is_guest(actor: int | None) -> bool:
    return actor is not None and actor < 0


def addressee(name: str, address: str, sent_to: str = "", ip: str = "", agent: str = "") -> list[str]:
    """What a commitment to a person outside is made over, in this order."""
    return [name, address, sent_to, ip, agent]
