"""Which files a PATH means, and the shared files that a process is read against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflow.bootstrap import SHIPPED
from workflow.cli.saying import WRONG_USAGE, Stopped
from workflow.reading.decoding import LARGEST
from workflow.reading.folder import ENDINGS
from workflow.reading.shapes.kinds import Kind, kind_of
from workflow.reading.strict import Unreadable, read_yaml

_NAMED: Final = re.compile(rb"\bprocess: *([a-z][a-z0-9_]*)")
_SINGLE: Final = frozenset({"organisation", "authority"})
_Identity = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """`files` by the name that findings show; `asked` are those that were named, the rest stands around them."""

    files: Mapping[str, bytes]
    asked: frozenset[str]


def gather(paths: Iterable[Path]) -> Gathered:
    """The YAML files at or below each path. What processes share is taken from the folder of definitions that they
    stand in, else from the shipped one, unless it is among the files; so are processes of which cases begin out of
    theirs. Raises Stopped `no_yaml`, OSError."""
    asked: dict[str, bytes] = {}
    around: dict[str, bytes] = {}
    for path in paths:
        asked.update(yaml_files(path))
        around.update(_below(_home_of(path)))
    defined = {identity for name, content in asked.items() if (identity := _identity(name, content))}
    shared = dict(_shared(around, asked, defined))
    begun = dict(_begun(around, asked, defined))
    return Gathered({**shared, **begun, **asked}, frozenset(asked))


def yaml_files(path: Path) -> dict[str, bytes]:
    """The files at or below a path by the name under which they can be opened. Raises Stopped `no_yaml`, OSError."""
    found = _below(path)
    if not found:
        raise Stopped("no_yaml", WRONG_USAGE, path=str(path))
    return found


def _shared(
    around: Mapping[str, bytes], asked: Mapping[str, bytes], defined: set[_Identity]
) -> Iterator[tuple[str, bytes]]:
    for name, content in around.items():
        identity = _identity(name, content)
        if name not in asked and identity is not None and identity[0] != "process" and identity not in defined:
            yield name, content


def _begun(
    around: Mapping[str, bytes], asked: Mapping[str, bytes], defined: set[_Identity]
) -> Iterator[tuple[str, bytes]]:
    """The files of processes that the asked ones name, and of those that these name."""
    found_of = {name: _identity(name, content) for name, content in around.items()}
    known = {of[1]: name for name, of in found_of.items() if of and of[0] == "process" and of not in defined}
    waiting, found = list(asked.values()), set(asked)
    while waiting:
        for key in _NAMED.findall(waiting.pop()):
            name = known.get(key.decode())
            if name is not None and name not in found:
                found.add(name)
                waiting.append(around[name])
                yield name, around[name]


def _home_of(path: Path) -> Path:
    """The nearest folder from `path` upwards that holds an organisation, else the shipped definitions."""
    start = path.absolute()
    homes = (folder for folder in (start, *start.parents) if (folder / "organisation.yaml").is_file())
    home = next(homes, SHIPPED)
    return _as_given(home, path)


def _as_given(home: Path, path: Path) -> Path:
    """Relative where the path was, so that a file has one name however it is reached."""
    here = Path.cwd()
    return home.relative_to(here) if not path.is_absolute() and home.is_relative_to(here) else home


def _below(path: Path) -> dict[str, bytes]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {file.as_posix(): _content(file) for file in files if file.suffix.lower() in ENDINGS and file.is_file()}


def _content(file: Path) -> bytes:
    """No more than shows that it is too large."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _identity(name: str, content: bytes) -> _Identity | None:
    try:
        value = read_yaml(content, name).value
    except Unreadable:
        return None
    kind = kind_of(value)
    return None if kind is None else (kind, "" if kind in _SINGLE else str(value[kind]))
