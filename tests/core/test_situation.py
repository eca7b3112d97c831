"""The sentence that says where a case stands, as codes and parameters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflow.core.calendar import Calendar
from workflow.core.case import Holder, TaskView
from workflow.core.situation import Standing, timing, until_due, whereabouts
from workflow.core.text import Text

MONDAY = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 9, 11, 15, 59, 59, tzinfo=UTC)
DEAN = Holder("dean", "eng")
PARTNER = Text("對方學校", "Partner")


def task(seq=1, holder=DEAN, **given):
    known = {"visit": 2, "state": "s", "key": "k", "branch": "k", "kind": "decide", "opened_at": MONDAY}
    return TaskView(seq, holders=(holder,), **{**known, **given})


def standing(*tasks, **given):
    known = {"state": "s", "applicant": 5, "started_at": MONDAY, "closed_at": None, "outcome": None}
    return Standing(tasks=tasks, **{**known, **given})


def test_one_holder_is_named_by_post_and_whoever_claimed_by_person():
    assert whereabouts(standing(task())).params["holder"] == "dean@eng"
    assert whereabouts(standing(task(claimed_by=7))).params["holder"] == "#7"


def test_several_holders_are_all_named_once():
    found = whereabouts(standing(task(), task(2), task(3, Holder("head", "lib"))))
    assert (found.code, found.params["holders"]) == ("situation_several", ["dean@eng", "head@lib"])


def test_the_applicant_the_outside_and_the_reader_have_words_of_their_own():
    assert whereabouts(standing(task(holder=Holder(person=5)))).code == "situation_applicant"
    assert whereabouts(standing(task(), party=PARTNER)).code == "situation_outside"
    assert whereabouts(standing(task()), mine=True).code == "situation_yours"


def test_what_nobody_has_waits_for_its_moment():
    assert whereabouts(standing(until=FRIDAY)).params["until"] == FRIDAY
    assert timing(standing(until=FRIDAY), Calendar(), MONDAY) is None


def test_the_soonest_deadline_counts_with_what_is_left_in_working_days():
    found = timing(standing(task(), task(2, due_at=FRIDAY)), Calendar(), MONDAY + timedelta(days=2))
    assert (found.code, found.params["used"], found.params["left"]) == ("situation_since", "2wd", "2wd")


def test_the_last_day_is_today_until_it_is_over_and_then_late():
    assert timing(standing(task(due_at=FRIDAY)), Calendar(), FRIDAY).code == "situation_today"
    late = timing(standing(task(due_at=FRIDAY)), Calendar(), FRIDAY + timedelta(days=3))
    assert (late.code, late.params["late"]) == ("situation_late", "1wd")


def test_a_closed_case_says_how_it_ended_and_how_long_it_took():
    over = standing(closed_at=FRIDAY, outcome="approved")
    assert whereabouts(over).params == {"outcome": "approved", "at": FRIDAY}
    assert timing(over, Calendar(), FRIDAY).params == {"used": "4wd"}


def test_a_row_of_a_list_says_only_how_much_is_left():
    codes = [until_due(due, Calendar(), now).code for due, now in ((None, MONDAY), (FRIDAY, MONDAY), (FRIDAY, FRIDAY))]
    assert codes == ["due_never", "due_left", "due_today"]
