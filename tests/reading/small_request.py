"""The files of a small made-up office, and ways to spoil them."""

from __future__ import annotations

from pathlib import Path

from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.reading.folder import Library, read_folder

PROCESS = "processes/small_request.yaml"
_FOLDER = Path(__file__).parent / "files"
FILES = {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in _FOLDER.rglob("*.yaml")}


def with_change(old: str, new: str, file: str = PROCESS) -> dict[str, bytes]:
    """The files with the first `old` of one of them replaced."""
    text = FILES[file].decode()
    assert old in text, old
    return {**FILES, file: text.replace(old, new, 1).encode()}


def read_with(old: str, new: str, file: str = PROCESS) -> Library:
    return read_folder(with_change(old, new, file))


def definition_with(old: str = "", new: str = "") -> Definition:
    """The process as compiled after a change that breaks nothing."""
    compiled = read_folder(with_change(old, new)).processes["small_request"]
    assert compiled.definition is not None
    return compiled.definition


def place_after(old: str, new: str, at: str, file: str = PROCESS) -> tuple[int, int]:
    """Line and column of `at` in the changed file: where the change is or after it, else the first."""
    text = with_change(old, new, file)[file].decode()
    begin = text.index(new)
    index = text.index(at, begin if at in text[begin:] else 0)
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def facts(finding: Finding) -> tuple[str, str, int | None, int | None]:
    return finding.rule, finding.code, finding.line, finding.column
