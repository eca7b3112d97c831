"""Signing in with a password: slow for whoever guesses, the same answer whether or not a login exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflow.core.calendar import TAIPEI
from workflow.core.canonical import sha256_hex
from workflow.core.directory import Directory, Person, posts_of
from workflow.core.errors import NotFound, Refusal, Refused
from workflow.core.text import Text
from workflow.services.passwords import check_password
from workflow.services.runtime import Runtime
from workflow.store import sessions
from workflow.store.engine import Connection
from workflow.store.revisions import load_revisions

MOST_PER_LOGIN: Final = 5
MOST_PER_ADDRESS: Final = 50
"""Higher, because a whole office may share one address."""
WINDOW: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody whom one may be in the demo; `posts` are the labels of what is held today."""

    login: str
    name: Text
    posts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The seats of a unit."""

    unit: Text
    seats: tuple[Seat, ...]

    @property
    def size(self) -> int:
        return len(self.seats)


def sign_in(runtime: Runtime, login: str, password: str, address: str, now: datetime) -> int:
    """The id of whoever may come in. Raises Refused: `sign_in_failed`, or `sign_in_locked` with `until`.

    Five failures lock a login for 15 minutes, and so do 50 from one address; sessions that are open go on.
    """
    by_login, by_address = f"login:{sha256_hex(login.encode('utf-8', 'surrogatepass'))}", f"address:{address}"
    with runtime.database.transaction() as connection:
        sessions.forget_attempts(connection, before=now - WINDOW)
        locks = [
            _counted(connection, by_login, now, most=MOST_PER_LOGIN, each=True),
            _counted(connection, by_address, now, most=MOST_PER_ADDRESS, each=False),
        ]
    until = max((lock for lock in locks if lock is not None), default=None)
    if until is not None:
        raise Refused(Refusal("sign_in_locked", {"until": until}))
    person = check_password(runtime, login, password, now)
    if person is None:
        raise Refused(Refusal("sign_in_failed"))
    with runtime.database.transaction() as connection:
        sessions.forget_attempts(connection, subject=by_login)
        sessions.take_back_attempt(connection, by_address)
    return person


def sign_again(runtime: Runtime, person: int, password: str, address: str, now: datetime) -> None:
    """Whoever is signed in proves once more who they are. Raises what `sign_in` raises; failures count as there."""
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    if sign_in(runtime, directory.people[person].login, password, address, now) != person:
        raise Refused(Refusal("sign_in_failed"))


def person_of_login(runtime: Runtime, login: str) -> Person:
    """Raises NotFound for nobody and for leavers."""
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    person = directory.people.get(directory.by_login.get(login, 0))
    if person is None or not person.active:
        raise NotFound("person", login)
    return person


def list_desks(runtime: Runtime, now: datetime, *, matching: str = "") -> Sequence[Desk]:
    """Everybody by the unit of the first post, in the order of the organisation.

    `matching` looks for each of its words in login, names, posts and unit.
    """
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    words = matching.casefold().split()
    found: dict[str, list[Seat]] = {}
    for person in sorted(directory.people.values(), key=lambda person: person.id):
        held = posts_of(directory, person.id, now.astimezone(TAIPEI).date())
        if not held:
            continue
        seat = Seat(person.login, person.name, tuple(directory.posts[post].label for post, _ in held))
        if all(word in _searched(seat, directory, held[0][1]) for word in words):
            found.setdefault(held[0][1], []).append(seat)
    return [Desk(unit.label, tuple(found[key])) for key, unit in directory.units.items() if key in found]


def _searched(seat: Seat, directory: Directory, unit: str) -> str:
    texts = (seat.name, *seat.posts, directory.units[unit].label)
    return "\n".join((seat.login, *(part for text in texts for part in (text.zh, text.en)))).casefold()


def _counted(connection: Connection, subject: str, now: datetime, *, most: int, each: bool) -> datetime | None:
    """Until when this subject is locked; None when it may try.

    With `each`, every failure begins the time anew until there are too many; without, the first one begins it.
    """
    found = sessions.count_attempt(connection, subject, now, since=now - WINDOW, counted_from=most if each else 0)
    return found.since + WINDOW if found.failures > most else None
