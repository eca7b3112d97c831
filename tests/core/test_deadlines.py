from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.office_days import OFFICE, WITH_SCHOOL, at
from workflow.core.calendar import TAIPEI
from workflow.core.deadlines import (
    SPEED_CLASSES,
    BadDeadline,
    due,
    end_of_day,
    is_overdue,
    start_of_day,
    used_days,
    working_days_between,
)
from workflow.core.durations import UNITS, Duration, parse_duration

DATES = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MOMENTS = st.integers(0, 60 * 24 * 900).map(lambda minutes: at("2025-01-01") + timedelta(minutes=minutes))


def due_day(start, rule, calendar=OFFICE, **options):
    return due(calendar, start, parse_duration(rule), **options).day.isoformat()


@pytest.mark.parametrize(
    ("received", "one", "three", "six", "ten_calendar_days"),
    [
        ("2026-02-13", "2026-02-23", "2026-02-25", "2026-03-03", "2026-02-23"),
        ("2026-04-01", "2026-04-02", "2026-04-08", "2026-04-13", "2026-04-11"),
        ("2026-09-23", "2026-09-24", "2026-09-30", "2026-10-05", "2026-10-03"),
        ("2025-09-26", "2025-09-30", "2025-10-02", "2025-10-08", "2025-10-06"),
        ("2025-10-23", "2025-10-27", "2025-10-29", "2025-11-03", "2025-11-02"),
        ("2027-02-03", "2027-02-11", "2027-02-15", "2027-02-18", "2027-02-13"),
    ],
)
def test_the_speed_classes_run_from_the_day_after_receipt(received, one, three, six, ten_calendar_days):
    limits = [speed.limit for speed in SPEED_CLASSES.values()]
    assert [due(OFFICE, at(received), limit).day.isoformat() for limit in limits] == [one, three, six]
    assert due_day(at(received), "10cd") == ten_calendar_days


def test_a_receipt_on_a_school_day_off_counts_from_the_next_day():
    assert due_day(at("2026-02-13"), "1wd", WITH_SCHOOL) == "2026-02-23"
    assert due_day(at("2026-02-11"), "1wd", OFFICE) == "2026-02-12"
    assert due_day(at("2026-02-11"), "1wd", WITH_SCHOOL) == "2026-02-23"


def test_a_receipt_on_a_weekend_has_its_first_day_on_monday():
    assert due_day(at("2026-03-07"), "1wd") == "2026-03-09"
    assert due_day(at("2026-03-07"), "6wd") == due_day(at("2026-03-08"), "6wd") == "2026-03-16"


def test_a_worked_saturday_is_counted():
    assert due_day(at("2025-02-07"), "1wd") == "2025-02-08"


@pytest.mark.parametrize(("amount", "day"), [(-10, "2026-09-23"), (-5, "2026-10-02"), (-1, "2026-10-08")])
def test_working_days_before_a_date_are_counted_backwards(amount, day):
    assert due(OFFICE, at("2026-10-12"), Duration(amount, "wd")).day.isoformat() == day


def test_a_calendar_limit_ends_on_a_holiday_unless_it_rolls():
    assert due_day(at("2026-04-01"), "10cd") == "2026-04-11"
    assert due_day(at("2026-04-01"), "10cd", roll="next_workday") == "2026-04-13"
    assert due_day(at("2026-04-01"), "12cd", roll="next_workday") == "2026-04-13"


def test_official_limits_in_calendar_days_include_holidays():
    assert due_day(at("2021-10-07"), "10cd") == "2021-10-17"
    assert due_day(at("2021-10-09"), "30cd") == "2021-11-08"


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(start, months, day):
    assert due(OFFICE, at(start), Duration(months, "mo")).day.isoformat() == day


def test_months_roll_like_calendar_days():
    assert due_day(at("2026-01-20"), "1mo", roll="next_workday") == "2026-02-23"


def test_a_period_may_count_its_first_day():
    assert due_day(at("2026-03-09"), "3wd", first_day="same_day") == "2026-03-11"
    assert due_day(at("2026-03-09"), "30cd", first_day="same_day") == "2026-04-07"
    assert due_day(at("2026-08-01"), "12mo", first_day="same_day") == "2027-07-31"
    assert due_day(at("2026-03-07"), "1wd", first_day="same_day") == "2026-03-09"


def test_the_day_is_that_of_taipei_and_not_of_utc():
    assert due_day(datetime(2026, 3, 9, 15, 59, tzinfo=UTC), "1wd") == "2026-03-10"
    assert due_day(datetime(2026, 3, 9, 16, 0, tzinfo=UTC), "1wd") == "2026-03-11"
    assert due_day(datetime(2026, 3, 9, 16, 0, tzinfo=UTC), "1wd", tz=UTC) == "2026-03-10"


