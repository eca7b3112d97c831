"""`qianhe definitions graph`: the picture of a process, and of a case on it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from workflow.cli.root import json_option
from workflow.cli.saying import Json, labels, print_json
from workflow.cli.surroundings import now_option, runtime_here
from workflow.cli.versions_named import is_file, split_name, version_named
from workflow.core.picture import Picture, picture_of
from workflow.services.picturing import picture_case
from workflow.texts.pictures import draw_picture
from workflow.texts.writing import LANGUAGES, Language

STDOUT = "-"


@click.command("graph")
@click.argument("target", metavar="FILE|PROCESS[@VERSION]")
@click.option("--case", "number", metavar="NUMBER", help="With where this case stands and has been.")
@click.option("-o", "--output", default=STDOUT, metavar="FILE.svg", help="Where to; without it standard output.")
@click.option("--language", type=click.Choice(LANGUAGES), default="zh-TW", show_default=True)
@now_option
@json_option
def graph_command(
    *, target: str, number: str | None, output: str, language: Language, now: datetime, as_json: bool
) -> None:
    """Draw the picture of a process as SVG; FILE or PROCESS as it is in force, or as a case goes by it."""
    picture = _picture(target, number, now)
    drawn = draw_picture(picture, language)
    if output != STDOUT:
        Path(output).write_text(drawn, encoding="utf-8")
    if as_json:
        print_json(_shape(picture, output, drawn))
    elif output == STDOUT:
        click.echo(drawn, nl=False)
    else:
        click.echo(output)


def _picture(target: str, number: str | None, now: datetime) -> Picture:
    if number is None:
        return picture_of(version_named(target, now).definition)
    # a bare name means the version that the case goes by
    on = version_named(target, now).definition if is_file(target) or split_name(target)[1] is not None else None
    with runtime_here() as runtime:
        return picture_case(runtime, number, now, process=target, on=on)


def _shape(picture: Picture, output: str, drawn: str) -> Json:
    return {
        "title": labels(picture.title),
        "version": picture.version,
        "states": [
            {"number": box.number, "state": box.state, "now": box.now, "visits": box.count}
            for box in (*picture.boxes, *picture.ends)
        ],
        **({"file": output} if output != STDOUT else {"svg": drawn}),
    }
