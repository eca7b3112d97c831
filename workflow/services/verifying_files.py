"""A file that somebody was handed, checked offline: a record, or a PDF with the record in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflow.adapters.pdf_reading import NotEnclosed, enclosed
from workflow.adapters.signing import verify
from workflow.core.record import RecordProblem
from workflow.core.seals import seal_of
from workflow.services.verifying import LARGEST, Verdict, verify_record

RECORD_NAME: Final = "record.json"
_PDF: Final = b"%PDF-"


def verify_file(content: bytes, key: str | None = None) -> Verdict:
    """Like `verify_record`, for either kind of file. Never raises.

    Codes for PDFs beside those of the record: no_record_in_pdf, seal_missing, seal_differs (the pages are not those
    that were drawn, whatever the record in it says).
    """
    if not content.startswith(_PDF):
        return verify_record(content, key)
    try:
        record = enclosed(content[: LARGEST + 1], RECORD_NAME)
    except NotEnclosed:
        return Verdict((RecordProblem("no_record_in_pdf", "file"),), None, None, "given" if key else "embedded")
    verdict = verify_record(record, key)
    trusted = key if key is not None or verdict.signed_by is None else json.loads(record)["signature"]["key"]
    return replace(verdict, problems=(*verdict.problems, *_seal_problems(content, trusted)))


def _seal_problems(content: bytes, key: str | None) -> Iterator[RecordProblem]:
    """Without any key to trust the record is refused already."""
    seal = seal_of(content)
    if seal is None:
        yield RecordProblem("seal_missing", "file")
    elif key is not None and not verify(key, seal.content, seal.signature):
        yield RecordProblem("seal_differs", "file")
