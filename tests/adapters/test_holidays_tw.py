import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from tests.core.office_days import WEEKDAYS_OFF, WORKED_SATURDAYS, days
from workflow.adapters.holidays_tw import government_layer, layer_from_document
from workflow.core.calendar import combine
from workflow.core.deadlines import working_days_between

ROOT = Path(__file__).parents[2]
LAYERS = {
    path.stem: layer_from_document(yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "definitions" / "calendars").glob("*.yaml"))
}
GOVERNMENT = combine(LAYERS, ["tw-gov"])


def all_days(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", sorted(WEEKDAYS_OFF))
def test_the_government_calendar_is_the_published_one(year):
    off = {day for day in all_days(year) if day.weekday() < 5 and not GOVERNMENT.is_working(day)}
    worked = {day for day in all_days(year) if day.weekday() >= 5 and GOVERNMENT.is_working(day)}
    assert off == days(year, WEEKDAYS_OFF[year])
    assert worked == days(year, WORKED_SATURDAYS[year])


@pytest.mark.parametrize(("year", "saturdays"), [(2017, 3), (2022, 1), (2023, 6), (2024, 1), (2030, 0)])
def test_older_years_have_make_up_saturdays(year, saturdays):
    assert sum(day.weekday() == 5 and GOVERNMENT.is_working(day) for day in all_days(year)) == saturdays


def test_the_school_break_lies_on_top_of_the_government_calendar():
    school = combine(LAYERS)
    differing = [day for day in all_days(2026) if school.is_working(day) != GOVERNMENT.is_working(day)]
    assert differing == [date(2026, 2, 12), date(2026, 2, 13)]


def test_every_special_day_is_explained_in_both_languages():
    reasons = [rule.why for layer in LAYERS.values() for rule in layer.days.values()]
    assert all(why.zh and why.en.isascii() and "台" not in why.zh for why in reasons)


def test_a_moved_day_off_names_the_day_that_is_worked_instead():
    why = GOVERNMENT.explain(date(2023, 1, 20))[1]
    assert (why.zh, why.en) == ("調整放假（2023-01-07 補行上班）", "Day off, made up on 2023-01-07")
    assert GOVERNMENT.explain(date(2023, 1, 7))[1].zh == "補行上班日"


def test_a_layer_holds_only_the_years_asked_for():
    layer = government_layer(2024, 2025)
    assert {day.year for day in layer.days} == {2024, 2025}
    assert layer.years == (2024, 2025)


def test_an_override_wins_over_the_library():
    why = {"zh-TW": "颱風停止上班", "en": "Closed by typhoon"}
    document = {
        "calendar": "tw-gov",
        "title": {"zh-TW": "辦公日曆", "en": "Office calendar"},
        "source": "holidays_tw",
        "years": {"from": 2026, "to": 2026},
        "overrides": [{"date": "2026-07-08", "working": False, "why": why}],
    }
    closed = combine({"tw-gov": layer_from_document(document)}, ["tw-gov"])
    assert not closed.is_working(date(2026, 7, 8))
    assert not closed.is_working(date(2026, 2, 17))


def test_days_used_in_2021_are_those_of_the_published_example():
    used = [working_days_between(GOVERNMENT, date(2021, 10, 7), date(2021, 10, last)) for last in (14, 18)]
    assert used == [4, 6]


def published_calendar():
    """The csv named by the environment, or one that lies in a folder beside this repository."""
    named = os.environ.get("QIANHE_OFFICE_CALENDAR")
    beside = ROOT.parent.glob("*/data/taiwan_office_calendar_2017_2022.csv")
    return Path(named) if named else next(beside, None)


def test_every_day_of_six_published_years_agrees():
    path = published_calendar()
    if path is None:
        pytest.skip("no published calendar to compare with: set QIANHE_OFFICE_CALENDAR to its csv file")
    with path.open(encoding="utf-8-sig", newline="") as rows:
        published = {date.fromisoformat(row["date"]): row["working"] == "1" for row in csv.DictReader(rows)}
    assert len(published) == 2191
    assert [day for day, working in published.items() if GOVERNMENT.is_working(day) != working] == []
