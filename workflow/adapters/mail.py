"""Handing one message to a mail server, or to a folder; what went wrong, told as whether to try again."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from workflow.adapters.durable import write_whole
from workflow.adapters.mail_routes import FolderRoute, SmtpRoute, parse_mail_url
from workflow.core.errors import NotDelivered

PATIENCE: Final = 30.0
"""Seconds to wait for each answer of a server."""

Send = Callable[[EmailMessage], None]

_ACCEPTED: Final = frozenset({250, 251, 252})
_PERMANENT: Final = 500
_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9@._-]")


class TemporaryFailure(NotDelivered):
    """Not sent, to be tried again.

    `maybe_delivered`: the server had the text and we did not get its answer. A repeat has the same Message-ID.
    """

    def __init__(self, message: str, *, maybe_delivered: bool = False) -> None:
        super().__init__(message, permanent=False)
        self.maybe_delivered = maybe_delivered


class PermanentFailure(NotDelivered):
    """This message will never be accepted: the server refuses its recipient or its text."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


def sender_for(url: str, *, patience: float = PATIENCE) -> Send:
    """What sends one message to its one recipient, by `url` (see `mail_routes`). Raises BadMailUrl.

    Sending raises TemporaryFailure or PermanentFailure.
    """
    route = parse_mail_url(url)
    if isinstance(route, FolderRoute):
        return lambda message: _to_folder(route.folder, message)
    return lambda message: _to_server(route, message, patience)


def _to_folder(folder: Path, message: EmailMessage) -> None:
    """The file is named by the Message-ID, so that a repeat replaces it."""
    name = _NOT_IN_A_NAME.sub("_", str(message["Message-ID"]).strip("<> ")).lstrip(".")
    try:
        write_whole(folder / f"{name}.eml", message.as_bytes())
    except OSError as problem:
        raise TemporaryFailure(str(problem)) from problem


def _to_server(route: SmtpRoute, message: EmailMessage, patience: float) -> None:
    try:
        server = _connected(route, patience)
    except (OSError, smtplib.SMTPException) as problem:
        raise TemporaryFailure(_said(problem)) from problem
    try:
        _hand_over(server, message)
    finally:
        # The message is accepted or it is not: a farewell that fails changes nothing.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _connected(route: SmtpRoute, patience: float) -> smtplib.SMTP:
    if route.tls:
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(route.host, route.port, timeout=patience, context=context)
    else:
        server = smtplib.SMTP(route.host, route.port, timeout=patience)
    try:
        if route.starttls:
            server.starttls(context=ssl.create_default_context())
        if route.user is not None:
            server.login(route.user, route.password or "")
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Sender, recipient, text: only the last two can be refused because of this message."""
    sender, recipient = (message[header].addresses[0].addr_spec for header in ("From", "To"))
    try:
        code, answer = server.mail(sender)
        if code not in _ACCEPTED:
            raise TemporaryFailure(f"sender: {code} {answer!r}")
        _refuse_unless_accepted("recipient", *server.rcpt(recipient))
    except (OSError, smtplib.SMTPException) as problem:
        raise TemporaryFailure(_said(problem)) from problem
    try:
        code, answer = server.data(message.as_bytes())
    except smtplib.SMTPDataError as problem:
        raise TemporaryFailure(_said(problem)) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise TemporaryFailure(_said(problem), maybe_delivered=True) from problem
    _refuse_unless_accepted("text", code, answer)


def _refuse_unless_accepted(what: str, code: int, answer: bytes) -> None:
    if code in _ACCEPTED:
        return
    said = f"{what}: {code} {answer!r}"
    if code >= _PERMANENT:
        raise PermanentFailure(said)
    raise TemporaryFailure(said)


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"
