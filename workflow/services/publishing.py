"""Publishing definitions: all files of a set or none, and only what was proved and played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from workflow.core.calendar import TAIPEI
from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.core.errors import QianheError
from workflow.core.findings import Finding, in_order, place
from workflow.core.scenarios import Result
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.compiling.process import Compiled
from workflow.reading.folder import Files, Library, read_folder
from workflow.reading.shapes.kinds import KINDS, Kind, kind_of
from workflow.reading.strict import Tree, Unreadable, read_yaml
from workflow.services.checking_definitions import House, findings_of, played
from workflow.services.register_keys import keep_keys
from workflow.services.runtime import Runtime
from workflow.store import publications
from workflow.store.engine import Connection
from workflow.store.errors import TryAgain, Violated
from workflow.store.publications import Publication
from workflow.store.revisions import load_revisions

MOST_TRIES: Final = 3
FORBIDDING: Final = frozenset({"error", "warning"})
ONE_OF_A_KIND: Final = frozenset({"organisation", "authority"})


@dataclass(frozen=True, slots=True)
class Published:
    """One file of a set: written now, or in the database already with the same content."""

    kind: str
    key: str
    version: int
    sha256: str
    status: Literal["published", "unchanged"]


class NotPublished(QianheError):
    """Nothing of the set was published; `findings` hold the errors and the warnings that nobody accepted."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(f"{it.code} at {it.file}:{it.line}:{it.column}" for it in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class _Item:
    """What a file is as a publication, `taken` when its version is there with another content."""

    name: str
    publication: Publication
    known: bool = False
    taken: Publication | None = None
    newest: int = 0


def publish(runtime: Runtime, files: Files, by: int, now: datetime) -> tuple[Published, ...]:
    """Publish every file of a set, in the order of their names; `by` is a person's id, 0 for the system.

    A file that is not among them stands as it was published last, so a single process can be published against the
    organisation in force, and a new organisation is proved against the processes that use it. Raises NotPublished.
    """
    tries = MOST_TRIES
    while True:
        tries -= 1
        try:
            with runtime.database.transaction() as connection:
                return _publish_all(runtime, connection, files, by, now)
        except (TryAgain, Violated):  # somebody else publishes the same at this moment
            if not tries:
                raise


def unpublished(connection: Connection, files: Files, now: datetime) -> tuple[Publication, ...]:
    """The processes among the files that are not published as they are, as they would be; what is in no shape yet is
    left out."""
    items = _items(tuple(_trees(files)), files, publications.every(connection), 0, now)
    return tuple(item.publication for item in items if item.publication.kind == "process" and not item.known)


def _publish_all(
    runtime: Runtime, connection: Connection, files: Files, by: int, now: datetime
) -> tuple[Published, ...]:
    standing = publications.every(connection)
    trees = tuple(_trees(files))
    items = tuple(_items(trees, files, standing, by, now))
    if len(items) < len(files) or not all(item.known for item in items):
        house = House(runtime.people.at(connection, load_revisions(connection)), now)
        library = _prove(runtime, {**_rest(standing, trees), **files}, house)
        _refuse_versions(items)
        for item in items:
            if not item.known:
                publications.publish(connection, item.publication)
                _keep_keys(connection, item, library)
    return tuple(_published(item) for item in items)


def _keep_keys(connection: Connection, item: _Item, library: Library) -> None:
    """A register whose rows are too much alike for what its file says stays as it was published before."""
    spec = library.registers.get(item.publication.key) if item.publication.kind == "register" else None
    alike = keep_keys(connection, spec) if spec is not None else ()
    if alike:
        raise NotPublished((_about_version(item, "rows_alike", {"key": item.publication.key, "codes": alike[:5]}),))


def _prove(runtime: Runtime, files: Files, house: House) -> Library:
    library = read_folder(files, runtime.catalogue.layer_of)
    forbidding = [finding for finding in findings_of(library, house) if finding.severity in FORBIDDING] or [
        _failed(compiled, index, result)
        for compiled, results in played(library)
        for index, result in enumerate(results)
        if not result.ok
    ]
    if forbidding:
        raise NotPublished(in_order(forbidding))
    return library


