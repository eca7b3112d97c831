"""`qianhe definitions simulate`: the way a case would take, before there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from workflow.cli.case_text import holder, moment
from workflow.cli.explaining import explained_json, said
from workflow.cli.inputs import read_data
from workflow.cli.moments import MOMENT
from workflow.cli.root import json_option
from workflow.cli.saying import REFUSED, Json, both, lines, print_json, told_with
from workflow.cli.versions_named import read_process
from workflow.core.directory import Directory
from workflow.services.explaining import Explanation
from workflow.services.naming import Names
from workflow.services.simulating import Request, simulate_file
from workflow.texts.writing import LANGUAGES


@click.command("simulate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "post", metavar="POST", required=True, help="Who applies: a post, or post.unit.")
@click.option("--data", metavar="FILE.json", required=True, help="What is filled in, now and on the way.")
@click.option(
    "--answer", "answers", metavar="STATE=OUTCOME", multiple=True,
    help="Another answer than the normal one: STATE or STATE.KEY, OUTCOME or OUTCOME:TARGET. In turn, where repeated.",
)  # fmt: skip
@click.option("--at", "now", metavar="ISO", type=MOMENT, default=None, help="When it is sent; today without it.")
@json_option
@click.pass_context
def simulate_command(
    ctx: click.Context,
    *,
    file: Path,
    post: str,
    data: str,
    answers: tuple[str, ...],
    now: datetime | None,
    as_json: bool,
) -> None:
    """Play a case of the process in FILE to its end, everybody answering at the last moment; nothing is kept.

    What the data does not say is taken from the sample of the file.
    """
    read = read_process(file)
    names = Names(Directory(0), read.process.definition)
    with told_with(lambda: names):
        request = Request(post, read_data(data), _answers(answers), now or datetime.now(UTC))
        explanation, found = simulate_file(read.process, read.library, read.compiled.sample or {}, request)
    if as_json:
        print_json({"ok": not found.stuck, **explained_json(explanation)})
    else:
        lines(list(_lines(explanation)))
    ctx.exit(REFUSED if found.stuck else 0)


def _answers(given: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in given:
        place, equals, outcome = text.partition("=")
        if not place or not equals or not outcome:
            raise click.UsageError(f"{text!r} is no answer; write STATE=OUTCOME")
        found.setdefault(place, []).append(outcome)
    return found


def _lines(explanation: Explanation) -> Iterator[str]:
    """Chinese and English below each other."""
    content, names = explanation.content, explanation.names
    applicant = content["applicant"]
    yield f"{content['process']} v{content['version']}  {applicant['login']} ({applicant['post']}@{applicant['unit']})"
    yield from (content["title"][language] for language in LANGUAGES)
    for visit in content["way"]:
        yield ""
        yield f"{visit['state']} (visit {visit['visit']})"
        yield from said(visit["because"], names)
        for task in visit["tasks"]:
            yield from _task_lines(task, names)
    yield ""
    yield from _end_lines(content, names)


def _task_lines(task: Json, names: Names) -> Iterator[str]:
    done = f"{task['outcome']}  {task['by'] or 'clock'}  {moment(task['at'])}" if task["outcome"] else "not answered"
    yield f"  {task['key']}  {', '.join(map(holder, task['holders']))}  due {moment(task['due_at'])}  -> {done}"
    yield from said(task["holders_because"], names)
    yield from said(task["due_because"], names)


def _end_lines(content: Json, names: Names) -> Iterator[str]:
    if content["ended"]:
        yield f"{content['ended']['state']}  {content['ended']['outcome']}  {moment(content['ended']['at'])}"
    for why in content["stuck"]:
        message = both(
            why["code"], {"label": names.field(why.get("field", "")), **names.params(why["code"], why["params"])}
        )
        yield " ".join(filter(None, ("stuck:", why.get("field"), why["code"])))
        yield from (f"    {message[language]}" for language in LANGUAGES)
    if content["assumed"]:
        yield f"from the sample: {', '.join(content['assumed'])}"
