"""The PDF of a case: drawn on demand outside our process, kept until the case moves on, the signed record in it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from workflow.adapters.durable import write_whole
from workflow.adapters.files import open_blob
from workflow.adapters.pdf import Drawn, Enclosed
from workflow.core.canonical import canonical_bytes
from workflow.core.memos import Memo, Proof
from workflow.core.papers import Sheet
from workflow.core.seals import seal
from workflow.services.case_changes import shown_files
from workflow.services.documents import memo_of
from workflow.services.exporting import record_bytes, signed_record, unsigned_record
from workflow.services.row_names import names_of
from workflow.services.runtime import Runtime
from workflow.services.showing import Seen, see_case
from workflow.services.verifying import fingerprint
from workflow.services.verifying_codes import code_for
from workflow.services.verifying_files import RECORD_NAME
from workflow.services.withholding import limited, sees_all

_DESCRIPTION: Final = "案件紀錄（含簽章） / Signed record of the case"
_LOG: Final = logging.getLogger(__name__)

Draw = Callable[[str, Sequence[Enclosed]], Drawn]
LayOut = Callable[[Memo, Proof, Collection[str]], str]
LayOutSheets = Callable[[Sequence[Sheet], Proof | None, Collection[str]], str]


@dataclass(frozen=True, slots=True)
class Press:
    """What papers are made with. `draw` raises PdfFailed; `sign` signs with the key whose PEM is `public_key`.

    `layout` names the version of `lay_out`; `folder` is where papers are kept; `base_url` has no slash at its end.
    `files` is where documents are kept. `lay_out_sheets` is for documents that are no memorandum.
    """

    lay_out: LayOut
    lay_out_sheets: LayOutSheets
    layout: str
    draw: Draw
    sign: Callable[[bytes], str]
    public_key: str
    folder: Path
    files: Path
    base_url: str


@dataclass(frozen=True, slots=True)
class Paper:
    content: bytes
    filename: str


def case_paper(runtime: Runtime, press: Press, number: str, now: datetime, *, actor: int | None = None) -> Paper:
    """The paper of the case as it stands, with what `actor` may see; without an actor all of it.

    Raises NotFound, also for an actor who may not know the case, and PdfFailed.
    """
    filename = f"{number}.pdf"
    with runtime.database.snapshot() as connection:
        seen = see_case(runtime, connection, number, now, actor=actor)
        path = _kept_at(press, seen)
        if path.is_file():
            return Paper(path.read_bytes(), filename)
        names = names_of(connection, seen)
        record = unsigned_record(runtime, connection, number, now)
    visible, definition = seen.visible, seen.process.definition
    if visible is not None and not sees_all(definition, visible):
        record = limited(record, definition, visible)
    with runtime.database.transaction() as connection:
        code = code_for(runtime, connection, seen.view.id, seen.view.version, now)
    proof = Proof(code, f"{press.base_url}/verify/{code}", fingerprint(press.public_key) or "", now)
    signed = record_bytes(signed_record(record, sign=press.sign, public_key=press.public_key))
    content = seal(_drawn(press, memo_of(seen, names), proof, signed, tuple(_documents(press, seen))), press.sign)
    _keep(path, content)
    return Paper(content, filename)


def _drawn(press: Press, memo: Memo, proof: Proof, record: bytes, documents: Sequence[Enclosed]) -> bytes:
    """Twice where a character has no font: the second time with its number in its place."""
    enclosed = (Enclosed(RECORD_NAME, _DESCRIPTION, record), *documents)
    drawn = press.draw(press.lay_out(memo, proof, ()), enclosed)
    if not drawn.missing:
        return drawn.pdf
    _LOG.warning("no font has %s, which case %s needs", " ".join(drawn.missing), memo.number)
    return press.draw(press.lay_out(memo, proof, drawn.missing), enclosed).pdf


def _documents(press: Press, seen: Seen) -> Iterator[Enclosed]:
    """The newest version of each document that the case made of itself, as far as the reader may see it."""
    for name, file in shown_files(seen).items():
        if file.drawn:
            with open_blob(press.files, file.drawn) as content:
                yield Enclosed(file.filename, seen.process.definition.documents[name].label.zh, content.read())


def _kept_at(press: Press, seen: Seen) -> Path:
    """One file for each version, layout, and set of what is seen."""
    visible = seen.visible
    sight: object = None
    if visible is not None and not sees_all(seen.process.definition, visible):
        sight = [sorted(visible.fields), sorted(visible.documents), visible.opinions]
    view = seen.view
    about = [view.id, view.version, view.head, press.layout, press.base_url, press.public_key, sight]
    key = hashlib.sha256(canonical_bytes(about)).hexdigest()
    return press.folder / str(view.id) / f"{view.version}-{key[:32]}.pdf"


def _keep(path: Path, content: bytes) -> None:
    """Those of earlier versions go: nobody asks for them any more."""
    write_whole(path, content)
    version = path.name.partition("-")[0]
    for other in path.parent.glob("*.pdf"):
        if other.name.partition("-")[0] != version:
            other.unlink(missing_ok=True)
