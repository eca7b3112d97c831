from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.office_days import (
    GOVERNMENT,
    MAKE_UP,
    OFFICE,
    SCHOOL,
    SCHOOL_BREAK,
    WITH_SCHOOL,
    day_off,
    layer,
)
from workflow.core.calendar import (
    NOT_PUBLISHED,
    OFFICE_HOURS,
    WEEKEND,
    WORKING_DAY,
    BadCalendar,
    Calendar,
    DayRule,
    combine,
    layer_from_mapping,
    overlay,
)
from workflow.core.text import Text

TYPHOON = Text("颱風停止上班", "Closed by typhoon")


def test_without_layers_only_weekends_are_off():
    plain = Calendar()
    assert plain.explain(date(2026, 2, 17)) == (True, WORKING_DAY)
    assert plain.explain(date(2026, 2, 21)) == (False, WEEKEND)


@pytest.mark.parametrize(("year", "off"), [(2025, 118), (2026, 120), (2027, 121)])
def test_a_year_has_as_many_days_off_as_published(year, off):
    all_days = [date(year, 1, 1) + timedelta(days=offset) for offset in range(365)]
    assert sum(not OFFICE.is_working(day) for day in all_days) == off


def test_a_make_up_saturday_is_worked():
    assert OFFICE.explain(date(2025, 2, 8)) == (True, MAKE_UP)
    assert OFFICE.hours(date(2025, 2, 8)) == OFFICE_HOURS


def test_the_school_adds_its_own_days_off():
    assert OFFICE.is_working(date(2026, 2, 13))
    assert WITH_SCHOOL.explain(date(2026, 2, 13)) == (False, SCHOOL_BREAK)


@given(st.booleans(), st.booleans())
def test_the_later_layer_wins(lower, upper):
    day = date(2026, 9, 1)
    stacked = Calendar((layer("a", DayRule(day, lower, MAKE_UP)), layer("b", DayRule(day, upper, TYPHOON))))
    assert stacked.explain(day) == (upper, TYPHOON)


def test_a_year_that_no_layer_knows_says_so():
    assert OFFICE.explain(date(2028, 1, 3)) == (True, NOT_PUBLISHED)
    assert OFFICE.explain(date(2028, 1, 1)) == (False, WEEKEND)


def test_a_closure_added_later_changes_the_version():
    closed = layer("local", day_off(date(2026, 7, 8), TYPHOON))
    assert Calendar((GOVERNMENT, closed)).version != OFFICE.version
    assert Calendar((GOVERNMENT,)).version == OFFICE.version


def test_an_overlay_keeps_the_key_and_the_years_of_its_base():
    both = overlay(GOVERNMENT, SCHOOL)
    assert (both.key, both.years) == ("tw-gov", (2025, 2027))
    assert both.days.keys() == GOVERNMENT.days.keys() | SCHOOL.days.keys()
    assert both.days[date(2026, 2, 13)].why == SCHOOL_BREAK


def test_an_overlay_wins_over_its_base():
    new_year = date(2026, 1, 1)
    both = overlay(GOVERNMENT, layer("correction", DayRule(new_year, True, MAKE_UP)))
    assert both.days[new_year].working


def test_calendars_are_combined_by_key_in_the_order_given():
    known = {"tw-gov": GOVERNMENT, "stust": SCHOOL}
    assert not combine(known).is_working(date(2026, 2, 13))
    assert combine(known, ["tw-gov"]).is_working(date(2026, 2, 13))
    with pytest.raises(BadCalendar) as refused:
        combine(known, ["tw-gov", "moon"])
    assert (refused.value.code, refused.value.params) == ("unknown_calendar", {"key": "moon"})


def test_office_hours_must_follow_one_another():
    for spans in ((), ((time(9), time(9)),), ((time(13), time(17)), (time(8), time(12)))):
        with pytest.raises(BadCalendar):
            Calendar((), spans)


def document(**changes):
    override = {
        "date": "2026-07-08",
        "working": False,
        "why": {"zh-TW": "颱風停止上班", "en": "Closed by typhoon"},
    }
    base = {"calendar": "local", "title": {"zh-TW": "停班", "en": "Closures"}, "source": "none"}
    return {**base, "overrides": [{**override, **changes.pop("day", {})}], **changes}


def test_a_calendar_file_becomes_a_layer():
    read = layer_from_mapping(document(years={"from": 2026, "to": 2027}))
    assert (read.key, read.years) == ("local", (2026, 2027))
    assert read.days == {date(2026, 7, 8): day_off(date(2026, 7, 8), TYPHOON)}


def test_a_half_day_has_hours_of_its_own():
    read = layer_from_mapping(document(day={"working": True, "hours": ["08:00-12:00"]}))
    assert Calendar((read,)).hours(date(2026, 7, 8)) == ((time(8), time(12)),)


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"colour": "red"}, "unknown_key", "colour"),
        ({"calendar": ""}, "bad_value", "calendar"),
        ({"title": {"en": "Closures"}}, "missing_key", "title.zh-TW"),
        ({"years": {"from": 2027, "to": 2026}}, "bad_value", "years"),
        ({"overrides": None}, "bad_value", "overrides"),
        ({"overrides": ["2026-07-08"]}, "bad_value", "overrides[0]"),
        ({"day": {"date": "2026-02-30"}}, "bad_date", "overrides[0].date"),
        ({"day": {"date": "20260708"}}, "bad_date", "overrides[0].date"),
        ({"day": {"date": date(2026, 7, 8)}}, "bad_date", "overrides[0].date"),
        ({"day": {"working": "no"}}, "bad_value", "overrides[0].working"),
        ({"day": {"why": {"zh-TW": "停班", "en": " "}}}, "bad_value", "overrides[0].why.en"),
        ({"day": {"wokring": True}}, "unknown_key", "overrides[0].wokring"),
        ({"day": {"hours": ["08:00-12:00"]}}, "bad_hours", "overrides[0].hours"),
        ({"day": {"working": True, "hours": ["12:00-08:00"]}}, "bad_hours", "overrides[0].hours"),
        ({"day": {"working": True, "hours": ["morning"]}}, "bad_hours", "overrides[0].hours"),
        ({"day": {"working": True, "hours": ["08:00-24:30"]}}, "bad_hours", "overrides[0].hours"),
    ],
)
def test_a_calendar_file_with_a_mistake_is_refused_by_place(changes, code, key):
    with pytest.raises(BadCalendar) as refused:
        layer_from_mapping(document(**changes))
    assert (refused.value.code, refused.value.params["key"]) == (code, key)


def test_a_calendar_file_names_a_day_once():
    twice = document()["overrides"] * 2
    with pytest.raises(BadCalendar) as refused:
        layer_from_mapping(document(overrides=twice))
    assert refused.value.params == {"key": "overrides[1].date", "date": "2026-07-08"}


def test_a_calendar_file_without_a_needed_key_is_refused():
    incomplete = document()
    del incomplete["overrides"]
    with pytest.raises(BadCalendar) as refused:
        layer_from_mapping(incomplete)
    assert (refused.value.code, refused.value.params["key"]) == ("missing_key", "overrides")
