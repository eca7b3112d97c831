"""Whether a printed paper still holds, for anybody who has its code: the verdict and what to compare, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workflow.core.case import FileView
from workflow.core.masking import masked
from workflow.core.text import Text
from workflow.core.verify_codes import RANDOM_BYTES, make_code, read_code
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.store import renderings, verify_codes
from workflow.store.engine import Connection
from workflow.store.renderings import Found
from workflow.store.revisions import load_revisions


@dataclass(frozen=True, slots=True)
class Known:
    """What stands on the paper: `holder` is masked.

    `fingerprint` is the hash of the entry that made the version; of a document that the case drew for itself, the
    digest of its frozen input, and `number` is its own where it has one.
    """

    number: str
    kind: Text
    unit: Text
    holder: Text
    version: int
    at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Checked:
    """`code` is as it is printed; `mistyped` when what was typed can be no code at all."""

    verdict: Literal["valid", "replaced", "draft", "revoked", "not_found"]
    code: str | None
    known: Known | None = None

    @property
    def mistyped(self) -> bool:
        return self.code is None


def check_code(runtime: Runtime, typed: str) -> Checked:
    """The verdict on a code, however it is written: `replaced` when the case has moved on since it was printed.

    Of a document: `replaced` by a newer version, `draft` of a letter that has not gone out, `revoked` when it never
    will or its case came to another end than an approval.
    """
    code = read_code(typed)
    if code is None:
        return Checked("not_found", None)
    with runtime.database.snapshot() as connection:
        paper = verify_codes.printed(connection, code)
        if paper is None:
            found = renderings.by_code(connection, code)
            return Checked("not_found", code) if found is None else _checked_document(runtime, connection, code, found)
        process = runtime.catalogue.process(connection, paper.definition)
        names = Names(runtime.people.at(connection, load_revisions(connection)), process.definition)
    known = Known(
        number=paper.number,
        kind=process.definition.title,
        unit=names.unit(paper.unit),
        holder=masked(names.person(paper.applicant)),
        version=paper.version,
        at=paper.at,
        fingerprint=paper.hash,
    )
    return Checked("valid" if paper.version == paper.current else "replaced", code, known)


def _checked_document(runtime: Runtime, connection: Connection, code: str, found: Found) -> Checked:
    made = found.rendering
    process = runtime.catalogue.process(connection, found.case_definition)
    drawn_by = runtime.catalogue.process(connection, made.definition).definition
    names = Names(runtime.people.at(connection, load_revisions(connection)), process.definition)
    known = Known(
        number=made.number or found.case_number,
        kind=drawn_by.documents[made.name].label,
        unit=names.unit(found.unit),
        holder=masked(names.person(found.applicant)),
        version=made.version,
        at=made.frozen_at,
        fingerprint=made.sha256,
    )
    present = FileView(made.name, *found.documents[made.name])
    is_letter = drawn_by.documents[made.name].issuing is not None
    return Checked(_standing(found, present, is_letter=is_letter), code, known)


def _standing(
    found: Found, present: FileView, *, is_letter: bool
) -> Literal["valid", "replaced", "draft", "revoked"]:  # fmt: skip
    if found.rendering.version < present.version:
        return "replaced"
    sent = found.rendering.issued
    if present.standing == "not_issued" or (not sent and found.outcome not in {None, "approved"}):
        return "revoked"
    return "draft" if is_letter and not sent else "valid"


def code_for(runtime: Runtime, connection: Connection, case_id: int, version: int, now: datetime) -> str:
    """The code of a version of a case, made when it is first printed."""
    known = verify_codes.code_of(connection, case_id, version)
    if known is not None:
        return known
    return verify_codes.issue(connection, case_id, version, make_code(runtime.random_bytes(RANDOM_BYTES)), now)
