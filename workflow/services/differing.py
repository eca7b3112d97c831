"""Two versions of a process compared: what differs, and which running cases it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from workflow.core.definition import Definition
from workflow.core.differing import Change, differences, texts_only
from workflow.core.directory import Directory
from workflow.core.text import Text
from workflow.services.naming import Names
from workflow.services.runtime import Runtime
from workflow.store import running
from workflow.store.revisions import load_revisions


@dataclass(frozen=True, slots=True)
class Touched:
    """The running cases that go by one of the versions, by state; `stranded` are the states that the other lacks."""

    version: int
    by_state: Mapping[str, int]
    stranded: tuple[str, ...]

    @property
    def cases(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class Compared:
    before: Definition
    after: Definition
    changes: tuple[Change, ...]

    @property
    def texts_only(self) -> bool:
        return texts_only(self.changes)


def compare_versions(before: Definition, after: Definition) -> Compared:
    return Compared(before, after, differences(before, after))


def cases_touched(runtime: Runtime, before: Definition, after: Definition) -> Touched:
    """The cases that run by the first version, and where they stand."""
    with runtime.database.report() as connection:
        by_state = running.by_state(connection, before.sha256)
    return Touched(before.version, by_state, tuple(state for state in by_state if state not in after.states))


def people_of(runtime: Runtime) -> Directory:
    """The posts and units of today, by which codes are named."""
    with runtime.database.snapshot() as connection:
        return runtime.people.at(connection, load_revisions(connection))


def code_names(compared: Compared, directory: Directory) -> Callable[[str, str], Text]:
    """What codes are called: as the later version calls them, else as the earlier one does."""
    named = tuple(Names(directory, definition) for definition in (compared.after, compared.before))

    def name(part: str, code: str) -> Text:
        kind = _KINDS.get(part)
        for names in named:
            found: Text = getattr(names, kind)(code) if kind is not None else Text(code, code)
            if found.zh != code:
                return found
        return Text(code, code)

    return name


_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("binds", "edits", "sees", "summary", "fields", "documents", "unit_field"), "field"),
    **dict.fromkeys(("states", "to", "start", "pass_to", "freeze_on", "before", "end"), "state"),
    **dict.fromkeys(("actor", "actors", "owner", "who"), "actor"),
    **dict.fromkeys(("may_start", "post"), "post"),
    **dict.fromkeys(("contact", "of"), "unit"),
    "branches": "branch",
    "slots": "actor",
}
