"""What is wrong with a definition, and where: codes with parameters; sentences are made at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning", "info"]
Path = tuple[str | int, ...]
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the number of the check (`L02`). `path` leads from the top of the file to the place.

    `line` and `column` count from 1. `hint` is a word that was probably meant, never a sentence.
    """

    rule: str
    severity: Severity
    path: Path
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    line: int | None = None
    column: int | None = None
    hint: str | None = None


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def place(finding: Finding, file: str, positions: Mapping[Path, Position]) -> Finding:
    """The finding with file, line and column; a path that the file does not have points at the nearest one above it."""
    path = finding.path
    while path and path not in positions:
        path = path[:-1]
    line, column = positions.get(path, (1, 1))
    return replace(finding, file=file, line=line, column=column)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """As somebody reading the files from the top would meet them."""
    return tuple(sorted(findings, key=lambda it: (it.file, it.line or 0, it.column or 0, it.rule, it.code)))
