from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.rocdates import (
    BadRocDate,
    Semester,
    academic_year,
    format_roc,
    format_roc_slashed,
    parse_semester,
    read_day,
    roc_year,
    semester_of,
)


def test_official_papers_print_roc_dates():
    assert format_roc(date(2026, 9, 1)) == "115年9月1日"
    assert format_roc_slashed(date(2026, 9, 1)) == "115/09/01"
    assert format_roc_slashed(date(2010, 12, 31)) == "99/12/31"


@pytest.mark.parametrize(
    ("day", "civil", "academic", "semester"),
    [
        (date(2026, 7, 31), 115, 114, "114-2"),
        (date(2026, 8, 1), 115, 115, "115-1"),
        (date(2027, 1, 31), 116, 115, "115-1"),
        (date(2027, 2, 1), 116, 115, "115-2"),
        (date(2025, 9, 15), 114, 114, "114-1"),
    ],
)
def test_the_academic_year_begins_in_august(day, civil, academic, semester):
    assert (roc_year(day), academic_year(day), str(semester_of(day))) == (civil, academic, semester)


@given(st.dates(date(1913, 1, 1), date(2200, 12, 31)))
def test_every_day_lies_in_its_semester(day):
    semester = semester_of(day)
    assert semester.first_day <= day <= semester.last_day
    assert parse_semester(str(semester)) == semester


@given(st.integers(1, 300))
def test_semesters_follow_each_other_without_a_gap(year):
    first, second, following = Semester(year, 1), Semester(year, 2), Semester(year + 1, 1)
    assert first < second < following
    assert first.last_day + timedelta(days=1) == second.first_day
    assert second.last_day + timedelta(days=1) == following.first_day


def test_there_is_no_roc_year_before_1912():
    assert roc_year(date(1912, 1, 1)) == 1
    with pytest.raises(BadRocDate):
        roc_year(date(1911, 12, 31))


@pytest.mark.parametrize("written", ["", "115", "115-3", "0-1", "1151", "2026 fall"])
def test_a_semester_is_written_one_way(written):
    with pytest.raises(BadRocDate):
        parse_semester(written)


@given(st.dates(date(2011, 1, 1), date(2110, 12, 31)))
def test_a_day_is_read_in_either_calendar_as_people_write_it(day):
    written = {day.isoformat(), format_roc_slashed(day), format_roc(day), f"{roc_year(day)}{day:%m%d}", f"{day:%Y%m%d}"}
    assert {read_day(text) for text in written} == {day}


@pytest.mark.parametrize("written", ["", "15/12/4", "115/2/30", "115-12/4", "1151304", "115120", "0年1月1日"])
def test_what_is_no_day_or_could_be_two_is_not_read(written):
    assert read_day(written) is None
