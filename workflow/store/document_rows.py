"""Documents of a step as rows of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.core.case import CaseView, FileView
from workflow.core.decision import Frozen, NewDocument
from workflow.store.types import json_text

Row = tuple[Any, ...]


def files_text(documents: Mapping[str, FileView]) -> str:
    return json_text(
        {
            name: [file.version, file.sha256, file.size, file.filename, file.media_type, *_made(file)]
            for name, file in sorted(documents.items())
        }
    )


def _made(file: FileView) -> tuple[str, ...]:
    """What only rendered documents have."""
    return (file.drawn, file.standing) if file.drawn or file.standing else ()


def document_row(document: NewDocument, at: str) -> Row:
    file = document.file
    return (
        file.name,
        file.version,
        file.sha256,
        file.size,
        file.filename,
        file.media_type,
        at,
        document.by,
    )


def frozen_row(frozen: Frozen, case: CaseView, at: str) -> Row:
    file = frozen.file
    content, issued = json_text(frozen.content), file.standing == "issued"
    return (file.name, file.version, case.definition, frozen.layout, file.sha256, content, at, issued, frozen.code, at)
