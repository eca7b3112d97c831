"""Making a database ready, new or old: schema, signing key, shipped definitions, the demo's people and registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from workflow.adapters.signing import make_key
from workflow.core.case import CLOCK
from workflow.reading.decoding import LARGEST
from workflow.reading.folder import ENDINGS
from workflow.services.demo_cases import in_force, play, read_scripts
from workflow.services.deputies_import import DeputiesImported, import_deputies
from workflow.services.people_import import PeopleImported, import_people
from workflow.services.publishing import Published, publish
from workflow.services.register_import import RegisterImported, import_rows
from workflow.services.register_keys import keep_missing_keys
from workflow.services.runtime import Runtime
from workflow.store.cases import any_case
from workflow.store.engine import Database
from workflow.store.migrating import migrate, schema_version

DEMO: Final = "demo"
PARTNERS: Final = "partners"
AGREEMENTS: Final = "agreements"
LOADED_APART: Final = ("people", "deputies", PARTNERS, AGREEMENTS)
"""Tables of the demo; the rows of other registers may refer to partners, and agreements begin cases."""


@dataclass(frozen=True, slots=True)
class DemoLoaded:
    people: PeopleImported
    deputies: DeputiesImported
    partners: RegisterImported
    registers: Mapping[str, RegisterImported]


@dataclass(frozen=True, slots=True)
class CasesLoaded:
    """What makes the demo look as if people had worked with it for some months: agreements, and cases under way."""

    agreements: RegisterImported
    cases: int


@dataclass(frozen=True, slots=True)
class Initialised:
    """What was done. The schema versions are equal when the database was up to date; None before: it was empty."""

    schema_before: str | None
    schema_after: str | None
    key_made: bool
    published: tuple[Published, ...]
    demo: DemoLoaded | None


def init(runtime: Runtime, folder: Path, *, signing_key: Path, now: datetime, demo: bool = False) -> Initialised:
    """Do what is still to be done; a second time it does nothing.

    `folder` holds the definitions, its `demo/` the tables of the demo. Raises NotPublished, BadSheet, OSError; what
    was finished before then stays, so that it can be run again.
    """
    before = _schema(runtime.database)
    migrate(runtime.database)
    published = publish(runtime, definition_files(folder), CLOCK, now)
    keep_missing_keys(runtime)
    return Initialised(
        schema_before=before,
        schema_after=_schema(runtime.database),
        key_made=_make_key_once(signing_key),
        published=published,
        demo=_load_demo(runtime, folder / DEMO, now) if demo else None,
    )


def load_cases(runtime: Runtime, folder: Path, files: Path, now: datetime) -> CasesLoaded | None:
    """Agreements with the cases that watch over them, and cases walked by people on days gone by, once: None where
    there are cases already, or where these could not have begun so long ago. `files` is where documents are kept.

    Wants the demo of `init`. Raises what its services raise.
    """
    script = read_scripts(runtime, folder / DEMO, now)
    begun = script.moves[0].at - timedelta(days=1)
    if not all(in_force(runtime, process, begun) for process in script.processes.values()):
        return None
    with runtime.database.snapshot() as connection:
        if any_case(connection):
            return None
    agreements = import_rows(runtime, AGREEMENTS, (folder / DEMO / "agreements.csv").read_bytes(), CLOCK, begun)
    return CasesLoaded(agreements, play(runtime, script, files, now))


def definition_files(folder: Path) -> dict[str, bytes]:
    """Every YAML file below a folder by its name in it, no longer than shows that it is too large."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file.read(LARGEST + 1)
    return found


def _schema(database: Database) -> str | None:
    with database.snapshot() as connection:
        return schema_version(connection)


def _make_key_once(path: Path) -> bool:
    try:
        make_key(path)
    except FileExistsError:
        return False
    return True


def _load_demo(runtime: Runtime, folder: Path, now: datetime) -> DemoLoaded:
    return DemoLoaded(
        import_people(runtime, (folder / "people.csv").read_bytes()),
        import_deputies(runtime, (folder / "deputies.csv").read_bytes()),
        import_rows(runtime, PARTNERS, (folder / "partners.csv").read_bytes(), CLOCK, now),
        {path.stem: import_rows(runtime, path.stem, path.read_bytes(), CLOCK, now) for path in _others(folder)},
    )


def _others(folder: Path) -> list[Path]:
    """Each is named as its register."""
    return sorted(path for path in folder.glob("*.csv") if path.stem not in LOADED_APART)
