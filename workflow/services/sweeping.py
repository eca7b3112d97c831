"""Stored files that nobody refers to: of uploads never used, drafts deleted, forms never sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from workflow.adapters.file_sweeping import Held, folders_of, forget_note, held_in, note, take_away, tidy_up
from workflow.services.runtime import Runtime
from workflow.store.blobs import referred
from workflow.store.engine import Connection

GRACE: Final = timedelta(hours=24)
"""A file younger than that may be on its way into a row."""
QUARANTINE: Final = timedelta(hours=24)
"""Between finding a file without a row and taking it away; longer than any request that has read its digest."""
CHUNK: Final = 500


def sweep_folder(runtime: Runtime, folder: Path, now: datetime) -> int:
    """Note what is without a row, and take away what was noted long enough ago and still is; how many were taken.

    `now` is the time of the machine, as the files have it.
    """
    tidy_up(folder)
    old = [held for held in held_in(folder) if held.stored_at < now - GRACE]
    return sum(_sweep(runtime, old[start : start + CHUNK], now) for start in range(0, len(old), CHUNK))


def unreferred(connection: Connection, root: Path) -> Iterator[frozenset[str]]:
    """Folder by folder, stored files that no row speaks of at this moment, however young."""
    for folder in folders_of(root):
        names = [held.sha256 for held in held_in(folder)]
        for start in range(0, len(names), CHUNK):
            asked = names[start : start + CHUNK]
            yield frozenset(asked) - referred(connection, asked)


def _sweep(runtime: Runtime, old: Sequence[Held], now: datetime) -> int:
    with runtime.database.report() as connection:
        kept = referred(connection, [held.sha256 for held in old])
    taken = 0
    for held in old:
        if held.sha256 in kept:
            forget_note(held)
        elif held.noted_at is None:
            note(held, now)
        elif held.noted_at <= now - QUARANTINE:
            taken += take_away(held)
    return taken
