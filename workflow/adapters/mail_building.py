"""A message from values, with headers that no value can break out of.

The standard library decodes `=?…?=` in a header's value, and writes what it decoded without looking for line
breaks: a subject could add a Bcc. Therefore every value is looked at here, before the library sees it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from workflow.core.errors import NotDelivered
from workflow.core.field_texts import BadValue, clean_email

# Not every server on the way takes eight bits.
_POLICY: Final = policy.SMTP.clone(cte_type="7bit")
_PLAIN: Final = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
_FORBIDDEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


class UnsafeHeader(NotDelivered):
    """A value may not become a header: control characters, an encoded word, or no plain address."""

    def __init__(self, header: str) -> None:
        super().__init__(f"unsafe {header}", permanent=True)
        self.header = header


@dataclass(frozen=True, slots=True)
class Sender:
    """`domain` names this installation in Message-ID and List-Id; `name` stands before the address."""

    address: str
    domain: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """By what mail clients sort: the case's number, why the message comes, its speed class and deadline."""

    reason: str
    case: str | None = None
    speed: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF that goes along; the name is in ASCII or written so that every mail program reads it."""

    filename: str
    content: bytes


def build_mail(
    sender: Sender,
    recipient: str,
    headings: Headings,
    *,
    subject: str,
    text: str,
    key: str,
    at: datetime,
    attached: Attached | None = None,
) -> EmailMessage:
    """One message to one address. `key` names what is sent: a repeat has the same Message-ID.

    Raises UnsafeHeader.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_safe("From", sender.name), addr_spec=_address("From", sender.address))
    message["To"] = Address(addr_spec=_address("To", recipient))
    message.set_raw("Subject", _encoded("Subject", subject))
    message["Date"] = format_datetime(at.astimezone(UTC))
    message["Message-ID"] = f"<qianhe.{_key(key)}@{_domain(sender.domain)}>"
    message["List-Id"] = f"<oia.cases.{_domain(sender.domain)}>"
    message["Auto-Submitted"] = "auto-generated"
    due = headings.due_at.astimezone(UTC).isoformat() if headings.due_at is not None else None
    for header, value in (
        ("X-OIA-Case", headings.case),
        ("X-OIA-Reason", headings.reason),
        ("X-OIA-Speed", headings.speed),
        ("X-OIA-Due", due),
    ):
        if value is not None:
            message[header] = _safe(header, value)
    message.set_content(text, charset="utf-8")
    if attached is not None:
        name = _safe("Content-Disposition", attached.filename)
        message.add_attachment(attached.content, maintype="application", subtype="pdf", filename=name)
    return message


def _safe(header: str, value: str) -> str:
    if "=?" in value or any(unicodedata.category(character) in _FORBIDDEN for character in value):
        raise UnsafeHeader(header)
    return value


def _encoded(header: str, value: str) -> str:
    """Folded here: the library, folding a text, loses blanks between words that it encodes one by one."""
    _safe(header, value)
    return value if value.isascii() else Header(value, "utf-8", header_name=header).encode(linesep="\r\n")


def _address(header: str, value: str) -> str:
    """ASCII, one address and nothing else; the text that is sent is the text that was checked."""
    try:
        clean = clean_email(value)
    except BadValue:
        clean = None
    if clean is None:
        raise UnsafeHeader(header)
    return clean


def _key(value: str) -> str:
    if not _PLAIN.fullmatch(value):
        raise UnsafeHeader("Message-ID")
    return value


def _domain(value: str) -> str:
    _address("Message-ID", f"x@{value}")
    return value
