"""The command `qianhe`."""

from __future__ import annotations

from typing import Final

import click

from workflow import __version__
from workflow.cli.audit import audit
from workflow.cli.calendar import calendar
from workflow.cli.cases import case, tasks
from workflow.cli.checks import bench, doctor
from workflow.cli.comparisons import compare_command
from workflow.cli.definitions import definitions
from workflow.cli.differences import diff_command
from workflow.cli.graphs import graph_command
from workflow.cli.migrations import migrate_command
from workflow.cli.people import people, register, token
from workflow.cli.processes import clock, deliver
from workflow.cli.root import Root
from workflow.cli.serving import demo_command, serve_command
from workflow.cli.setting_up import init_command, publish_command
from workflow.cli.simulations import simulate_command
from workflow.cli.versions import list_command, retire_command


@click.group(cls=Root)
@click.version_option(__version__, prog_name="qianhe")
def main() -> None:
    """Qianhe 簽核: approvals of an international office, from the command line."""


for _command in (
    compare_command,
    diff_command,
    graph_command,
    list_command,
    migrate_command,
    publish_command,
    retire_command,
    simulate_command,
):
    definitions.add_command(_command)

_COMMANDS: Final = (
    audit,
    bench,
    calendar,
    case,
    clock,
    definitions,
    deliver,
    demo_command,
    doctor,
    init_command,
    people,
    register,
    serve_command,
    tasks,
    token,
)

for _command in _COMMANDS:
    main.add_command(_command)

__all__ = ["main"]
