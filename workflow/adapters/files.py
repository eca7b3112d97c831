"""Uploaded and rendered files, kept once under the digest of their bytes: `ab/cdef…` below one folder.

A file is on the disk, whole and under its name, before a row may speak of it. A file that no row came to speak of
is left for the sweep.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from workflow.adapters.durable import settle, sync_folder, temporary_beside
from workflow.core.errors import NotFound, QianheError

LARGEST: Final = 20 * 1024 * 1024
"""Bytes, unless the caller allows less or more."""

_CHUNK: Final = 64 * 1024
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class TooLarge(QianheError):
    """More bytes than `limit`; nothing was kept. Code `file_too_large` (megabytes)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.code = "file_too_large"
        self.params = {"megabytes": limit // (1024 * 1024)}


@dataclass(frozen=True, slots=True)
class Blob:
    """`size` in bytes."""

    sha256: str
    size: int


def store(root: Path, stream: BinaryIO, *, limit: int = LARGEST) -> Blob:
    """Keep what the stream holds; the same bytes are kept once, and storing them again mends a damaged copy.

    Reads at most one chunk beyond the limit, then raises TooLarge.
    """
    digest, size = hashlib.sha256(), 0
    with temporary_beside(root / "blob") as (temporary, file):
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge(limit)
            digest.update(chunk)
            file.write(chunk)
        sha256 = digest.hexdigest()
        path = _path(root, sha256)
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            sync_folder(root)
        settle(file, temporary, path)
    return Blob(sha256, size)


def open_blob(root: Path, sha256: str) -> BufferedReader:
    """The stored bytes. Raises NotFound."""
    try:
        return _path(root, sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("file", sha256) from None


def is_there(root: Path, sha256: str) -> bool:
    """Whether there is a file of that name, whatever is in it."""
    return _path(root, sha256).is_file()


def verify(root: Path, sha256: str) -> bool:
    """Whether the bytes are there and still have this digest."""
    try:
        with open_blob(root, sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except NotFound:
        return False


def _path(root: Path, sha256: str) -> Path:
    """Only a digest can name a file, so that no name leads out of the folder."""
    if not _DIGEST.fullmatch(sha256):
        raise NotFound("file", sha256)
    return root / sha256[:2] / sha256[2:]
