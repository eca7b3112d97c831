"""When enough of the cases that are waited for have ended, whatever their order."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.waiting import PLAN, walked
from workflow.core.case import Command
from workflow.core.children import joined
from workflow.core.errors import Refused
from workflow.core.further import SpawnRule, SubcaseRule
from workflow.core.kinship import Child
from workflow.core.playing import Play, end_child
from workflow.core.turn import Turn

ENDS = ("approved", "rejected", "cancelled", "lapsed", "discarded")
PLAY = walked(PLAN)


def turn_of(play: Play, *ends: str | None) -> Turn:
    turn = Turn(play.process, play.view, Command("", 0), play.world, now=play.now, seed=b"")
    turn.children = tuple(Child(seq, turn.visit, "view", outcome=end) for seq, end in enumerate(ends, start=1))
    return turn


@given(
    ends=st.lists(st.none() | st.sampled_from(ENDS), max_size=4),
    needed=st.none() | st.integers(1, 4),
    settle=st.sampled_from(["early", "all"]),
)
def test_a_state_is_left_as_soon_as_it_is_certain_whether_enough_succeed(ends, needed, settle):
    rule = SubcaseRule(SpawnRule("view"), needed, settle=settle)
    assert joined(turn_of(PLAY, *ends), rule) == plainly(rule, ends)


def plainly(rule: SubcaseRule, ends: Sequence[str | None]) -> str | None:
    """Whether every way in which those that run may end comes to the same."""
    if rule.settle == "all" and None in ends:
        return None
    may_end = [(end,) if end is not None else ("approved", "rejected") for end in ends]
    enough = {way.count("approved") >= (len(ends) if rule.needed is None else rule.needed) for way in product(*may_end)}
    return None if len(enough) == 2 else "complete" if enough == {True} else "failed"


@given(ends=st.lists(st.none() | st.sampled_from(ENDS), max_size=4), needed=st.none() | st.integers(1, 4))
def test_where_any_end_counts_a_state_cannot_fail_and_wants_no_more_than_there_are(ends, needed):
    rule = SubcaseRule(SpawnRule("view"), needed, counts="ended")
    ended = sum(end is not None for end in ends)
    enough = ended == len(ends) or (needed is not None and ended >= needed)
    assert joined(turn_of(PLAY, *ends), rule) == ("complete" if enough else None)


def numbers(play: Play) -> Iterator[str]:
    return (child.outcome or "running" for child in play.view.children)


def test_the_end_of_a_case_is_noted_once():
    play = end_child(walked(PLAN), 1, "approved", {})
    with pytest.raises(Refused) as refused:
        end_child(play, 1, "approved", {})
    assert refused.value.refusals[0].code == "signal_settled"


def test_a_state_that_was_left_by_enough_calls_the_others_off():
    play = walked(PLAN.replace("join: all", "join: any", 1), {"child": 2, "ends": "approved"})
    assert (play.view.state, list(numbers(play))) == ("decision", ["running", "approved"])
    assert [(signal.kind, signal.child) for signal in play.steps[-1].signals] == [("call_off", 1)]


def test_an_end_from_an_earlier_round_is_noted_and_nothing_else():
    again = walked(PLAN, {"child": 2, "ends": "rejected"}, {"as": "applicant", "do": "submit"})
    late = end_child(again, 1, "approved", {"said": "遲了"})
    assert (late.view.state, late.view.data) == ("views", again.view.data)
    assert list(numbers(late)) == ["approved", "rejected", "running", "running"]
    assert late.steps[-1].facts["child"]["awaited"] is False


def test_the_way_back_through_such_a_state_begins_new_cases_even_when_it_is_direct():
    text = PLAN.replace("return: {to: draft}", "return: {to: draft, resume: direct}", 1)
    play = walked(
        text, {"child": "all", "ends": "approved"}, {"as": "chief", "do": "return"}, {"as": "applicant", "do": "submit"}
    )
    assert (play.view.state, list(numbers(play))) == ("views", ["approved", "approved", "running", "running"])


def test_where_too_few_would_begin_for_enough_to_succeed_none_begins():
    play = walked(PLAN.replace("join: all", "join: count\n    count: 3", 1))
    assert (play.view.state, play.view.children, [spawn for step in play.steps for spawn in step.spawns]) == (
        "draft",
        (),
        [],
    )
