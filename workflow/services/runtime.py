"""What a service is given: the database, the definitions, the people, and the few things that are not pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workflow.core.directory import Directory
from workflow.services.agreement_book import Agreements
from workflow.services.catalogue import Catalogue
from workflow.services.partner_book import Partners
from workflow.services.remembering import Remembered
from workflow.store.engine import Connection, Database
from workflow.store.errors import TryAgain
from workflow.store.people import load_directory

Unavailable = TryAgain
"""What a service raises while the database does not answer; the same question may be asked again."""
Revisions = Mapping[str, int]
"""Counters by name: `directory` moves when people change, `definitions` when something is published, and one for each
register.
"""


def no_key(name: str) -> bytes:
    """Of a runtime that was given no key: it cannot send links."""
    raise RuntimeError(f"no key to derive {name} from")


class People:
    """The directory in memory, read anew only when its revision has moved."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: tuple[tuple[int, int], Directory] | None = None

    def at(self, connection: Connection, revisions: Revisions) -> Directory:
        """The picture for the revisions that were read together with the case, so that no right is older."""
        wanted = (revisions.get("directory", 0), revisions.get("definitions", 0))
        known = self._known
        if known is None or known[0] != wanted:
            current = self._catalogue.current(connection, wanted[1])
            directory = load_directory(connection, wanted[0], units=current.units, posts=current.posts)
            known = self._known = (wanted, directory)
        return known[1]


@dataclass(frozen=True, slots=True)
class Runtime:
    """`random_bytes(n)` gives fresh randomness for salts and ids, `derive(name)` 32 secret bytes, always the same."""

    database: Database
    catalogue: Catalogue
    people: People
    random_bytes: Callable[[int], bytes]
    partners: Partners = field(default_factory=Partners)
    agreements: Agreements = field(default_factory=Agreements)
    books: Remembered = field(default_factory=Remembered)
    derive: Callable[[str], bytes] = no_key
