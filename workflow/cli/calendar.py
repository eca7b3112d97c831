"""`qianhe calendar …`: which days are worked and why, and when something is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import click

from workflow.adapters.holidays_tw import layer_from_document
from workflow.bootstrap import SHIPPED, NotReady
from workflow.cli.aligning import aligned
from workflow.cli.moments import MOMENT
from workflow.cli.root import json_option
from workflow.cli.saying import WRONG_USAGE, Json, Stopped, labels, lines, print_json
from workflow.cli.surroundings import runtime_here
from workflow.config import BadSettings
from workflow.core.calendar import BadCalendar, Calendar, Layer, combine
from workflow.core.canonical import plain
from workflow.core.deadlines import Due, due
from workflow.core.durations import parse_duration
from workflow.reading.folder import read_folder
from workflow.store.revisions import load_revisions
from workflow.texts.writing import due_moment

MOST_DAYS = 4000

CALENDAR = click.option(
    "--calendar", "keys", default="tw-gov", show_default=True, metavar="KEY[,KEY]", help="Later ones win."
)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def calendar() -> None:
    """Working days and due moments."""


@calendar.command("days")
@click.argument("first", metavar="FROM", type=DAY)
@click.argument("last", metavar="TO", type=DAY)
@CALENDAR
@json_option
def days_command(*, first: datetime, last: datetime, keys: str, as_json: bool) -> None:
    """Every day from FROM to TO: worked or not, and why."""
    count = (last - first).days + 1
    if not 0 < count <= MOST_DAYS:
        raise click.UsageError(f"TO must follow FROM by less than {MOST_DAYS} days")
    known = _calendar(keys)
    days = [_day(known, first + timedelta(days=offset)) for offset in range(count)]
    if as_json:
        print_json(days)
        return
    rows = [(day["date"], "work" if day["working"] else "off", day["why"]["zh-TW"], day["why"]["en"]) for day in days]
    lines(list(aligned(rows)))


@calendar.command("due")
@click.option("--from", "start", metavar="ISO", type=MOMENT, required=True)
@click.option("--rule", metavar="6wd", required=True, help="6wd, 30cd, 4bh or 12mo.")
@click.option("--roll", is_flag=True, help="Roll a due day off to the next working day.")
@CALENDAR
@json_option
def due_command(*, start: datetime, rule: str, roll: bool, keys: str, as_json: bool) -> None:
    """When RULE, running from a moment, is up, and how it was counted."""
    found = due(_calendar(keys), start, parse_duration(rule), roll="next_workday" if roll else "none")
    if as_json:
        print_json({"due_at": plain(found.at), "explain": explained(found)})
        return
    click.echo(f"{due_moment('zh-TW', found.at)}  {due_moment('en', found.at)}  {plain(found.at)}")
    rows = [
        (day["date"], "counted" if day["counted"] else "-", day["why"]["zh-TW"], day["why"]["en"])
        for day in explained(found)
    ]
    lines(list(aligned(rows)))


def explained(found: Due) -> list[Json]:
    return [{"date": day.date.isoformat(), "counted": day.counted, "why": labels(day.why)} for day in found.explain]


def _day(known: Calendar, day: datetime) -> Json:
    working, why = known.explain(day.date())
    return {"date": day.date().isoformat(), "working": working, "why": labels(why)}


def _calendar(keys: str) -> Calendar:
    try:
        return combine(_published() or _shipped(), tuple(key.strip() for key in keys.split(",")))
    except BadCalendar as error:
        raise Stopped("unknown_calendar", WRONG_USAGE, key=error.params["key"]) from error


def _published() -> Mapping[str, Layer]:
    """Those in force; none where nothing is set up yet."""
    try:
        with runtime_here() as runtime, runtime.database.snapshot() as connection:
            revision = load_revisions(connection).get("definitions", 0)
            return runtime.catalogue.current(connection, revision).calendars
    except (BadSettings, NotReady):
        return {}


def _shipped() -> Mapping[str, Layer]:
    return read_folder(SHIPPED / "calendars", layer_from_document).calendars
