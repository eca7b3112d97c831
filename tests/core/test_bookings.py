"""What a case holds: whole days, a row or whoever holds a post, and what a void decision leaves of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.small_school import school
from workflow.core.bookings import given_free, hold_of, whole_days
from workflow.core.case import CaseView, DecisionView
from workflow.core.definition import State
from workflow.core.effects import EffectRule
from workflow.core.errors import Invalid
from workflow.core.operations import HOLD, RELEASE
from workflow.core.text import Text

TODAY = date(2026, 9, 1)
DAYS = (("from", "data.first"), ("to", "data.last"))
ROOM = EffectRule("submit", HOLD, register="venues", row="data.room", given=DAYS)
DEAN = EffectRule("submit", HOLD, given=DAYS, fixed=(("post", "dean"), ("of", "data.unit")))
PLAN = State("plan", "edit", Text("規劃", "Plan"), effects=(ROOM,))
DECISION = DecisionView(1, 1, "plan", 1, "main", "submit", 1, datetime(2026, 9, 1, tzinfo=UTC))
spans = st.tuples(st.integers(0, 20), st.integers(0, 5))


def case(**data: object) -> CaseView:
    held = {"first": date(2026, 10, 1), "last": date(2026, 10, 2)} | data
    return CaseView(1, "p", "sha", "plan", 1, "faculty", "me", data=held)


def span(begin: int, length: int):
    first = TODAY + timedelta(days=begin)
    return whole_days(first, first + timedelta(days=length))


@given(one=spans, other=spans)
def test_two_spans_meet_exactly_when_they_share_a_day(one, other):
    days = [set(range(begin, begin + length + 1)) for begin, length in (one, other)]
    assert span(*one).meets(span(*other)) is bool(days[0] & days[1])


def test_days_are_those_of_taipei_and_the_last_one_is_held_whole():
    held = whole_days(date(2026, 10, 1), date(2026, 10, 2))
    assert held.starts_at == datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert held.ends_at == datetime(2026, 10, 2, 16, tzinfo=UTC)
    assert (held.first, held.last) == (date(2026, 10, 1), date(2026, 10, 2))


def test_a_row_of_a_register_is_held_by_its_code_and_no_row_holds_nothing():
    assert hold_of(ROOM, case(room="hall"), school(), TODAY).resource == "venues:hall"
    assert hold_of(ROOM, case(), school(), TODAY) is None


def test_of_a_post_the_time_is_held_of_the_nearest_unit_that_has_it():
    assert hold_of(DEAN, case(unit="ee"), school(), TODAY).resource == "dean@coe"
    assert hold_of(DEAN, case(), school(), TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "field"), [(None, None, "first"), (date(2026, 10, 3), date(2026, 10, 2), "last")]
)
def test_days_that_are_missing_or_turned_are_told_by_their_field(first, last, field):
    with pytest.raises(Invalid) as caught:
        hold_of(ROOM, case(room="hall", first=first, last=last), school(), TODAY)
    assert caught.value.problems[0].field == field


@pytest.mark.parametrize("reason", ["returned", "asked_again", "taken_back", "withdrawn", "next_round"])
def test_a_void_decision_gives_free_what_it_placed(reason):
    (rule,) = given_free(PLAN, DECISION, reason)
    assert (rule.operation, dict(rule.fixed)) == (RELEASE, {"why": "void", "placed_by": "plan.main"})


@pytest.mark.parametrize("reason", ["carried_on", "reconfirmed", "migrated"])
def test_a_decision_that_counts_on_under_another_number_keeps_it(reason):
    assert given_free(PLAN, DECISION, reason) == ()


def test_a_decision_of_a_state_that_holds_nothing_gives_nothing_free():
    assert given_free(replace(PLAN, effects=()), DECISION, "returned") == ()
    assert given_free(None, DECISION, "returned") == ()
