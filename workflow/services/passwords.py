"""Passwords of local accounts: set by an administrator or at the door, checked without telling who exists."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Final

from workflow.adapters.passwords import hash_password, is_outdated, matches
from workflow.core.errors import FieldProblem, Invalid, NotFound
from workflow.services.runtime import Runtime
from workflow.store import credentials
from workflow.store.revisions import load_revisions

SHORTEST: Final = 12
LONGEST: Final = 128


def set_password(runtime: Runtime, login: str, password: str, now: datetime) -> None:
    """Raises NotFound for an unknown login, Invalid (`password`: too_short, too_long) in characters."""
    written = _composed(password)
    if len(written) < SHORTEST:
        raise Invalid(FieldProblem("password", "too_short", {"shortest": SHORTEST}))
    if len(written) > LONGEST:
        raise Invalid(FieldProblem("password", "too_long", {"longest": LONGEST}))
    password_hash = hash_password(written)
    with runtime.database.transaction() as connection:
        person = runtime.people.at(connection, load_revisions(connection)).by_login.get(login)
        if person is None:
            raise NotFound("person", login)
        credentials.put(connection, person, password_hash, now)


def check_password(runtime: Runtime, login: str, password: str, now: datetime) -> int | None:
    """The id of the active person whose password this is; the stored hash is renewed when its cost is outdated."""
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
        person = directory.people.get(directory.by_login.get(login, 0))
        stored = credentials.get(connection, person.id) if person is not None else None
    written = _composed(password[: LONGEST + 1])
    if not matches(stored, written) or person is None or stored is None or not person.active:
        return None
    if is_outdated(stored):
        with runtime.database.transaction() as connection:
            credentials.put(connection, person.id, hash_password(written), now)
    return person.id


def has_password(runtime: Runtime, person: int) -> bool:
    """False for whoever signs in another way."""
    with runtime.database.snapshot() as connection:
        return credentials.get(connection, person) is not None


def _composed(password: str) -> str:
    """One spelling for what keyboards compose differently."""
    return unicodedata.normalize("NFC", password)