def _failed(compiled: Compiled, index: int, result: Result) -> Finding:
    params = {"name": result.name, "step": result.step or 0, "expected": str(result.expected), "got": str(result.got)}
    path = ("tests", index, "expect") if result.step is None else ("tests", index, "do", result.step - 1)
    return place(Finding("L22", "error", path, "scenario_failed", params), compiled.file, compiled.positions)


def _refuse_versions(items: tuple[_Item, ...]) -> None:
    findings = []
    for item in items:
        named = {"key": item.publication.key, "version": item.publication.version}
        if item.taken is not None:
            findings.append(_about_version(item, "version_taken", {**named, "sha256": item.taken.sha256}))
        elif not item.known and item.publication.version < item.newest:
            findings.append(_about_version(item, "version_behind", {**named, "newest": item.newest}))
    if findings:
        raise NotPublished(in_order(findings))


def _about_version(item: _Item, code: str, params: Mapping[str, object]) -> Finding:
    tree = read_yaml(item.publication.source, item.name)
    line, column = tree.keys.get(("version",), (1, 1))
    return Finding("L25", "error", ("version",), code, params, item.name, line, column)


def _trees(files: Files) -> Iterator[tuple[Tree, Kind]]:
    """The files that can be read at all; the others are what `_prove` will refuse."""
    for name in sorted(files):
        try:
            tree = read_yaml(files[name], name)
        except Unreadable:
            continue
        kind = kind_of(tree.value)
        if kind is not None:
            yield tree, kind


def _items(
    trees: tuple[tuple[Tree, Kind], ...], files: Files, standing: tuple[Publication, ...], by: int, now: datetime
) -> Iterator[_Item]:
    """Those in the shape of their kind."""
    for tree, kind in trees:
        item = _item(tree, kind, files[tree.file].decode(), standing=standing, by=by, now=now)
        if item is not None:
            yield item


def _item(
    tree: Tree, kind: Kind, source: str, *, standing: tuple[Publication, ...], by: int, now: datetime
) -> _Item | None:
    try:
        shape = KINDS[kind].model_validate(tree.value)
    except ValueError:
        return None
    key = str(tree.value[kind])
    earlier = [row for row in standing if (row.kind, row.key) == (kind, key)]
    newest = max((row.version for row in earlier), default=0)
    version, sha256 = _identity(tree, fingerprint(shape), earlier, newest)
    same = next((row for row in earlier if row.version == version), None)
    return _Item(
        tree.file,
        Publication(kind, key, version, sha256, source, now, by, _effective_from(tree, now)),
        known=same is not None and same.sha256 == sha256,
        taken=same if same is not None and same.sha256 != sha256 else None,
        newest=newest,
    )


def _identity(tree: Tree, content: str, earlier: list[Publication], newest: int) -> tuple[int, str]:
    """Version and SHA-256. A calendar names no version: each change is the next one, also a change back."""
    if "version" in tree.value:
        return int(tree.value["version"]), content
    standing = _numbered(newest, content)
    if any(row.sha256 == standing for row in earlier):
        return newest, standing
    return newest + 1, _numbered(newest + 1, content)


def _numbered(version: int, content: str) -> str:
    return sha256_hex(canonical_bytes([version, content]))


def _effective_from(tree: Tree, now: datetime) -> date:
    """From the day that the file names, else from today in Taipei."""
    effective = tree.value.get("effective")
    if isinstance(effective, dict):
        return date.fromisoformat(effective["from"])
    return now.astimezone(TAIPEI).date()


def _rest(standing: tuple[Publication, ...], trees: tuple[tuple[Tree, Kind], ...]) -> dict[str, bytes]:
    """What is in force beside the set, as files: the newest of each that the set does not replace."""
    replaced = {(kind, "" if kind in ONE_OF_A_KIND else str(tree.value[kind])) for tree, kind in trees}
    newest: dict[str, Publication] = {}
    for row in standing:
        key = "" if row.kind in ONE_OF_A_KIND else row.key
        if (row.kind, key) not in replaced and row.retired_at is None:
            newest[f"published/{row.kind}.{key}.yaml"] = row
    return {name: row.source.encode() for name, row in newest.items()}


def _published(item: _Item) -> Published:
    row = item.publication
    return Published(row.kind, row.key, row.version, row.sha256, "unchanged" if item.known else "published")
