"""The group under which all commands stand: UTF-8 whatever the locale, and no traceback for what is expected."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

import click

from workflow.cli.saying import answer_of, tell

_AS_JSON: Final = "workflow.cli.as_json"

Command = Callable[..., Any]


class Root(click.Group):
    """Refusals end with 1, wrong usage with 2."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            answer = answer_of(error)
            if answer is None:
                raise
            tell(answer, as_json=bool(ctx.meta.get(_AS_JSON)))
            ctx.exit(answer.exit_code)


def _remember(ctx: click.Context, _parameter: click.Parameter, value: bool) -> bool:
    ctx.meta[_AS_JSON] = value
    return value


def json_option(command: Command) -> Command:
    """`--json`; errors are told in JSON then, too."""
    option = click.option("--json", "as_json", is_flag=True, callback=_remember, help="Print the answer as JSON.")
    return option(command)
