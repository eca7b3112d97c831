"""`qianhe doctor` and `qianhe bench`: whether what is promised holds, and how fast it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from workflow.bootstrap import files_root, open_runtime
from workflow.cli.aligning import aligned
from workflow.cli.root import json_option
from workflow.cli.saying import REFUSED, Stopped, lines, print_json
from workflow.cli.surroundings import settings_here
from workflow.config import CHECKOUT
from workflow.services.doctor import check, report_shape


@click.command()
@json_option
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Examine the database against its invariants; exits 1 on errors."""
    settings = settings_here()
    with open_runtime(settings) as runtime:
        report = check(runtime, datetime.now(UTC), files=files_root(settings))
    shape = report_shape(report)
    if as_json:
        print_json(shape)
    else:
        rows = [(it["rule"], it["severity"], it["case"] or "-", it["detail"]) for it in shape["findings"]]
        lines(list(aligned(rows)))
        click.echo(f"{len(shape['checked'])} rules checked, {len(shape['findings'])} findings")
    ctx.exit(0 if report.ok else REFUSED)


@click.command()
@click.option("--clients", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--seconds", type=click.FloatRange(1, 100), default=60.0, show_default=True)
@json_option
def bench(*, clients: int, seconds: float, as_json: bool) -> None:
    """Measure the standard job against hand-written SQL; the answer is JSON."""
    # A process of its own: the measurement needs a database server and what an installation does not have.
    if not (CHECKOUT / "benchmarks" / "__main__.py").is_file():
        raise Stopped("no_benchmarks", place=str(CHECKOUT))
    words = [sys.executable, "-m", "benchmarks", "--clients", str(clients), "--seconds", str(seconds)]
    done = subprocess.run(
        words, cwd=CHECKOUT, env=_server_named(os.environ), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Stopped("bench_failed", detail=(done.stderr.strip().splitlines() or ["?"])[-1])
    click.echo(done.stdout, nl=False)


def _server_named(environ: Mapping[str, str]) -> dict[str, str]:
    """The embedded database of this installation is no server to measure on."""
    is_server = environ.get("QIANHE_DATABASE_URL", "").startswith("postgresql")
    return {name: value for name, value in environ.items() if is_server or name != "QIANHE_DATABASE_URL"}
