"""The secret of a link, and whether a link still opens anything."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Final

from workflow.core.canonical import sha256_hex
from workflow.core.case import Command
from workflow.core.decision import Step
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.guests import RENEW_LINK
from workflow.services.runtime import Runtime
from workflow.store import guests
from workflow.store.engine import Connection

LONGEST_TOKEN: Final = 100


def token_of(runtime: Runtime, link: int) -> str:
    """256 bits for the address of the link. It is derived, so that a letter that is sent again has the same one."""
    return base64.urlsafe_b64encode(runtime.derive(f"link.{link}")).decode("ascii").rstrip("=")


def digest_of(token: str) -> str:
    """What is stored of it."""
    return sha256_hex(token[:LONGEST_TOKEN].encode("utf-8", "surrogatepass"))


def write_links(runtime: Runtime, connection: Connection, step: Step) -> None:
    """Within the step's transaction."""
    if step.outside:
        guests.write_outside(connection, step, lambda link: digest_of(token_of(runtime, link)))


def require_open(connection: Connection, command: Command, now: datetime) -> None:
    """Asked in each try, beside the case that was read: what ended the link has moved the case on, so that a step on
    an older one is not written.

    Raises NotFound, Refused `link_ended` (how) or `link_expired`; `link_not_expired` for one that needs no other.
    """
    link = guests.get(connection, command.guest.link) if command.guest is not None else None
    if link is None:
        raise NotFound("link", "")
    if link.ended_as is not None:
        raise Refused(Refusal("link_ended", {"how": link.ended_as}))
    expired = link.expires_at <= now
    if expired and command.action != RENEW_LINK:
        raise Refused(Refusal("link_expired", {"at": link.expires_at}))
    if not expired and command.action == RENEW_LINK:
        raise Refused(Refusal("link_not_expired", {"until": link.expires_at}))
