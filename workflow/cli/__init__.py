"""The command `qianhe`."""

from __future__ import annotations

from typing import Final

import click

from workflow import __version__
from workflow.cli.calendar import calendar
from workflow.cli.definitions import definitions
from workflow.cli.root import Root


@click.group(cls=Root)
@click.version_option(__version__, prog_name="qianhe")
def main() -> None:
    """Qianhe 簽核: approvals of an international office, from the command line."""


_COMMANDS: Final = (calendar, definitions)

for _command in _COMMANDS:
    main.add_command(_command)

__all__ = ["main"]
