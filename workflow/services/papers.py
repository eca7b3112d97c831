"""One stored version of a document of a case, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from workflow.adapters.files import open_blob
from workflow.core.case import FileView
from workflow.core.errors import NotFound
from workflow.services.case_changes import shown_files
from workflow.services.runtime import Runtime
from workflow.services.showing import see_case
from workflow.store import cases


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """The caller closes `content`. `saved_as` says of which case and version it is."""

    file: FileView
    saved_as: str
    content: BufferedReader


def open_paper(
    runtime: Runtime, root: Path, number: str, name: str, version: int, *, person: int, now: datetime
) -> OpenedPaper:
    """Raises NotFound: for strangers, for what they may not see, and for what is not drawn yet."""
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, number, now, actor=person)
        kept = cases.document_versions(connection, seen.view.id)
    found = next((row.file for row in kept if (row.file.name, row.file.version) == (name, version)), None)
    if found is None or name not in shown_files(seen):
        raise NotFound("file", name)
    label = seen.process.definition.documents[name].label.zh
    ending = found.filename.rpartition(".")[2]
    return OpenedPaper(found, f"{number}_{label}_v{version}.{ending}", open_blob(root, found.sha256))
