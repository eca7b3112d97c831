"""The files that uploads and drafts speak of; those of documents are looked at with their cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from workflow.adapters.files import is_there
from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.services.sweeping import unreferred
from workflow.services.uploads import LIFE
from workflow.store.blobs import files_of_drafts
from workflow.store.tables import uploads


def files_kept(scene: Scene, root: Path | None = None) -> Iterator[Fault]:
    """What an upload of today or a draft names is on the disk; how many files nobody names is told, and no fault."""
    if root is None:
        return
    for draft, sha256 in files_of_drafts(scene.connection):
        if not is_there(root, sha256):
            yield fault("file_of_draft_missing", draft=draft, sha256=sha256)
    for row in scene.connection.execute(select(uploads).where(uploads.c.at >= scene.now - LIFE)):
        if not is_there(root, row.sha256):
            yield fault("file_of_upload_missing", upload=row.id, sha256=row.sha256)
    spare = sum(len(found) for found in unreferred(scene.connection, root))
    if spare:
        yield fault("files_unreferred", severity="info", count=spare)
