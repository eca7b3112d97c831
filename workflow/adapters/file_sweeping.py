"""Taking stored files away that no row speaks of any more.

A file goes only when it was found without a row twice, a day or more apart: `note` writes the first time down, in an
empty file beside it. Whoever had read its digest from a row before that has long committed; whoever hands the same
bytes in again stores them again, which is seen by their time. Taking away begins with another name, so that bytes
stored at this very moment are found under it and put back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_FOLDER: Final = re.compile(r"[0-9a-f]{2}")
_REST: Final = re.compile(r"[0-9a-f]{62}")
_NOTE: Final = ".spare-"
_ASIDE: Final = ".aside-"
_INCOMING: Final = ".incoming-*"


@dataclass(frozen=True, slots=True)
class Held:
    """`stored` is the time of its last storing, `noted` when it was first found without a row since."""

    sha256: str
    path: Path
    stored: int
    noted: int | None

    @property
    def stored_at(self) -> datetime:
        return _moment(self.stored)

    @property
    def noted_at(self) -> datetime | None:
        """None where it has been stored again since."""
        return _moment(self.noted) if self.noted is not None and self.noted >= self.stored else None


def folders_of(root: Path) -> tuple[Path, ...]:
    """The folders that files are in; none where nothing was ever stored."""
    if not root.is_dir():
        return ()
    return tuple(sorted(path for path in root.iterdir() if _FOLDER.fullmatch(path.name) and path.is_dir()))


def held_in(folder: Path) -> tuple[Held, ...]:
    """The files of one folder."""
    return tuple(_held(folder, path) for path in sorted(folder.iterdir()) if _REST.fullmatch(path.name))


def tidy_up(folder: Path) -> None:
    """After somebody was killed: what he had set aside is back, to be judged anew, and no note is left of what went."""
    for aside in sorted(folder.glob(f"{_ASIDE}*")):
        _put_back(aside, folder / aside.name.removeprefix(_ASIDE))
    for noted in sorted(folder.glob(f"{_NOTE}*")):
        if not (folder / noted.name.removeprefix(_NOTE)).exists():
            noted.unlink(missing_ok=True)


def note(held: Held, now: datetime) -> None:
    """Write down that it was found without a row."""
    path = _note_of(held.path)
    path.touch(mode=0o600)
    os.utime(path, (now.timestamp(), now.timestamp()))


def forget_note(held: Held) -> None:
    _note_of(held.path).unlink(missing_ok=True)


def take_away(held: Held) -> bool:
    """False when it was stored again meanwhile, or somebody else took it away."""
    aside = aside_of(held.path)
    try:
        held.path.rename(aside)
        again = aside.stat().st_mtime_ns != held.stored
    except FileNotFoundError:
        return False
    if again:
        _put_back(aside, held.path)
    else:
        aside.unlink(missing_ok=True)
    forget_note(held)
    return not again


def drop_incoming(root: Path, before: datetime) -> int:
    """Remove what somebody was killed over while storing it; how many."""
    old = [path for path in _incoming(root) if _moment(path.stat().st_mtime_ns) < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def aside_of(path: Path) -> Path:
    """The name of a file that is being taken away."""
    return path.with_name(f"{_ASIDE}{path.name}")


def _incoming(root: Path) -> Iterator[Path]:
    return (path for path in root.glob(_INCOMING) if path.is_file())


def _held(folder: Path, path: Path) -> Held:
    noted = _note_of(path)
    seen = noted.stat().st_mtime_ns if noted.exists() else None
    return Held(folder.name + path.name, path, path.stat().st_mtime_ns, seen)


def _note_of(path: Path) -> Path:
    return path.with_name(f"{_NOTE}{path.name}")


def _put_back(aside: Path, path: Path) -> None:
    """What was stored meanwhile is the same and stays; at no moment is neither there."""
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    except FileNotFoundError:
        return
    aside.unlink(missing_ok=True)


def _moment(nanoseconds: int) -> datetime:
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
