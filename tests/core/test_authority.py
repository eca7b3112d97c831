from datetime import UTC, datetime, timedelta

import pytest

from tests.core.small_school import (
    CHAIR,
    COLLEAGUE,
    DEAN,
    HEAD,
    NEWCOMER,
    NOW,
    OFFICER,
    PRESIDENT,
    RESERVE,
    SPARE,
    TEACHER,
    TODAY,
    deputyship,
    holding,
    process,
    school,
)
from workflow.core.authority import (
    Standing,
    choose_standing,
    may_start,
    recipients,
    refusals_for,
    standings,
)
from workflow.core.case import CLOCK, Holder
from workflow.core.directory import Directory
from workflow.core.errors import Refused

DEANS = Holder("dean", "coe")
HEADS = Holder("head", "coop")
POOL = Holder("officer", "coop")


def found(directory: Directory, actor: int, *holders: Holder, **options) -> tuple[Standing, ...]:
    return standings(directory, holders or (DEANS,), actor, NOW, "signing", **options)


def capacities(directory: Directory, actor: int, *holders: Holder, **options) -> list[tuple[str, int | None]]:
    return [(s.capacity, s.on_behalf_of) for s in found(directory, actor, *holders, **options)]


def refused(directory: Directory, actor: int, conflict: frozenset[int] = frozenset(), **options) -> list[str]:
    with pytest.raises(Refused) as caught:
        choose_standing(found(directory, actor), holders=(DEANS,), conflict=conflict, **options)
    return [refusal.code for refusal in caught.value.refusals]


def test_the_holder_of_the_post_acts_in_his_own_right():
    assert found(school(), DEAN) == (Standing(DEAN, None, "own", "dean", "coe", DEANS),)


def test_others_and_the_clock_have_no_right():
    assert not any(found(school(), stranger) for stranger in (PRESIDENT, CHAIR, SPARE, CLOCK))


def test_every_holder_of_a_pool_may_act():
    assert capacities(school(), OFFICER, POOL) == capacities(school(), COLLEAGUE, POOL) == [("own", None)]


def test_a_person_who_is_asked_in_person_acts_in_his_own_right():
    assert capacities(school(), TEACHER, Holder(person=TEACHER)) == [("own", None)]


def test_an_acting_holder_is_marked_as_such():
    directory = school(more=[holding(SPARE, "dean", "coe", acting=True)], vacant=["dean"])
    assert capacities(directory, SPARE) == [("acting", None)]


def test_the_day_of_a_holding_is_the_day_in_taipei():
    directory = school(more=[holding(SPARE, "dean", "coe", since=TODAY + timedelta(days=1))])
    last_minute = datetime(2026, 9, 1, 15, 59, tzinfo=UTC)
    assert not standings(directory, (DEANS,), SPARE, last_minute, "signing")
    assert standings(directory, (DEANS,), SPARE, last_minute + timedelta(minutes=1), "signing")


def test_a_deputy_acts_for_the_absent_holder_who_keeps_his_own_right():
    directory = school(deputyship(DEAN, SPARE))
    assert capacities(directory, SPARE) == [("deputy", DEAN)]
    assert capacities(directory, DEAN) == [("own", None)]


def test_acting_for_a_head_is_told_from_being_a_deputy():
    assert capacities(school(deputyship(DEAN, SPARE, acting_for=True)), SPARE) == [("acting_for", DEAN)]


def test_a_deputyship_begins_with_its_first_moment_and_ends_before_its_last():
    begins = deputyship(DEAN, SPARE, starts=timedelta(0))
    ended = deputyship(DEAN, SPARE, starts=timedelta(days=-2), lasts=timedelta(days=2))
    assert found(school(begins), SPARE)
    assert not found(school(ended), SPARE)


def test_a_deputy_for_other_posts_or_processes_may_not_act():
    assert not found(school(deputyship(DEAN, SPARE, posts=(("chair", "ee"),))), SPARE)
    assert not found(school(deputyship(DEAN, SPARE, processes=("travel",))), SPARE)
    assert found(school(deputyship(DEAN, SPARE, posts=(("dean", "coe"),), processes=("signing",))), SPARE)


def test_a_deputy_for_one_post_does_not_answer_for_the_person():
    limited = school(deputyship(DEAN, SPARE, posts=(("dean", "coe"),)))
    assert not found(limited, SPARE, Holder(person=DEAN))
    assert found(school(deputyship(DEAN, SPARE)), SPARE, Holder(person=DEAN))


def test_a_deputy_of_somebody_who_gave_up_the_post_has_nothing_to_act_in():
    directory = school(deputyship(DEAN, SPARE), more=[holding(RESERVE, "dean", "coe")], vacant=["dean"])
    assert not found(directory, SPARE)


