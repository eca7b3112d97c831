"""L19: even the longest way, begun on the worst day, is done before the whole case is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.building import approve, branch, definition, edit, external, parallel
from workflow.core.calendar import TAIPEI, Calendar, DayRule, Layer
from workflow.core.checking.budgeting import check_budget, days_of
from workflow.core.deadlines import SPEED_CLASSES, Roll, due
from workflow.core.definition import Deadline, Definition, State
from workflow.core.durations import Duration, parse_duration
from workflow.core.further import SpeedChoice
from workflow.core.text import Text

WHY = Text("假", "Holiday")
PLAIN = Calendar()
NEW_YEAR = {date(2027, 2, 4) + timedelta(days=n): date(2027, 2, 4) + timedelta(days=n) for n in range(9)}
WITH_NEW_YEAR = Calendar((Layer("gov", {day: DayRule(day, False, WHY) for day in NEW_YEAR}),))


def within(state: State, limit: str, **more: Any) -> State:
    deadline = Deadline(within=parse_duration(limit), **more)
    slots = [tuple(replace(slot, deadline=deadline) for slot in each.slots) for each in state.branches]
    branches = tuple(replace(each, slots=of) for each, of in zip(state.branches, slots, strict=True))
    return replace(state, branches=branches, deadline=deadline)


def process(limit: str, *states: State) -> Definition:
    draft = replace(edit("draft", submit=states[0].name), deadline=None)
    draft = within(draft, "1wd", clock="stopped")
    return definition(draft, *states, case_deadline=parse_duration(limit))


def said(found: Definition, calendar: Calendar = PLAIN) -> list[str]:
    return [each.code for each in check_budget(found, calendar)]


REVIEW = within(approve("review", approve="decide", reject="rejected"), "3wd")
DECIDE = within(approve("decide", approve="approved", return_="<review"), "6wd")


def test_the_deadlines_on_the_way_add_up() -> None:
    assert said(process("9wd", REVIEW, DECIDE)) == []
    (found,) = check_budget(process("8wd", REVIEW, DECIDE), PLAIN)
    assert (found.rule, found.code, found.severity) == ("L19", "longer_than_the_case", "warning")
    assert found.params["way"] == ("draft", "review", "decide", "approved")


def test_branches_run_side_by_side_and_their_slots_one_after_the_other() -> None:
    block = within(parallel("review", branch("a"), branch("b"), complete="approved"), "3wd")
    assert said(process("3wd", block)) == []
    one = block.branches[0]
    longer = replace(block, branches=(replace(one, slots=(*one.slots, replace(one.slots[0], key="a.2"))),))
    assert said(process("3wd", longer)) == ["longer_than_the_case"]


def test_waiting_for_others_stops_the_clock_or_is_told() -> None:
    waiting = external("review", agreed="approved")
    assert said(process("3wd", within(waiting, "30cd", clock="stopped"))) == []
    assert said(process("90wd", within(waiting, "30cd"))) == ["waits_on_our_time"]


def test_calendar_days_are_tight_only_when_begun_on_the_worst_day() -> None:
    """Ten working days are never more than fourteen calendar days, until the new year lies between."""
    found = process("14cd", within(REVIEW, "9wd"), within(DECIDE, "1wd"))
    assert said(found) == []
    (worst,) = check_budget(found, WITH_NEW_YEAR)
    assert "2027-01" <= str(worst.params["begun"]) <= "2027-02-12"


def test_a_case_without_a_deadline_has_no_budget() -> None:
    assert said(replace(process("1wd", REVIEW, DECIDE), case_deadline=None)) == []


@given(
    st.dates(date(2026, 9, 1), date(2028, 1, 1)),
    st.integers(1, 90),
    st.sampled_from(["wd", "cd", "mo"]),
    st.booleans(),
)
def test_counting_by_look_up_arrives_where_the_clock_does(day: date, amount: int, unit: Any, rolls: bool) -> None:
    limit = Duration(amount, unit)
    roll: Roll = "next_workday" if rolls else "none"
    begun = datetime.combine(day, time(9), TAIPEI)
    assert days_of(WITH_NEW_YEAR).after(day, limit, roll) == due(WITH_NEW_YEAR, begun, limit, roll=roll).day


def test_each_class_that_may_be_chosen_has_its_own_budget() -> None:
    by_class = within(REVIEW, "1wd", by_speed=True)
    made = replace(process("5wd", by_class), speeds=SpeedChoice(("most_urgent", "urgent", "ordinary")))
    (found,) = check_budget(made, PLAIN)
    assert (found.code, found.params["speed"]) == ("class_longer_than_the_case", SPEED_CLASSES["ordinary"].label)
    assert said(replace(made, speeds=SpeedChoice(("most_urgent", "urgent")))) == []