def test_a_due_day_lasts_until_midnight_in_taipei():
    deadline = due(OFFICE, at("2026-03-09"), parse_duration("1wd")).at
    assert deadline == datetime(2026, 3, 10, 15, 59, 59, tzinfo=UTC)
    assert not is_overdue(deadline, datetime(2026, 3, 10, 15, 59, 59, 999999, tzinfo=UTC))
    assert is_overdue(deadline, datetime(2026, 3, 10, 16, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "hours", "moment"),
    [
        (("2026-03-09", "09:30"), 2, ("2026-03-09", "11:30")),
        (("2026-03-09", "11:30"), 2, ("2026-03-09", "14:30")),
        (("2026-03-09", "08:00"), 4, ("2026-03-09", "12:00")),
        (("2026-03-13", "16:00"), 4, ("2026-03-16", "11:00")),
        (("2026-03-14", "03:00"), 1, ("2026-03-16", "09:00")),
        (("2026-03-09", "22:00"), 8, ("2026-03-10", "17:00")),
        (("2026-02-13", "16:30"), 1, ("2026-02-23", "08:30")),
        (("2026-03-16", "09:00"), -2, ("2026-03-13", "16:00")),
        (("2026-03-16", "14:00"), -2, ("2026-03-16", "11:00")),
        (("2026-03-16", "17:00"), -8, ("2026-03-16", "08:00")),
    ],
)
def test_office_hours_run_only_while_the_office_is_open(start, hours, moment):
    assert due(OFFICE, at(*start), Duration(hours, "bh")).at == at(*moment)


def test_every_day_on_the_way_is_explained():
    explained = due(OFFICE, at("2026-03-05"), parse_duration("2wd")).explain
    assert [(count.date.day, count.counted, count.why.en) for count in explained] == [
        (6, True, "Working day"),
        (7, False, "Weekend"),
        (8, False, "Weekend"),
        (9, True, "Working day"),
    ]


@given(MOMENTS, st.integers(-60, 60).filter(bool), st.sampled_from(["wd", "cd"]))
def test_the_explanation_counts_as_many_days_as_the_rule_asks(start, amount, unit):
    result = due(OFFICE, start, Duration(amount, unit))
    assert sum(count.counted for count in result.explain) == abs(amount)
    assert result.explain[-1].date == result.day == result.at.astimezone(TAIPEI).date()
    assert result.calendar_version == OFFICE.version


@given(MOMENTS, st.integers(1, 60), st.integers(1, 60))
def test_working_days_may_be_counted_in_two_parts(start, first, second):
    halfway = due(OFFICE, start, Duration(first, "wd")).at
    whole = due(OFFICE, start, Duration(first + second, "wd"))
    assert due(OFFICE, halfway, Duration(second, "wd")).day == whole.day


@given(DATES, st.integers(1, 100))
def test_as_many_days_are_used_as_the_limit_gave(begun, amount):
    last = due(OFFICE, start_of_day(begun), Duration(amount, "wd")).day
    assert OFFICE.is_working(last)
    assert working_days_between(OFFICE, begun, last) == amount


@given(MOMENTS, st.integers(-40, 40).filter(bool), st.sampled_from(UNITS))
def test_later_starts_are_never_due_earlier(start, amount, unit):
    rule = Duration(amount, unit)
    assert due(OFFICE, start, rule).at <= due(OFFICE, start + timedelta(hours=5), rule).at


@given(MOMENTS, st.integers(1, 200))
def test_a_rolled_deadline_is_the_first_working_day_not_before(start, amount):
    plain = due(OFFICE, start, Duration(amount, "cd")).day
    rolled = due(OFFICE, start, Duration(amount, "cd"), roll="next_workday").day
    between = [plain + timedelta(days=offset) for offset in range((rolled - plain).days)]
    assert OFFICE.is_working(rolled)
    assert not any(map(OFFICE.is_working, between))


def test_days_used_leave_out_holidays_even_where_the_limit_counted_them():
    assert due_day(at("2026-10-07"), "10cd") == "2026-10-17"
    assert working_days_between(OFFICE, date(2026, 10, 7), date(2026, 10, 14)) == Decimal(4)


def test_work_finished_on_the_day_of_receipt_used_half_a_day():
    assert used_days(OFFICE, at("2026-03-09", "08:00"), at("2026-03-09", "23:00")) == Decimal("0.5")
    assert used_days(OFFICE, at("2026-03-06"), at("2026-03-08")) == Decimal("0.5")
    assert used_days(OFFICE, at("2026-03-06"), at("2026-03-09", "00:30")) == 1


def test_nothing_ends_before_it_began():
    with pytest.raises(BadDeadline) as refused:
        working_days_between(OFFICE, date(2026, 3, 9), date(2026, 3, 8))
    assert refused.value.code == "ended_before_start"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(BadDeadline) as refused:
        due(OFFICE, at("2026-03-09").replace(tzinfo=None), Duration(1, "wd"))
    assert refused.value.code == "naive_moment"


@pytest.mark.parametrize("rule", ["9999cd", "9999wd", "9999mo", "9999bh", "12mo"])
def test_a_deadline_past_the_last_year_is_refused(rule):
    with pytest.raises(BadDeadline) as refused:
        due(OFFICE, at("9999-12-30"), parse_duration(rule))
    assert refused.value.code == "date_out_of_range"


@given(DATES)
def test_a_day_starts_and_ends_on_its_own_date(day):
    assert start_of_day(day).astimezone(TAIPEI).date() == end_of_day(day).astimezone(TAIPEI).date() == day
    assert end_of_day(day) - start_of_day(day) == timedelta(hours=23, minutes=59, seconds=59)
