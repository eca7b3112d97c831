"""The demo with a few cases driven through the services: what the many cases of a measurement are copies of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from workflow.bootstrap import SHIPPED, new_runtime
from workflow.config import Settings, read_settings
from workflow.core.case import Command, FileView
from workflow.reading.folder import read_folder
from workflow.services.act import act, start
from workflow.services.initialising import definition_files, init
from workflow.services.runtime import Runtime
from workflow.store.revisions import load_revisions

NOW: Final = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
"""The moment at which everything is measured; the cases began in the half hour before."""

PROCESS: Final = "agreement_signing"
AGREEMENTS: Final = "agreements"
APPLICANT: Final = "faculty.me"
OFFICERS: Final = ("oia_cooperation_officer", "oia_cooperation_officer.2", "oia_cooperation_officer.3")
"""They share one pool; people whose ids follow each other."""
OFFICER: Final = OFFICERS[1]
RARE: Final[Mapping[str, Any]] = {"partner": "hiroshima-u.ac.jp", "kind": "research"}
"""What a few cases have otherwise: `研究` stands in their titles only."""

Models = Mapping[str, int]
"""Ids of cases: `pool` waits for any officer, `chair` for the chair of a department, `ended` and `rare` are over."""


def settings_on(url: str, instance: Path) -> Settings:
    return read_settings({"QIANHE_ENV": "test", "QIANHE_DATABASE_URL": url, "QIANHE_INSTANCE": str(instance)})


def live_through(settings: Settings) -> Models:
    """Make an empty database the demo's, and drive the cases."""
    with new_runtime(settings) as runtime:
        init(runtime, SHIPPED, signing_key=settings.signing_key, now=NOW - timedelta(days=1), demo=True)
        form = _form(runtime)
        check = {"checklist": "all"}
        ending = (("reject", {"reason": "與既有合作重複 / done already"}),)
        return {
            "pool": _drive(runtime, form, ()),
            "chair": _drive(runtime, form, (("approve", check),)),
            "ended": _drive(runtime, form, ending),
            "rare": _drive(runtime, {**form, **RARE}, ending),
        }


def _form(runtime: Runtime) -> dict[str, Any]:
    """What the definition itself gives as a sample, as far as an applicant fills it in; there are no agreements yet."""
    compiled = read_folder(definition_files(SHIPPED), runtime.catalogue.layer_of).processes[PROCESS]
    assert compiled.definition is not None and compiled.sample is not None  # noqa: PT018 - one condition
    filled_in = compiled.definition.states[compiled.definition.start].branches[0].slots[0].edits
    references = {field.name for field in compiled.definition.fields if field.register == AGREEMENTS}
    return {name: value for name, value in compiled.sample.items() if name in filled_in and name not in references}


def _drive(runtime: Runtime, form: Mapping[str, Any], moves: tuple[tuple[str, Mapping[str, Any]], ...]) -> int:
    people = logins(runtime)
    paper = FileView("draft", 1, sha256(b"draft").hexdigest(), 5, "draft.pdf", "application/pdf")
    command = Command("submit", people[APPLICANT], input=form, files={"draft": paper})
    done = start(runtime, PROCESS, command, NOW - timedelta(minutes=30))
    for place, (action, given) in enumerate(moves):
        when = NOW - timedelta(minutes=20 - place)
        done = act(runtime, done.case, Command(action, people[OFFICER], input=given), when)
    return done.case


def logins(runtime: Runtime) -> Mapping[str, int]:
    with runtime.database.snapshot() as connection:
        return runtime.people.at(connection, load_revisions(connection)).by_login
