"""`qianhe definitions migrate`: move running cases to another version, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from workflow.cli.case_text import moment
from workflow.cli.root import json_option
from workflow.cli.saying import REFUSED, WRONG_USAGE, Json, Stopped, both, lines, print_json
from workflow.cli.surroundings import now_option, person_of, runtime_here
from workflow.core.case import CLOCK
from workflow.services.migrating import migrate_cases, move_back
from workflow.services.migration_reports import report_shape
from workflow.texts.writing import LANGUAGES


@click.command("migrate")
@click.argument("process")
@click.option("--to", "version", type=click.IntRange(1), metavar="VERSION", help="The version to which they go.")
@click.option("--undo", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="REPORT.json",
              help="Move the cases of a report of this command back.")  # fmt: skip
@click.option("--dry-run", "dry", is_flag=True, help="Only say what it would do.")
@click.option("--as", "login", metavar="LOGIN", help="Who answers for it in the history; without it the system.")
@now_option
@json_option
@click.pass_context
def migrate_command(
    ctx: click.Context,
    *,
    process: str,
    version: int | None,
    undo: Path | None,
    dry: bool,
    login: str | None,
    now: datetime,
    as_json: bool,
) -> None:
    """Move the running cases of PROCESS to a version, all or none, as the `migrate` block of its file says.

    With --json the answer is the report that --undo takes.
    """
    if (version is None) == (undo is None):
        raise click.UsageError("give one of --to and --undo")
    with runtime_here() as runtime:
        by = person_of(runtime, login) if login is not None else CLOCK
        if version is not None:
            found = migrate_cases(runtime, process, version, now, by=by, dry=dry)
        else:
            found = move_back(runtime, _report(undo, process), now, by=by, dry=dry)
    shape = report_shape(found, dry=dry)
    for case in shape["cases"]:
        if case["problem"]:
            case["problem"]["message"] = both(case["problem"]["code"], case["problem"]["params"])
    if as_json:
        print_json(shape)
    else:
        lines(list(_lines(shape)))
    ctx.exit(0 if found.ok else REFUSED)


def _report(path: Path | None, process: str) -> dict[str, Any]:
    """Raises Stopped `no_report`, OSError."""
    try:
        report = json.loads(path.read_bytes()) if path is not None else {}
        known = report["process"] == process and all(
            {"number", "from", "path"} <= case.keys() for case in report["cases"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        known = False
    if not known:
        raise Stopped("no_report", WRONG_USAGE, path=str(path), process=process)
    return dict(report)


def _lines(shape: Json) -> Iterator[str]:
    done = "moved" if shape["done"] else "would move" if shape["ok"] else "cannot move"
    yield f"{shape['process']} -> v{shape['to']['version']}: {len(shape['cases'])} cases, {done}"
    for case in shape["cases"]:
        yield from _case_lines(case)


def _case_lines(case: Json) -> Iterator[str]:
    problem = case["problem"]
    yield ""
    yield f"{case['number']}  v{case['from']['version']}  {case['state']['before']} -> {case['state']['after'] or '?'}"
    if problem:
        yield f"  {problem['code']}"
        yield from (f"    {problem['message'][language]}" for language in LANGUAGES)
        return
    for name, places in (
        ("tasks", case["tasks"]),
        ("decisions", case["decisions"]),
        ("", {"skipped": case["skipped"]}),
    ):
        for what, those in places.items():
            if those:
                yield f"  {f'{name} {what}'.strip()}: {', '.join(those)}"
    for due in case["due"]:
        yield f"  due {due['task']}: {moment(due['before'])} -> {moment(due['after'])}"
