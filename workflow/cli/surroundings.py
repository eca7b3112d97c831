"""What a command stands on: the settings, the database, the moment, and the person it acts for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from workflow.bootstrap import open_runtime
from workflow.cli.moments import MOMENT
from workflow.cli.root import Command
from workflow.config import Settings, read_settings
from workflow.core.errors import NotFound
from workflow.services.runtime import Runtime
from workflow.store.revisions import load_revisions


def settings_here() -> Settings:
    """Those of the environment. Raises BadSettings."""
    return read_settings(os.environ)


@contextmanager
def runtime_here() -> Iterator[Runtime]:
    """On the database of the environment. Raises BadSettings, NotReady, StoreError."""
    with open_runtime(settings_here()) as runtime:
        yield runtime


def now_option(command: Command) -> Command:
    """`--now ISO`, for demo and test only; the command gets the moment, which is the real one without the option."""
    option = click.option(
        "--now", metavar="ISO", type=MOMENT, callback=_moment, help="Another moment, in demo and test only."
    )
    return option(command)


def _moment(_ctx: click.Context, _parameter: click.Parameter, value: datetime | None) -> datetime:
    if value is None:
        return datetime.now(UTC)
    if settings_here().environment == "production":
        raise click.UsageError("--now is for demo and test only (QIANHE_ENV)")
    return value


def person_of(runtime: Runtime, login: str) -> int:
    """The id of a login. Raises NotFound."""
    with runtime.database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    person = directory.by_login.get(login)
    if person is None:
        raise NotFound("person", login)
    return person
