"""`qianhe init` and `qianhe definitions publish`: make a database ready, and bring definitions into force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from workflow.bootstrap import files_root, new_runtime
from workflow.cli.aligning import aligned
from workflow.cli.definition_files import yaml_files
from workflow.cli.root import json_option
from workflow.cli.saying import Json, lines, print_json
from workflow.cli.surroundings import runtime_here, settings_here
from workflow.core.case import CLOCK
from workflow.services.initialising import DemoLoaded, init, load_cases
from workflow.services.publishing import Published, publish


@click.command("init")
@click.option("--demo", is_flag=True, help="With the people, partners, agreements and cases of the demo.")
@json_option
def init_command(*, demo: bool, as_json: bool) -> None:
    """Make the database ready, or bring it up to date; harmless to repeat."""
    settings = settings_here()
    with new_runtime(settings) as runtime:
        now = datetime.now(UTC)
        done = init(runtime, settings.definitions, signing_key=settings.signing_key, now=now, demo=demo)
        cases = load_cases(runtime, settings.definitions, files_root(settings), now) if demo else None
    if as_json:
        print_json({**asdict(done), "cases": asdict(cases) if cases is not None else None})
        return
    schema = (
        "unchanged" if done.schema_before == done.schema_after else "made" if not done.schema_before else "upgraded"
    )
    click.echo(f"database {schema}, schema {done.schema_after}")
    click.echo(f"signing key {'made' if done.key_made else 'unchanged'}: {settings.signing_key}")
    lines(_published_lines(done.published))
    if done.demo is not None:
        lines(_demo_lines(done.demo))
    if cases is not None:
        click.echo(f"agreements  {cases.agreements.rows} rows, {cases.agreements.watches} watched; {cases.cases} cases")


@click.command("publish")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@json_option
def publish_command(*, paths: tuple[Path, ...], as_json: bool) -> None:
    """Publish the definitions in files and folders, all or none; those of this installation without a PATH."""
    wanted = paths or (settings_here().definitions,)
    files: dict[str, bytes] = {}
    for path in wanted:
        files.update(yaml_files(path))
    with runtime_here() as runtime:
        published = publish(runtime, files, CLOCK, datetime.now(UTC))
    if as_json:
        print_json({"ok": True, "published": [asdict(each) for each in published]})
    else:
        lines(_published_lines(published))


def _published_lines(published: Sequence[Published]) -> list[str]:
    return list(
        aligned([(each.status, each.kind, each.key, f"v{each.version}", each.sha256[:12]) for each in published])
    )


def _demo_lines(demo: DemoLoaded) -> list[str]:
    parts: dict[str, Json] = asdict(demo)
    registers = parts.pop("registers")
    rows = []
    for name, counts in {**parts, **registers}.items():
        changed = Counter(counts)
        rows.append((name, f"{changed.pop('rows')} rows", ", ".join(f"{key} {n}" for key, n in changed.items() if n)))
    return list(aligned(rows))
