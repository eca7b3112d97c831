"""Passwords of local accounts: set by an administrator or at the door, checked without telling who exists."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final

from workflow.adapters.guessing import guesses_of
from workflow.adapters.passwords import hash_password, is_outdated, matches
from workflow.core.directory import Directory, Person
from workflow.core.errors import FieldProblem, Invalid, NotFound
from workflow.services.runtime import Runtime
from workflow.store import credentials
from workflow.store.revisions import load_revisions

SHORTEST: Final = 12
LONGEST: Final = 128
LEAST_GUESSES: Final = 10**10
SERVICE: Final = ("qianhe", "簽核")
SHORTEST_WORD: Final = 3
"""Two for Chinese."""
LEAST_OF_ONES_OWN: Final = 8

_WORD: Final = re.compile(r"\w+")


def set_password(runtime: Runtime, login: str, password: str, now: datetime) -> None:
    """Raises NotFound for an unknown login, Invalid (`password`: too_short, too_long in characters, too_guessable)."""
    written = _composed(password)
    if len(written) < SHORTEST:
        raise Invalid(FieldProblem("password", "too_short", {"shortest": SHORTEST}))
    if len(written) > LONGEST:
        raise Invalid(FieldProblem("password", "too_long", {"longest": LONGEST}))
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    person = directory.by_login.get(login)
    if person is None:
        raise NotFound("person", login)
    if _is_guessable(written, known_words(directory, directory.people[person])):
        raise Invalid(FieldProblem("password", "too_guessable"))
    password_hash = hash_password(written)
    with runtime.database.transaction() as connection:
        credentials.put(connection, person, password_hash, now)


def known_words(directory: Directory, person: Person) -> tuple[str, ...]:
    """What anybody would try first: the person's login, names, address, posts and units, the school and the service."""
    held = directory.by_person.get(person.id, ())
    roots = [unit for unit in directory.units.values() if unit.parent is None]
    places = [directory.units[it.unit] for it in held if it.unit in directory.units]
    posts = [directory.posts[it.post] for it in held if it.post in directory.posts]
    labels = [(it.key, it.label) for it in (*places, *roots)] + [(it.key, it.label) for it in posts]
    said = [text for key, label in labels for text in (key, label.zh, label.en)]
    texts = [person.login, person.name.zh, person.name.en, person.email, *said, *SERVICE]
    words = [word.casefold() for text in texts for word in (text, *_WORD.findall(text))]
    return tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST_WORD - (not word.isascii())))


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


def _is_guessable(password: str, words: tuple[str, ...]) -> bool:
    left = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < LEAST_OF_ONES_OWN or guesses_of(password, words) < LEAST_GUESSES


def _composed(password: str) -> str:
    """One spelling for what keyboards compose differently."""
    return unicodedata.normalize("NFC", password)
