"""The evidence of a case: its chain, what its commitments hide, and the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from workflow.adapters.files import open_blob
from workflow.core.binding import commitment, rendered_digest
from workflow.core.canonical import moment_text
from workflow.core.case import FileView
from workflow.core.chain import genesis_hash, verify_chain
from workflow.core.errors import NotFound
from workflow.core.freezing import INPUT_ONLY
from workflow.core.rendering import RENDERED
from workflow.core.scopes import bound_value
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault


def chain_holds(dossier: Dossier) -> Iterator[Fault]:
    """Every link from the genesis to the head in the case's row; each entry speaks of this case, place and moment."""
    case = dossier.case
    begun = dossier.facts.get(1, {}).get("definition", case.definition)
    links = [(row.seq, row.prev_hash, row.entry.encode(), row.hash) for row in dossier.entries]
    for problem in verify_chain(links, genesis_hash(str(case.id), str(begun)), case.head):
        yield fault(problem.code, seq=problem.seq)
    for row in dossier.entries:
        facts = dossier.facts[row.seq]
        if (facts.get("case"), facts.get("seq")) != (case.id, row.seq) or facts.get("at") != moment_text(row.at):
            yield fault("facts_differ", seq=row.seq)


def commitments_open(dossier: Dossier) -> Iterator[Fault]:
    """The last commitment to each field and file opens with what is stored now, and each text with its own salt."""
    yield from _texts(dossier)
    if dossier.process is None:
        return
    case, definition = dossier.case, dossier.process.definition
    documents = {name: FileView(name, *file) for name, file in case.documents.items()}
    for name, committed in latest_commitments(dossier.facts).items():
        salt = case.salts.get(name)
        value = bound_value(definition, case.data, documents, name)
        if salt is None:
            yield fault("salt_missing", name=name)
        elif commitment(bytes.fromhex(salt), value) != committed:
            yield fault("commitment_differs", name=name)


def latest_commitments(facts: Mapping[int, Mapping[str, Any]]) -> dict[str, str]:
    """By name; older ones are of values that have been replaced since."""
    latest: dict[str, str] = {}
    for said in facts.values():
        latest |= said.get("commitments", {})
    return latest


def documents_kept(dossier: Dossier, root: Path | None = None) -> Iterator[Fault]:
    """Each document that the case holds has its row, and each row the file below `root`, of that length and digest."""
    kept = {(row.name, row.version): row.sha256 for row in dossier.documents}
    for name, (version, digest, _size, _filename, media_type, *_) in dossier.case.documents.items():
        if media_type != INPUT_ONLY and kept.get((name, version)) != digest:
            yield fault("document_without_row", name=name, version=version)
    yield from _rendered(dossier)
    if root is not None:
        yield from _files(dossier, root)


def _rendered(dossier: Dossier) -> Iterator[Fault]:
    """Each version that an entry froze has its input, whose digest is what the case holds; each that an entry drew
    has its bytes, and none else is said to be drawn."""
    rows = {(row.name, row.version): row for row in dossier.renderings}
    told = [each for facts in dossier.facts.values() for each in facts.get("events", ()) if each["event"] in _FREEZE]
    made = [facts[RENDERED] for facts in dossier.facts.values() if RENDERED in facts]
    for name, version in {(each["document"], each["version"]) for each in told} - rows.keys():
        yield fault("frozen_without_row", name=name, version=version)
    for (name, version), row in rows.items():
        held = dossier.case.documents.get(name, (0, ""))
        if rendered_digest(row.layout, row.content) != row.sha256 or (held[0] == version and held[1] != row.sha256):
            yield fault("input_differs", name=name, version=version)
    drawn = {(row.name, row.version) for row in dossier.renderings if row.result == "drawn"}
    kept = {(row.name, row.version, row.sha256) for row in dossier.documents}
    for name, version in drawn ^ {(each["document"], each["version"]) for each in made}:
        yield fault("drawn_differs", name=name, version=version)
    for each in made:
        if (each["document"], each["version"], each["sha256"]) not in kept:
            yield fault("drawn_without_row", name=each["document"], version=each["version"])


_FREEZE: Final = frozenset({"frozen", "issued"})


def _texts(dossier: Dossier) -> Iterator[Fault]:
    for row in dossier.entries:
        committed = dossier.facts[row.seq].get("text")
        if (committed is None) != (row.reason is None):
            yield fault("text_missing" if row.reason is None else "text_uncommitted", seq=row.seq)
        elif committed is not None and commitment(bytes.fromhex(row.reason_salt or ""), row.reason) != committed:
            yield fault("text_differs", seq=row.seq)


def _files(dossier: Dossier, root: Path) -> Iterator[Fault]:
    for row in dossier.documents:
        found = _measured(root, row.sha256)
        if found != (row.sha256, row.size):
            code = "file_missing" if found is None else "file_differs"
            yield fault(code, name=row.name, version=row.version, sha256=row.sha256)


def _measured(root: Path, sha256: str) -> tuple[str, int] | None:
    try:
        with open_blob(root, sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except NotFound:
        return None
