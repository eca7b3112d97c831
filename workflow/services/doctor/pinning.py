"""Whether the definitions that cases rely on are there, and are what they were when they were published."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.shapes.kinds import KINDS, kind_of
from workflow.reading.strict import Unreadable, read_yaml
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.store import publications
from workflow.store.publications import Publication


def pinned(dossier: Dossier) -> Iterator[Fault]:
    """The definition under which the case goes can be read, is of its process and knows where the case stands."""
    case = dossier.case
    if dossier.process is None:
        yield fault("definition_unreadable", sha256=case.definition)
        return
    definition = dossier.process.definition
    if definition.process != case.process:
        yield fault("definition_of_another_process", process=case.process, definition=definition.process)
    standing = {case.state, *(task.state for task in dossier.tasks if task.closed_at is None)}
    for state in sorted(standing - definition.states.keys()):
        yield fault("unknown_state", state=state)


def sources_kept(scene: Scene) -> Iterator[Fault]:
    """Each published source still has the identity under which it was published."""
    for row in publications.every(scene.connection):
        if identity_of(row) != row.sha256:
            yield fault("source_differs", kind=row.kind, key=row.key, version=row.version)


def identity_of(row: Publication) -> str | None:
    """The identity of the source as it stands; None when it cannot be read as its kind any more.

    A file that names no version is told from its earlier versions by the number it was given.
    """
    try:
        tree = read_yaml(row.source, row.key)
        kind = kind_of(tree.value)
        if kind is None or kind != row.kind:
            return None
        content = fingerprint(KINDS[kind].model_validate(tree.value))
    except (Unreadable, ValueError):
        return None
    return content if "version" in tree.value else sha256_hex(canonical_bytes([row.version, content]))
