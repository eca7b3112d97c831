"""`qianhe case …` and `qianhe tasks`: drive cases from scripts through the same door as everybody."""

from __future__ import annotations

from datetime import datetime

import click

from workflow.bootstrap import files_root, open_runtime
from workflow.cli.case_text import case_lines, task_list_lines
from workflow.cli.explaining import explained_json, explained_lines
from workflow.cli.inputs import Given, given_options, read_data, store_files
from workflow.cli.root import json_option
from workflow.cli.saying import Json, lines, print_json, told_with
from workflow.cli.surroundings import now_option, person_of, runtime_here, settings_here
from workflow.core.case import Command
from workflow.services.act import act, start
from workflow.services.explaining import explain_case
from workflow.services.inbox import list_tasks
from workflow.services.naming import names_for_case, names_for_process
from workflow.services.showing import show_case

AS = click.option("--as", "login", metavar="LOGIN", required=True, help="Who acts.")
KEY = click.option("--key", "nonce", metavar="NONCE", help="A repeat with the same key is done once.")
MOST_TASKS = 200

Hat = tuple[str, str]


class PostAtUnit(click.ParamType[Hat]):
    """`POST@UNIT`."""

    name = "post@unit"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Hat:
        if isinstance(value, tuple):
            return value
        post, found, unit = str(value).partition("@")
        if not found or not post or not unit:
            self.fail(f"{value!r} is no hat; write POST@UNIT", param, ctx)
        return post, unit


@click.group()
def case() -> None:
    """Start cases, show them, act on them."""


@case.command("start")
@click.argument("process")
@AS
@given_options
@click.option("--hat", type=PostAtUnit(), metavar="POST@UNIT", help="As what, for those who hold several posts.")
@KEY
@now_option
@json_option
def start_command(
    *,
    process: str,
    login: str,
    data: str | None,
    files: tuple[Given, ...],
    hat: Hat | None,
    nonce: str | None,
    now: datetime,
    as_json: bool,
) -> None:
    """Start a case of PROCESS and submit it."""
    settings = settings_here()
    with open_runtime(settings) as runtime, told_with(lambda: names_for_process(runtime, process, now)):
        person = person_of(runtime, login)
        given = read_data(data)
        kept = store_files(files_root(settings), files)
        command = Command("", person, input=given, files=kept, nonce=nonce)
        done = start(runtime, process, command, now, hat=hat)
        _show(show_case(runtime, done.case, now, actor=person), as_json=as_json)


@case.command("act")
@click.argument("number")
@click.argument("action")
@AS
@click.option("--task", type=int, metavar="ID", help="Which task, for those who have several in the case.")
@given_options
@click.option("--saw", metavar="S", help="What was seen; refused as stale when it is no longer so.")
@KEY
@now_option
@json_option
def act_command(
    *,
    number: str,
    action: str,
    login: str,
    task: int | None,
    data: str | None,
    files: tuple[Given, ...],
    saw: str | None,
    nonce: str | None,
    now: datetime,
    as_json: bool,
) -> None:
    """Do ACTION on case NUMBER."""
    settings = settings_here()
    with open_runtime(settings) as runtime, told_with(lambda: names_for_case(runtime, number)):
        person = person_of(runtime, login)
        given = read_data(data)
        kept = store_files(files_root(settings), files)
        command = Command(action, person, task=task, input=given, files=kept, saw=saw, nonce=nonce)
        done = act(runtime, number, command, now)
        _show(show_case(runtime, done.case, now, actor=person), as_json=as_json)


@case.command("show")
@click.argument("number")
@click.option("--as", "login", metavar="LOGIN", help="What this person may see and do; without it all data.")
@now_option
@json_option
def show_command(*, number: str, login: str | None, now: datetime, as_json: bool) -> None:
    """Show case NUMBER."""
    with runtime_here() as runtime:
        actor = person_of(runtime, login) if login is not None else None
        _show(show_case(runtime, number, now, actor=actor), as_json=as_json)


@case.command("explain")
@click.argument("number")
@now_option
@json_option
def explain_command(*, number: str, now: datetime, as_json: bool) -> None:
    """Say why each task, holder and due date of case NUMBER is what it is."""
    with runtime_here() as runtime:
        explanation = explain_case(runtime, number, now)
    if as_json:
        print_json(explained_json(explanation))
    else:
        lines(list(explained_lines(explanation)))


@click.command()
@AS
@click.option("--limit", type=click.IntRange(1, MOST_TASKS), default=50, show_default=True)
@click.option("--after", metavar="NEXT", help="The `next` of the page before.")
@now_option
@json_option
def tasks(*, login: str, limit: int, after: str | None, now: datetime, as_json: bool) -> None:
    """The tasks that wait for a person, soonest due first."""
    with runtime_here() as runtime:
        answer = dict(list_tasks(runtime, person_of(runtime, login), now, limit=limit, after=after))
    if as_json:
        print_json(answer)
    else:
        lines(list(task_list_lines(answer)))


def _show(shown: Json, *, as_json: bool) -> None:
    if as_json:
        print_json(shown)
    else:
        lines(list(case_lines(shown)))