def test_a_deputy_of_a_leaver_and_a_deputy_who_left_may_not_act():
    assert not found(school(deputyship(DEAN, SPARE), left=[DEAN]), SPARE)
    assert not found(school(deputyship(DEAN, SPARE), left=[SPARE]), SPARE)


def test_the_second_deputy_waits_while_the_first_is_there():
    directory = school(deputyship(DEAN, SPARE), deputyship(DEAN, RESERVE, position=2))
    assert found(directory, SPARE)
    assert not found(directory, RESERVE)


def test_the_second_deputy_follows_when_the_first_is_away_has_left_or_is_in_conflict():
    second = (deputyship(DEAN, SPARE), deputyship(DEAN, RESERVE, position=2))
    assert found(school(*second, deputyship(SPARE, NEWCOMER)), RESERVE)
    assert found(school(*second, left=[SPARE]), RESERVE)
    assert found(school(*second), RESERVE, avoid=frozenset({SPARE}))


def test_a_first_deputy_for_another_process_keeps_nobody_waiting():
    first = deputyship(DEAN, SPARE, processes=("travel",))
    assert found(school(first, deputyship(DEAN, RESERVE, position=2)), RESERVE)


def test_a_deputys_deputy_acts_only_where_chains_of_two_are_allowed():
    directory = school(deputyship(DEAN, SPARE), deputyship(SPARE, RESERVE))
    assert not found(directory, RESERVE)
    (standing,) = found(directory, RESERVE, depth=2)
    assert (standing.on_behalf_of, standing.via) == (DEAN, (SPARE,))


def test_a_chain_through_somebody_in_conflict_hands_nothing_on():
    directory = school(deputyship(DEAN, SPARE), deputyship(SPARE, RESERVE))
    assert not found(directory, RESERVE, depth=2, avoid=frozenset({SPARE}))


def test_deputies_of_each_other_do_not_go_round_in_circles():
    directory = school(deputyship(DEAN, HEAD), deputyship(HEAD, DEAN))
    assert capacities(directory, HEAD, DEANS, HEADS, depth=9) == [("own", None), ("deputy", DEAN)]


def test_an_own_right_is_preferred_to_a_deputys():
    directory = school(deputyship(DEAN, HEAD))
    chosen = choose_standing(found(directory, HEAD, DEANS, HEADS), holders=(DEANS, HEADS), conflict=frozenset())
    assert chosen.holder == HEADS


def test_without_any_right_the_task_is_not_yours():
    assert refused(school(), SPARE) == ["not_yours"]


def test_nobody_decides_his_own_case_and_no_deputy_does_it_for_him():
    directory = school(deputyship(DEAN, SPARE))
    assert refused(directory, DEAN, frozenset({DEAN})) == ["self_approval"]
    assert refused(directory, SPARE, frozenset({DEAN})) == ["self_approval"]
    assert refused(directory, SPARE, frozenset({SPARE})) == ["self_approval"]


def test_a_deputys_deputy_cannot_decide_the_case_of_the_one_between():
    standing = Standing(RESERVE, DEAN, "deputy", "dean", "coe", DEANS, via=(SPARE,))
    assert [r.code for r in refusals_for(standing, conflict=frozenset({SPARE}))] == ["self_approval"]


def test_a_deputy_free_of_conflict_acts_for_the_other_holder():
    directory = school(deputyship(OFFICER, SPARE), deputyship(COLLEAGUE, SPARE))
    chosen = choose_standing(found(directory, SPARE, POOL), holders=(POOL,), conflict=frozenset({OFFICER}))
    assert chosen.on_behalf_of == COLLEAGUE


def test_who_decided_earlier_does_not_decide_where_other_people_are_wanted():
    earlier = {"memo": frozenset({DEAN})}
    assert refused(school(), DEAN, earlier=earlier) == ["same_person_twice"]
    assert refused(school(deputyship(DEAN, SPARE)), SPARE, earlier=earlier) == ["same_person_twice"]


def test_holders_are_told_before_their_deputies_in_force():
    directory = school(deputyship(DEAN, SPARE), deputyship(DEAN, RESERVE, position=2))
    assert recipients(directory, DEANS, NOW) == (DEAN, SPARE)


def test_nobody_is_told_who_could_not_decide():
    directory = school(deputyship(OFFICER, SPARE))
    assert recipients(directory, POOL, NOW) == (OFFICER, COLLEAGUE, SPARE)
    assert recipients(directory, POOL, NOW, avoid=frozenset({OFFICER})) == (COLLEAGUE,)
    assert recipients(school(left=[OFFICER]), POOL, NOW) == (COLLEAGUE,)


def test_a_case_is_started_under_a_hat_that_the_definition_admits():
    directory = school(more=[holding(CHAIR, "faculty", "ee")])
    definition = process(may_start=("chair", "faculty"))
    assert may_start(definition, directory, CHAIR, TODAY) == (("chair", "ee"), ("faculty", "ee"))
    assert may_start(definition, directory, DEAN, TODAY) == ()
