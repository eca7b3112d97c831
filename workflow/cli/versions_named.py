"""A version of a process as commands name it: a file, `PROCESS`, or `PROCESS@VERSION`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from workflow.adapters.holidays_tw import layer_from_document
from workflow.cli.definition_files import gather
from workflow.cli.saying import WRONG_USAGE, Stopped
from workflow.cli.surroundings import runtime_here
from workflow.core.findings import has_errors
from workflow.core.machine import Process, build_process
from workflow.reading.compiling.process import Compiled
from workflow.reading.folder import Library, read_folder
from workflow.services.publishing import NotPublished
from workflow.services.versions import find_version


@dataclass(frozen=True, slots=True)
class Read:
    """A file of a process, and what stands around it."""

    compiled: Compiled
    process: Process
    library: Library


def version_named(target: str, now: datetime) -> Process:
    """Raises NotFound, NotPublished with the errors of a file, Stopped, NotReady."""
    if is_file(target):
        return read_process(Path(target)).process
    process, version = split_name(target)
    with runtime_here() as runtime:
        return find_version(runtime, process, now, version)


def read_process(path: Path) -> Read:
    """The process in a file, read against the definitions around it.

    Raises NotPublished when there are errors, Stopped `no_process`.
    """
    gathered = gather((path,))
    library = read_folder(gathered.files, layer_from_document)
    if has_errors(library.findings):
        raise NotPublished(tuple(finding for finding in library.findings if finding.severity == "error"))
    found = [it for it in library.compiled.values() if it.file in gathered.asked and it.definition is not None]
    if len(found) != 1 or found[0].definition is None:
        raise Stopped("no_process", WRONG_USAGE, path=str(path))
    return Read(found[0], build_process(found[0].definition), library)


def is_file(target: str) -> bool:
    return Path(target).suffix.lower() in {".yaml", ".yml"} or Path(target).is_file()


def split_name(target: str) -> tuple[str, int | None]:
    """`agreement_signing@2` in its two parts."""
    process, found, version = target.partition("@")
    if not process or (found and not version.isdecimal()):
        raise click.UsageError(f"{target!r} names no process; write PROCESS or PROCESS@VERSION")
    return process, int(version) if found else None
