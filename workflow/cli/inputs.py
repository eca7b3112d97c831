"""What a command is given from files: one JSON object of fields, and documents by field."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from workflow.adapters.files import LARGEST
from workflow.cli.root import Command
from workflow.cli.saying import WRONG_USAGE, Stopped
from workflow.core.case import FileView
from workflow.core.errors import Invalid
from workflow.services.uploads import file_problems, keep_file

STDIN: Final = "-"

Given = tuple[str, Path]


class FieldFile(click.ParamType[Given]):
    """`FIELD=PATH`."""

    name = "field=path"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Given:
        if isinstance(value, tuple):
            return value
        field, found, path = str(value).partition("=")
        if not found or not field or not Path(path).is_file():
            self.fail(f"{value!r} names no field and file; write FIELD=PATH", param, ctx)
        return field, Path(path)


def given_options(command: Command) -> Command:
    """`--data FILE` and `--file FIELD=PATH`, read by `read_data` and `store_files`."""
    data = click.option("--data", metavar="FILE", help="A JSON object of fields; - reads standard input.")
    files = click.option(
        "--file", "files", metavar="FIELD=PATH", type=FieldFile(), multiple=True, help="A document; may be repeated."
    )
    return data(files(command))


def read_data(path: str | None) -> Mapping[str, Any]:
    """The object in a file, its numbers exact. Raises Stopped `bad_json`, `not_an_object`, OSError."""
    if path is None:
        return {}
    content = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    try:
        value = json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Stopped("bad_json", WRONG_USAGE, path=path, line=error.lineno, column=error.colno) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise Stopped("bad_json", WRONG_USAGE, path=path, line=1, column=1) from None
    if not isinstance(value, dict):
        raise Stopped("not_an_object", WRONG_USAGE, path=path)
    return value


def store_files(root: Path, given: Sequence[Given]) -> dict[str, FileView]:
    """The documents, each kept under its digest and of the kind that its name says. Raises Invalid with all that are
    not, and then none of them is kept."""
    twice = [field for place, (field, _) in enumerate(given) if field in {earlier for earlier, _ in given[:place]}]
    if twice:
        raise click.UsageError(f"--file {twice[0]} is given twice")
    contents = [(field, path, _content(path)) for field, path in given]
    problems = [problem for field, path, content in contents for problem in file_problems(field, path.name, content)]
    if problems:
        raise Invalid(*problems)
    return {field: keep_file(root, field, path.name, content) for field, path, content in contents}


def _content(path: Path) -> bytes:
    """No more than shows that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _no_number(_name: str) -> NoReturn:
    raise ValueError
