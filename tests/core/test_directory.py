from datetime import date, timedelta

from tests.core.small_school import (
    CHAIR,
    DEAN,
    LABEL,
    NEWCOMER,
    POSTS,
    RESERVE,
    SPARE,
    TODAY,
    UNITS,
    deputyship,
    holding,
    school,
)
from workflow.core.directory import Unit, build_directory, holders_of, is_active, nearest_unit, posts_of, upwards


def test_the_last_day_of_a_holding_still_counts_and_the_next_does_not():
    directory = school(more=[holding(SPARE, "head", "coop", until=TODAY)], vacant=["head"])
    assert holders_of(directory, "head", "coop", TODAY) == (SPARE,)
    assert holders_of(directory, "head", "coop", TODAY + timedelta(days=1)) == ()


def test_a_post_taken_over_tomorrow_is_not_held_today():
    tomorrow = TODAY + timedelta(days=1)
    directory = school(more=[holding(SPARE, "dean", "coe", since=tomorrow)])
    assert holders_of(directory, "dean", "coe", TODAY) == (DEAN,)
    assert holders_of(directory, "dean", "coe", tomorrow) == (DEAN, SPARE)


def test_a_person_who_left_holds_nothing():
    directory = school(left=[DEAN])
    assert holders_of(directory, "dean", "coe", TODAY) == ()
    assert posts_of(directory, DEAN, TODAY) == ()
    assert not is_active(directory, DEAN)


def test_acting_holders_count_and_come_after_proper_ones():
    earlier = holding(SPARE, "dean", "coe", since=date(2020, 1, 1), acting=True)
    assert holders_of(school(more=[earlier]), "dean", "coe", TODAY) == (DEAN, SPARE)


def test_one_post_held_twice_counts_once():
    again = [holding(DEAN, "dean", "coe", acting=True)]
    directory = school(more=again)
    assert holders_of(directory, "dean", "coe", TODAY) == (DEAN,)
    assert posts_of(directory, DEAN, TODAY) == (("dean", "coe"),)


def test_a_teacher_with_two_hats_has_both():
    directory = school(more=[holding(CHAIR, "faculty", "ee")])
    assert set(posts_of(directory, CHAIR, TODAY)) == {("chair", "ee"), ("faculty", "ee")}


def test_a_post_of_the_unit_is_found_there():
    assert nearest_unit(school(), "chair", "ee", TODAY) == "ee"


def test_a_post_that_the_unit_lacks_is_sought_upwards():
    assert nearest_unit(school(), "dean", "ee", TODAY) == "coe"


def test_a_vacant_post_is_sought_in_the_units_above():
    directory = school(more=[holding(SPARE, "officer", "oia")], vacant=["officer"])
    assert nearest_unit(directory, "officer", "coop", TODAY) == "oia"


def test_a_post_beside_the_way_up_is_not_found():
    assert nearest_unit(school(), "dean", "coop", TODAY) is None


def test_a_post_is_not_found_where_it_is_held_but_not_declared():
    directory = school(more=[holding(SPARE, "dean", "ee")], vacant=["dean"])
    assert nearest_unit(directory, "dean", "ee", TODAY) is None


def test_an_unknown_unit_or_post_leads_nowhere():
    assert nearest_unit(school(), "dean", "nowhere", TODAY) is None
    assert nearest_unit(school(), "nobody", "ee", TODAY) is None


def test_units_that_contain_each_other_do_not_hang_the_search():
    circle = [Unit("a", LABEL, 1, "b"), Unit("b", LABEL, 1, "a")]
    directory = build_directory(1, units=circle, posts=(), people=(), holdings=(), deputyships=())
    assert [unit.key for unit in upwards(directory, "a")] == ["a", "b"]


def test_deputies_are_kept_in_the_order_of_their_positions():
    directory = school(deputyship(DEAN, RESERVE, position=2), deputyship(DEAN, SPARE, position=1))
    assert [row.deputy for row in directory.by_principal[DEAN]] == [SPARE, RESERVE]
    assert [row.principal for row in directory.by_deputy[RESERVE]] == [DEAN]


def test_people_are_found_by_login_and_units_and_posts_by_key():
    directory = school()
    assert directory.by_login[f"p{NEWCOMER}"] == NEWCOMER
    assert set(directory.units) == {unit.key for unit in UNITS}
    assert set(directory.posts) == {post.key for post in POSTS}


def test_leavers_keep_their_login_so_that_it_is_not_given_out_again():
    assert school(left=[SPARE]).by_login[f"p{SPARE}"] == SPARE
