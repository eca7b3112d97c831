"""`qianhe audit …`: the signed record of a case, written and checked, alone or in its PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from workflow.adapters.durable import write_whole
from workflow.adapters.signing import load_key, public_pem, sign
from workflow.bootstrap import new_press, open_runtime
from workflow.cli.root import json_option
from workflow.cli.saying import REFUSED, WRONG_USAGE, Json, Stopped, both, print_json, tell_code
from workflow.cli.surroundings import settings_here
from workflow.services.case_papers import case_paper
from workflow.services.exporting import export_record, record_bytes
from workflow.services.verifying import LARGEST, Verdict, fingerprint, verdict_shape
from workflow.services.verifying_files import verify_file

_GIVEN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Records of cases that anybody can check."""


@audit.command("export")
@click.argument("number")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@json_option
def export_command(*, number: str, file: Path | None, as_json: bool) -> None:
    """Write the signed record of case NUMBER to FILE, or to standard output; a FILE that ends in .pdf is for people."""
    settings, now = settings_here(), datetime.now(UTC)
    if file is not None and file.suffix.lower() == ".pdf":
        with open_runtime(settings) as runtime:
            _put(file, case_paper(runtime, new_press(settings), number, now).content, {}, as_json=as_json)
        return
    key = load_key(settings.signing_key)
    with open_runtime(settings) as runtime:
        record = export_record(
            runtime, number, now, sign=lambda content: sign(key, content), public_key=public_pem(key)
        )
    content = record_bytes(record)
    if file is None:
        click.echo(content)
    else:
        _put(file, content, {"entries": len(record["entries"]), "head": record["head"]}, as_json=as_json)


def _put(file: Path, content: bytes, more: Json, *, as_json: bool) -> None:
    write_whole(file.absolute(), content)
    told = {"file": str(file), "bytes": len(content), **more}
    if as_json:
        print_json(told)
    else:
        click.echo("  ".join(f"{name} {value}" for name, value in told.items()))


@audit.command("verify")
@click.argument("file", type=_GIVEN)
@click.option("--key", "key_file", metavar="PUB", type=_GIVEN, help="PEM file of the public key that must have signed.")
@json_option
@click.pass_context
def verify_command(ctx: click.Context, *, file: Path, key_file: Path | None, as_json: bool) -> None:
    """Check FILE, a record or a PDF, by itself, without any database; exits 1 when anything in it was changed."""
    with file.open("rb") as opened:
        verdict = verify_file(opened.read(LARGEST + 1), _public_key(key_file) if key_file else None)
    if as_json:
        print_json(_shape(verdict))
    else:
        _tell(verdict)
    ctx.exit(0 if verdict.ok else REFUSED)


@audit.command("key")
def key_command() -> None:
    """Print the public key of this installation, for those who check its records."""
    click.echo(public_pem(load_key(settings_here().signing_key)), nl=False)


def _public_key(path: Path) -> str:
    key = path.read_bytes().decode("ascii", "replace")
    if fingerprint(key) is None:
        raise Stopped("key_unreadable", WRONG_USAGE, path=str(path))
    return key


def _shape(verdict: Verdict) -> Json:
    shape = verdict_shape(verdict)
    problems = [{**problem, "message": both(problem["code"], {})} for problem in shape["problems"]]
    return {**shape, "problems": problems}


def _tell(verdict: Verdict) -> None:
    for problem in verdict.problems:
        tell_code(f"{problem.where}: {problem.code}", both(problem.code, {}))
    if verdict.ok:
        vouched = "the given key" if verdict.key == "given" else "the key in the file itself; give --key to know whose"
        click.echo(f"{verdict.number} holds, signed by {verdict.signed_by} ({vouched})")
