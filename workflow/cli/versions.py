"""`qianhe definitions list` and `retire`: which versions there are, and taking one out of use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import click

from workflow.cli.aligning import aligned
from workflow.cli.root import json_option
from workflow.cli.saying import Json, lines, print_json
from workflow.cli.surroundings import now_option, runtime_here, settings_here
from workflow.core.canonical import plain
from workflow.services.initialising import definition_files
from workflow.services.versions import Version, list_versions, retire_version


@click.command("list")
@click.argument("process", required=False)
@now_option
@json_option
def list_command(*, process: str | None, now: datetime, as_json: bool) -> None:
    """Every version of every process, or of PROCESS: whether it is in force, since when, and how many cases go by it.

    A file of this installation that is not published as it is stands there as a draft.
    """
    drafts = definition_files(settings_here().definitions)
    with runtime_here() as runtime:
        found = list_versions(runtime, now, process=process, drafts=drafts)
    _tell(found, as_json=as_json)


@click.command("retire")
@click.argument("process")
@click.argument("version", type=click.IntRange(1))
@now_option
@json_option
def retire_command(*, process: str, version: int, now: datetime, as_json: bool) -> None:
    """Start no new case with VERSION of PROCESS; running cases keep it, and the version before is in force again."""
    with runtime_here() as runtime:
        found = retire_version(runtime, process, version, now)
    _tell(found, as_json=as_json)


def _tell(versions: Sequence[Version], *, as_json: bool) -> None:
    if as_json:
        print_json({"ok": True, "versions": [_shape(it) for it in versions]})
        return
    rows = [
        (
            it.process,
            f"v{it.version}",
            it.status,
            it.effective_from.isoformat(),
            f"{it.running} running",
            it.sha256[:12],
        )
        for it in versions
    ]
    lines(list(aligned(rows)))


def _shape(version: Version) -> Json:
    return {name: plain(value) for name, value in asdict(version).items()}
