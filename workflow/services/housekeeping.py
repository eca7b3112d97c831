"""What the clock does beside what is due: dropping rows and files that have served, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from workflow.adapters.file_sweeping import drop_incoming, folders_of
from workflow.services import guest_door, sessions, signing_in, uploads
from workflow.services.runtime import Runtime
from workflow.services.sweeping import GRACE, sweep_folder
from workflow.store.engine import Connection
from workflow.store.forgetting import Key, forget_forms, forget_looks, forget_oldest

PIECE: Final = 500
"""Rows looked at in one transaction."""
ANSWERS_KEPT: Final = timedelta(days=30)
"""A form sent again within that time gets its first answer. A form sent too late is kept 7 days for its person."""
LOOKS_KEPT: Final = timedelta(days=365)
"""After a case is closed."""
ROWS_KEPT: Final = {
    "sessions": sessions.KEPT_FOR,
    "sign_in_attempts": signing_in.WINDOW,
    "uploads": uploads.LIFE,
    "guest_codes": guest_door.CODES_KEPT,
}

Walk = Callable[[Connection, Key | None, datetime, int], Key | None]


class Housekeeper:
    """Goes round after round; `root` is where uploaded files are kept."""

    def __init__(self, runtime: Runtime, root: Path) -> None:
        self._runtime, self._root = runtime, root
        self._round: Iterator[None] | None = None

    def do_piece(self, now: datetime) -> bool:
        """One piece of a round, in a short transaction; False when the round is over. `now` is the machine's time."""
        if self._round is None:
            self._round = round_of(self._runtime, self._root, now)
        try:
            next(self._round)
        except StopIteration:
            self._round = None
        return self._round is not None


def round_of(runtime: Runtime, root: Path, now: datetime) -> Iterator[None]:
    """Everything once, a piece for each step of the iterator. Evidence and letters are not touched."""
    for table, kept in ROWS_KEPT.items():
        while _forgotten(runtime, table, now - kept) == PIECE:
            yield
    yield from _walked(runtime, forget_forms, now - ANSWERS_KEPT)
    yield from _walked(runtime, forget_looks, now - LOOKS_KEPT)
    for folder in folders_of(root):
        sweep_folder(runtime, folder, now)
        yield
    drop_incoming(root, now - GRACE)


def _forgotten(runtime: Runtime, table: str, before: datetime) -> int:
    with runtime.database.transaction() as connection:
        return forget_oldest(connection, table, before, most=PIECE)


def _walked(runtime: Runtime, walk: Walk, before: datetime) -> Iterator[None]:
    place: Key | None = None
    while True:
        with runtime.database.transaction() as connection:
            place = walk(connection, place, before, PIECE)
        if place is None:
            return
        yield
