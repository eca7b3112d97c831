"""Bearer tokens of the API: shown once, kept as a digest."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflow.core.canonical import sha256_hex
from workflow.core.errors import NotFound
from workflow.core.field_texts import clean_text
from workflow.services.runtime import Runtime
from workflow.store import tokens
from workflow.store.revisions import load_revisions
from workflow.store.tokens import Token

KIND: Final = "api"
PREFIX: Final = "qh_"
SECRET_BYTES: Final = 32
LONGEST_LABEL: Final = 100
NOTED_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bearer:
    person: int
    login: str
    label: str


def create_token(runtime: Runtime, login: str, label: str, now: datetime, random: Callable[[int], bytes]) -> str:
    """The token, 256 random bits after `qh_`; nobody can read it again. Raises NotFound for a leaver too, BadValue."""
    named = clean_text(label, longest=LONGEST_LABEL) or ""
    secret = PREFIX + base64.urlsafe_b64encode(random(SECRET_BYTES)).decode("ascii").rstrip("=")
    with runtime.database.transaction() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        person = directory.people.get(directory.by_login.get(login, 0))
        if person is None or not person.active:
            raise NotFound("person", login)
        tokens.create(connection, Token(_digest(secret), KIND, named, now, person_id=person.id))
    return secret


def find_token(runtime: Runtime, secret: str, now: datetime) -> Bearer | None:
    """Whose token this is; None when it is unknown, expired or revoked, or its person has left.

    That it is in use is noted once an hour.
    """
    if not secret.startswith(PREFIX):
        return None
    digest = _digest(secret)
    with runtime.database.snapshot() as connection:
        token = tokens.valid(connection, digest, KIND, now)
        directory = runtime.people.at(connection, load_revisions(connection))
    person = directory.people.get((token.person_id if token else None) or 0)
    if token is None or person is None or not person.active:
        return None
    if token.used_at is None or now - token.used_at >= NOTED_EVERY:
        with runtime.database.transaction() as connection:
            tokens.touch(connection, digest, now)
    return Bearer(person.id, person.login, token.label)


def _digest(secret: str) -> str:
    return sha256_hex(secret.encode("utf-8", "surrogatepass"))
