"""Writing a file so that it is there whole or not at all, also after the power fails."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: bytes, *, new: bool = False) -> None:
    """Put `content` at `path`, readable by the owner only; folders that are missing are made.

    An existing file is replaced; with `new` it is left alone and FileExistsError raised.
    """
    with temporary_beside(path) as (temporary, file):
        file.write(content)
        settle(file, temporary, path, new=new)


@contextmanager
def temporary_beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """An open file in the folder of `path`, gone afterwards unless it was settled."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield Path(name), file
    finally:
        Path(name).unlink(missing_ok=True)


def settle(file: BinaryIO, temporary: Path, path: Path, *, new: bool = False) -> None:
    """Bring what was written to the disk, and only then give it its name."""
    file.flush()
    os.fsync(file.fileno())
    if new:
        os.link(temporary, path)
    else:
        temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new name is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
