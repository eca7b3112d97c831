"""Where mail goes, as one address: `smtp://user:password@host:port?starttls=1`, `smtps://…`, `file:DIR`."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from workflow.core.errors import QianheError

_PORTS: Final = {"smtp": 25, "smtps": 465}
_SUBMISSION: Final = 587


class BadMailUrl(QianheError):
    """Codes: `mail_scheme`, `mail_host`, `mail_folder`, `mail_option` (option), `mail_password_in_clear`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class SmtpRoute:
    """`tls` from the first byte, or `starttls` before anything is said."""

    host: str
    port: int
    tls: bool = False
    starttls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FolderRoute:
    """Each message becomes a file here."""

    folder: Path


def parse_mail_url(url: str) -> SmtpRoute | FolderRoute:
    """Raises BadMailUrl. A password is sent only under TLS, or to this machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadMailUrl("mail_host") from None
    if parts.scheme == "file":
        if not parts.path or parts.netloc not in {"", "localhost"}:
            raise BadMailUrl("mail_folder")
        return FolderRoute(Path(unquote(parts.path)))
    if parts.scheme not in _PORTS:
        raise BadMailUrl("mail_scheme")
    if not host:
        raise BadMailUrl("mail_host")
    return _smtp(parts, host, port)


def _smtp(parts: SplitResult, host: str, port: int | None) -> SmtpRoute:
    starttls = _starttls(parts.query)
    tls = parts.scheme == "smtps"
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    if user is not None and not (tls or starttls or _is_here(host)):
        raise BadMailUrl("mail_password_in_clear")
    usual = _SUBMISSION if starttls else _PORTS[parts.scheme]
    return SmtpRoute(host, port or usual, tls, starttls and not tls, user, password=password)


def _starttls(query: str) -> bool:
    wanted = False
    for option, value in parse_qsl(query, keep_blank_values=True):
        if option != "starttls" or value not in {"0", "1"}:
            raise BadMailUrl("mail_option", option=option)
        wanted = value == "1"
    return wanted


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
