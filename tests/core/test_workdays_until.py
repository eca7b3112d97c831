"""How many working days are left to a date is counted when the date is handed in, and kept."""

from datetime import date

import pytest

from tests.core.office_days import OFFICE
from workflow.core.deadlines import working_days_until
from workflow.core.fields import Lookups, Parsed, parse_fields
from workflow.core.form import FieldSpec
from workflow.core.text import Text

LABEL = Text("欄位", "Field")
SPECS = (
    FieldSpec("visit_on", "date", LABEL),
    FieldSpec("lead_days", "int", LABEL, lookup="visit_on.workdays_until"),
)


def handed_in(today: date, raw: dict[str, object], **current: object) -> Parsed:
    world = Lookups(workdays_until=lambda day: working_days_until(OFFICE, today, day))
    return parse_fields(SPECS, raw, world=world, complete=True, current=current)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-09-22", 11),
        ("2026-09-23", 10),
        ("2026-10-01", 6),
        ("2026-10-02", 5),
        ("2026-10-12", 0),
        ("2026-10-13", 0),
    ],
)
def test_the_day_itself_counts_and_today_does_not(today, left):
    assert working_days_until(OFFICE, date.fromisoformat(today), date(2026, 10, 12)) == left


def test_a_far_day_costs_no_more_than_ten_years():
    far = working_days_until(OFFICE, date(2026, 1, 1), date(9999, 12, 31))
    assert far == working_days_until(OFFICE, date(2026, 1, 1), date(2036, 1, 2))


def test_the_count_is_that_of_the_day_on_which_the_date_was_handed_in():
    first = handed_in(date(2026, 9, 23), {"visit_on": "2026-10-12"})
    assert first.values["lead_days"] == 10
    later = handed_in(date(2026, 10, 1), {"visit_on": "2026-10-12"}, **first.values)
    assert later.values["lead_days"] == 10


def test_another_date_is_counted_anew_and_none_counts_nothing():
    before = {"visit_on": date(2026, 10, 12), "lead_days": 10}
    assert handed_in(date(2026, 10, 1), {"visit_on": "2026-10-13"}, **before).values["lead_days"] == 7
    assert handed_in(date(2026, 10, 1), {"visit_on": ""}, **before).values["lead_days"] is None


def test_nobody_writes_the_count():
    (problem,) = handed_in(date(2026, 9, 23), {"visit_on": "2026-10-12", "lead_days": 99}).problems
    assert (problem.field, problem.code) == ("lead_days", "read_only")
