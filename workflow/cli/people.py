"""`qianhe people …`, `register …`, `token …`: bring in people, rows of registers, and keys of the API."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from workflow.cli.aligning import aligned
from workflow.cli.root import json_option
from workflow.cli.saying import Json, lines, print_json
from workflow.cli.surroundings import runtime_here
from workflow.core.case import CLOCK
from workflow.services.passwords import set_password
from workflow.services.people_import import import_people, list_people
from workflow.services.register_export import export_rows
from workflow.services.register_import import import_rows
from workflow.services.tokens import create_token

TABLE = click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def people() -> None:
    """Load and list people; set passwords."""


@people.command("import")
@TABLE
@json_option
def people_import_command(*, file: Path, as_json: bool) -> None:
    """Add and change people and what they hold: the whole file, or nothing and every bad row named."""
    with runtime_here() as runtime:
        done = import_people(runtime, file.read_bytes())
    _tell_counts(asdict(done), as_json=as_json)


@people.command("list")
@json_option
def people_list_command(*, as_json: bool) -> None:
    """Everybody, with the posts held today."""
    with runtime_here() as runtime:
        everybody = list_people(runtime, datetime.now(UTC))
    if as_json:
        print_json(everybody)
        return
    rows = [
        (
            person["login"],
            person["name"],
            ", ".join(f"{held['post']}@{held['unit']}" for held in person["posts"]) or "-",
            "" if person["active"] else "inactive",
        )
        for person in everybody
    ]
    lines(list(aligned(rows)))


@people.command("password")
@click.argument("login")
def password_command(*, login: str) -> None:
    """Set the password of LOGIN; it is read from standard input, its first line."""
    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    with runtime_here() as runtime:
        set_password(runtime, login, password, datetime.now(UTC))
    click.echo(f"password of {login} set")


@click.group()
def register() -> None:
    """Rows of registers, in and out."""


@register.command("import")
@click.argument("name")
@TABLE
@json_option
def register_import_command(*, name: str, file: Path, as_json: bool) -> None:
    """Add and change rows of register NAME: the whole file, or nothing and every bad row named."""
    with runtime_here() as runtime:
        done = import_rows(runtime, name, file.read_bytes(), CLOCK, datetime.now(UTC))
    _tell_counts(asdict(done), as_json=as_json)


@register.command("export")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def register_export_command(*, name: str, file: Path | None) -> None:
    """Write register NAME as a table that can be imported again, to FILE or to standard output."""
    with runtime_here() as runtime:
        content = export_rows(runtime, name)
    if file is None:
        click.echo(content, nl=False)
    else:
        file.write_bytes(content)


@click.group()
def token() -> None:
    """Keys of the API."""


@token.command("create")
@click.argument("login")
@click.option("--label", default="command line", show_default=True, help="What it is for.")
@json_option
def token_create_command(*, login: str, label: str, as_json: bool) -> None:
    """Make a bearer token for LOGIN; it is shown this once."""
    with runtime_here() as runtime:
        secret = create_token(runtime, login, label, datetime.now(UTC), os.urandom)
    if as_json:
        print_json({"login": login, "token": secret})
    else:
        click.echo(secret)


def _tell_counts(counts: Json, *, as_json: bool) -> None:
    if as_json:
        print_json({"ok": True, **counts})
    else:
        lines(list(aligned([(name, str(count)) for name, count in counts.items()])))
