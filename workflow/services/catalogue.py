"""Published definitions in memory: those in force now, and every pinned version that a running case needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from workflow.core.authority_table import AuthorityTable
from workflow.core.calendar import Calendar, Layer, combine
from workflow.core.definition import Definition
from workflow.core.directory import Post, Unit
from workflow.core.errors import BadDefinition, NotFound
from workflow.core.letters import PLAIN, Letterhead
from workflow.core.machine import Process, build_process
from workflow.core.mapping import Migration
from workflow.core.registers import RegisterSpec
from workflow.reading.compiling.authority import compile_authority
from workflow.reading.compiling.process import Compiled, compile_process
from workflow.reading.compiling.shared import LayerOf
from workflow.reading.compiling.worksheet import Context, Worksheet
from workflow.reading.folder import read_folder
from workflow.reading.strict import read_yaml
from workflow.store import publications
from workflow.store.engine import Connection
from workflow.store.publications import Publication


@dataclass(frozen=True, slots=True)
class Current:
    """What is shared by all processes, as published last, and the versions of each process with their first days."""

    revision: int
    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    letterhead: Letterhead
    calendars: Mapping[str, Layer]
    registers: Mapping[str, RegisterSpec]
    processes: Mapping[str, tuple[tuple[date, str], ...]]
    authorities: tuple[tuple[date, str], ...]


class Catalogue:
    """Compiled once per operating-system process; `layer_of` adds the holidays to a calendar file."""

    def __init__(self, layer_of: LayerOf) -> None:
        self.layer_of = layer_of
        self._current: Current | None = None
        self._processes: dict[str, Process] = {}
        self._authorities: dict[str, AuthorityTable] = {}
        self._calendars: dict[tuple[int, tuple[str, ...]], Calendar] = {}

    def current(self, connection: Connection, revision: int) -> Current:
        """What is published as of `revision`, read anew only when that has moved."""
        known = self._current
        if known is None or known.revision != revision:
            known = _current(publications.every(connection), revision, self.layer_of)
            self._current = known
        return known

    def process(self, connection: Connection, sha256: str) -> Process:
        """A published version by its identity. Raises NotFound."""
        known = self._processes.get(sha256)
        if known is None:
            known = build_process(_definition(self._compiled(connection, sha256)))
            self._processes[sha256] = known
        return known

    def newest(self, connection: Connection, key: str, on: date, revision: int) -> Process:
        """The version of process `key` in force on a day in Taipei. Raises NotFound."""
        versions = self.current(connection, revision).processes.get(key, ())
        in_force = [sha256 for since, sha256 in versions if since <= on]
        if not in_force:
            raise NotFound("process", key)
        return self.process(connection, in_force[-1])

    def authority(self, connection: Connection, sha256: str) -> AuthorityTable:
        """A published authority table by its identity. Raises NotFound."""
        known = self._authorities.get(sha256)
        if known is None:
            source = publications.by_sha256(connection, "authority", sha256)
            table = compile_authority(Worksheet(read_yaml(source.source, source.key), Context()))
            if table is None:
                raise BadDefinition(f"authority {sha256} cannot be read any more")
            known = self._authorities[sha256] = table
        return known

    def authority_in_force(self, connection: Connection, on: date, revision: int) -> str | None:
        """The identity of the authority table in force on a day in Taipei."""
        in_force = [sha for since, sha in self.current(connection, revision).authorities if since <= on]
        return in_force[-1] if in_force else None

    def calendar(self, connection: Connection, keys: tuple[str, ...], revision: int) -> Calendar:
        known = self._calendars.get((revision, keys))
        if known is None:
            known = combine(self.current(connection, revision).calendars, keys)
            self._calendars[revision, keys] = known
        return known

    def migrations(self, connection: Connection, sha256: str) -> tuple[Migration, ...]:
        """What the file of a published version says of cases of earlier versions. Raises NotFound."""
        return self._compiled(connection, sha256).migrations

    def _compiled(self, connection: Connection, sha256: str) -> Compiled:
        """Against each authority table, newest first: its outputs give the guards their types."""
        source = publications.by_sha256(connection, "process", sha256)
        tree = read_yaml(source.source, source.key)
        tables = [row.sha256 for row in reversed(publications.every(connection)) if row.kind == "authority"]
        for table in [*(self.authority(connection, sha) for sha in tables), None]:
            compiled = compile_process(tree, Context(authority=table))
            if compiled.definition is not None and compiled.definition.sha256 == sha256:
                return compiled
        raise BadDefinition(f"process {sha256} cannot be read any more")


def _definition(compiled: Compiled) -> Definition:
    if compiled.definition is None:
        raise BadDefinition(f"{compiled.file} cannot be read any more")
    return compiled.definition


def _current(rows: tuple[Publication, ...], revision: int, layer_of: Callable[..., Layer]) -> Current:
    """`rows` in the order of publication: of each shared file the last one counts."""
    shared = {f"{row.kind}.{row.key}.yaml": row.source.encode() for row in rows if row.kind != "process"}
    library = read_folder(shared, layer_of)
    processes: dict[str, list[tuple[date, str]]] = {}
    for row in rows:
        if row.kind == "process" and row.retired_at is None:
            processes.setdefault(row.key, []).append((row.effective_from, row.sha256))
    authorities = [(row.effective_from, row.sha256) for row in rows if row.kind == "authority"]
    organisation = library.organisation
    return Current(
        revision=revision,
        units=organisation.units if organisation else {},
        posts=organisation.posts if organisation else {},
        letterhead=organisation.letterhead if organisation else PLAIN,
        calendars=library.calendars,
        registers=library.registers,
        processes={key: tuple(sorted(versions, key=lambda v: v[0])) for key, versions in processes.items()},
        authorities=tuple(sorted(authorities, key=lambda a: a[0])),
    )
