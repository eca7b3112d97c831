"""`qianhe definitions …`: prove and play definitions, and the schemas for editors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from workflow.adapters.holidays_tw import layer_from_document
from workflow.cli.definition_files import Gathered, gather
from workflow.cli.root import json_option
from workflow.cli.saying import REFUSED, Json, both, lines, print_json, tell_findings
from workflow.cli.surroundings import runtime_here
from workflow.core.findings import Finding, has_errors, in_order
from workflow.core.scenarios import Result
from workflow.reading.folder import Library, read_folder
from workflow.reading.shapes.kinds import KINDS, schema
from workflow.services.checking_definitions import House, Tested, findings_of, house_of, played, tests_shape
from workflow.services.checking_versions import changes_since
from workflow.services.covering_tests import findings_of_tests
from workflow.services.people_import import people_of
from workflow.texts.reports import check_report, finding_report

PATHS = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)


@click.group()
def definitions() -> None:
    """Check, test and publish definitions."""


@definitions.command("check")
@PATHS
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Prove it for the people of this table (as for `people import`).",
)
@click.option(
    "--installed", is_flag=True, help="Prove it for the people of this installation; say what changes for its cases."
)
@json_option
@click.pass_context
def check_command(
    ctx: click.Context, *, paths: tuple[Path, ...], people: Path | None, installed: bool, as_json: bool
) -> None:  # fmt: skip
    """Prove the definitions in files and folders; exits 1 when there are errors.

    Without people each post counts as held by one person, a shared one by two.
    """
    if people is not None and installed:
        raise click.UsageError("--people and --installed exclude each other")
    gathered = gather(paths)
    library = read_folder(gathered.files, layer_from_document)
    found = _installed(library, gathered) if installed else findings_of(library, _house(library, people))
    findings = [finding for finding in found if _concerns(finding, gathered)]
    ok = not has_errors(findings)
    report = check_report(ok, sorted(gathered.asked), findings)
    if as_json:
        print_json(report)
    else:
        tell_findings(report["findings"])
        click.echo(_counted(findings, len(gathered.asked)))
    ctx.exit(0 if ok else REFUSED)


@definitions.command("test")
@PATHS
@click.option("--mutate", is_flag=True, help="Spoil each condition once; some scenario must fail then.")
@json_option
@click.pass_context
def test_command(ctx: click.Context, *, paths: tuple[Path, ...], mutate: bool, as_json: bool) -> None:
    """Play the scenarios in the definitions; exits 1 when one fails.

    Answers and ways back that no scenario takes are told as well (L22).
    """
    gathered = gather(paths)
    library = read_folder(gathered.files, layer_from_document)
    tested = Tested(tuple(_results(gathered, library)))
    left_out = [finding_report(it) for it in findings_of_tests(library, gathered.asked, mutate=mutate)]
    shape = tests_shape(tested)
    for result in shape["results"]:
        result["message"] = both(result["why"]["code"], result["why"]["params"]) if result["why"] else None
    if as_json:
        print_json({**shape, "findings": left_out})
    else:
        lines([line for result in shape["results"] for line in _result_lines(result)])
        tell_findings(left_out)
        click.echo(f"{shape['passed']} passed, {shape['failed']} failed")
    ctx.exit(0 if tested.ok else REFUSED)


@definitions.command("schema")
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@json_option
def schema_command(*, kind: str | None, as_json: bool) -> None:
    """Print the JSON Schema of one KIND of file, or of all of them by kind."""
    schemas: dict[str, Any] = {name: schema(name) for name in KINDS}
    print_json(schemas[kind] if kind else schemas)


def _house(library: Library, people: Path | None) -> House | None:
    """The people of a table. Raises BadSheet, OSError."""
    if people is None or library.organisation is None:
        return None
    units, posts = library.organisation.units.values(), library.organisation.posts.values()
    return House(people_of(people.read_bytes(), units, posts), datetime.now(UTC))


def _installed(library: Library, gathered: Gathered) -> tuple[Finding, ...]:
    """Against the people, the versions in force and the running cases. Raises BadSettings, NotReady, StoreError."""
    now = datetime.now(UTC)
    with runtime_here() as runtime:
        proved = findings_of(library, house_of(runtime, now))
        return in_order((*proved, *changes_since(runtime, library, gathered.asked, now)))


def _results(gathered: Gathered, library: Library) -> Iterator[tuple[str, Result]]:
    """Those of the files that were named; one that cannot even be read has failed."""
    found = {compiled.file: results for compiled, results in played(library) if compiled.file in gathered.asked}
    yield from ((file, result) for file, results in found.items() for result in results)
    errors: dict[str, list[str]] = {}
    for finding in library.findings:
        if finding.severity == "error":
            errors.setdefault(finding.file, []).append(finding.code)
    for file in sorted((gathered.asked & errors.keys()) - found.keys()):
        yield file, Result("", False, None, "definitions without errors", errors[file])


def _concerns(finding: Finding, gathered: Gathered) -> bool:
    """Files that were not named count only where their errors may be the cause."""
    return finding.file in gathered.asked or finding.severity == "error"


def _counted(findings: Iterable[Finding], files: int) -> str:
    found = Counter(finding.severity for finding in findings)
    return f"{files} files: {found['error']} errors, {found['warning']} warnings, {found['info']} infos"


def _result_lines(result: Json) -> list[str]:
    name = f"{result['file']}: {result['name']}"
    if result["ok"]:
        return [f"ok    {name}"]
    where = "" if result["step"] is None else f" (step {result['step']})"
    said = [f"      {line}" for line in (result["message"] or {}).values()]
    compared = [f"      expected {result['expected']}", f"      got      {result['got']}"]
    return [f"FAIL  {name}{where}", *(said or compared)]
