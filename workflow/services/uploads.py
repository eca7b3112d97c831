"""Files on their way into a case: taken from a person, kept for a day, and handed over with a command."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from workflow.adapters.file_kinds import ENDINGS, WrongContent, sniff
from workflow.adapters.files import LARGEST, TooLarge, store
from workflow.core.case import FileView
from workflow.core.errors import FieldProblem, Invalid, Refusal, Refused
from workflow.core.field_texts import BadValue, clean_text
from workflow.services.runtime import Runtime
from workflow.store import uploads
from workflow.store.uploads import Upload

LIFE: Final = timedelta(hours=24)
FIELD: Final = "file"
LONGEST_NAME: Final = 200
ID_BYTES: Final = 16


def take_upload(
    runtime: Runtime,
    root: Path,
    person: int,
    filename: str,
    stream: IO[bytes],
    *,
    now: datetime,
    nonce: str | None = None,
) -> Upload:
    """Keep a file for `person`, who can use its id for a day. With a nonce, a repeat gets the upload of before.

    Raises Invalid with problems of the field `file`, and Refused `form_used` when the nonce came with another file.
    Uploads of before that day are forgotten.
    """
    name = _clean_name(filename)
    content = stream.read(LARGEST + 1)
    problems = tuple(file_problems(FIELD, name, content))
    if problems:
        raise Invalid(*problems)
    kept = keep_file(root, FIELD, name, content)
    upload = Upload(_id(runtime, person, nonce), person, kept.sha256, kept.size, name, kept.media_type, now)
    with runtime.database.transaction() as connection:
        uploads.forget_before(connection, now - LIFE)
        uploads.add(connection, upload)
        known = uploads.get(connection, upload.id, person, since=now - LIFE)
    if known is None or known.sha256 != upload.sha256:
        raise Refused(Refusal("form_used", {}))
    return known


def find_files(runtime: Runtime, person: int, ids: Mapping[str, str], now: datetime) -> dict[str, FileView]:
    """The files of a command by the field that takes each. Raises Invalid with every field whose file is not, or no
    longer, among what `person` handed in.
    """
    if not ids:
        return {}
    with runtime.database.snapshot() as connection:
        found = uploads.of_ids(connection, tuple(ids.values()), person, since=now - LIFE)
    missing = [field for field, upload in ids.items() if upload not in found]
    if missing:
        raise Invalid(*(FieldProblem(field, "unknown_file", {}) for field in missing))
    return {field: _view(field, found[upload]) for field, upload in ids.items()}


def file_problems(field: str, filename: str, content: bytes) -> Iterator[FieldProblem]:
    """What is wrong with a file by its size, its ending and its bytes; `content` may end one byte over the limit."""
    if len(content) > LARGEST:
        error = TooLarge(LARGEST)
        yield FieldProblem(field, error.code, {**error.params, "filename": filename})
        return
    try:
        if sniff(content, filename) is None:
            yield FieldProblem(field, "file_unknown_ending", {"filename": filename, "endings": list(ENDINGS)})
    except WrongContent as error:
        yield FieldProblem(field, error.code, error.params)


def keep_file(root: Path, field: str, filename: str, content: bytes) -> FileView:
    """Store bytes without `file_problems` under their digest; durable on return."""
    blob = store(root, BytesIO(content))
    return FileView(field, 0, blob.sha256, blob.size, filename, sniff(content, filename) or "")


def _clean_name(filename: str) -> str:
    """Without the folders that some browsers send along."""
    try:
        name = clean_text(filename.replace("\\", "/").rpartition("/")[2], longest=LONGEST_NAME)
    except BadValue as problem:
        raise Invalid(FieldProblem(FIELD, problem.code, problem.params)) from problem
    if name is None:
        raise Invalid(FieldProblem(FIELD, "required"))
    return name


def _id(runtime: Runtime, person: int, nonce: str | None) -> str:
    """Guessing one does not help: an upload is found only together with its person."""
    if nonce is None:
        chosen = runtime.random_bytes(ID_BYTES)
    else:
        chosen = hashlib.sha256(f"{person} {nonce}".encode()).digest()[:ID_BYTES]
    return base64.urlsafe_b64encode(chosen).decode("ascii").rstrip("=")


def _view(field: str, upload: Upload) -> FileView:
    return FileView(field, 0, upload.sha256, upload.size, upload.filename, upload.media_type)
