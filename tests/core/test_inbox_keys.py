from datetime import timedelta

from tests.core.small_school import (
    CHAIR,
    COLLEAGUE,
    DEAN,
    NEWCOMER,
    NOW,
    OFFICER,
    RESERVE,
    SPARE,
    deputyship,
    holding,
    school,
)
from workflow.core.authority import InboxKey, principals
from workflow.core.directory import Directory


def others(directory: Directory, person: int, **options) -> list[tuple[str, int | None]]:
    keys = principals(directory, person, NOW, **options)
    return [(key.key, key.on_behalf_of) for key in keys if key.capacity == "deputy"]


def test_an_inbox_looks_under_the_person_and_the_posts_held():
    directory = school(more=[holding(CHAIR, "faculty", "ee")])
    keys = [InboxKey(f"#{CHAIR}", "own"), InboxKey("chair@ee", "own"), InboxKey("faculty@ee", "own")]
    assert list(principals(directory, CHAIR, NOW)) == keys


def test_a_deputys_inbox_also_looks_under_the_absent_holder():
    assert others(school(deputyship(DEAN, SPARE)), SPARE) == [(f"#{DEAN}", DEAN), ("dean@coe", DEAN)]


def test_a_deputy_for_one_post_finds_only_its_tasks():
    directory = school(deputyship(DEAN, SPARE, posts=(("dean", "coe"),)), more=[holding(DEAN, "faculty", "ee")])
    assert others(directory, SPARE) == [("dean@coe", DEAN)]


def test_a_deputy_for_some_processes_carries_the_limit_along():
    directory = school(deputyship(DEAN, SPARE, processes=("signing",)))
    assert {key.processes for key in principals(directory, SPARE, NOW) if key.on_behalf_of == DEAN} == {("signing",)}


def test_two_limited_deputyships_show_both_their_processes():
    directory = school(deputyship(DEAN, SPARE, processes=("a",)), deputyship(DEAN, SPARE, processes=("b",)))
    assert {key.processes for key in principals(directory, SPARE, NOW) if key.key == "dean@coe"} == {("a",), ("b",)}


def test_a_chain_shows_only_processes_that_every_link_allows():
    outer = deputyship(DEAN, SPARE, processes=("a", "b"))
    directory = school(outer, deputyship(SPARE, RESERVE, processes=("b", "c")))
    (key,) = [key for key in principals(directory, RESERVE, NOW, depth=2) if key.key == "dean@coe"]
    assert key.processes == ("b",)
    apart = school(outer, deputyship(SPARE, RESERVE, processes=("c",)))
    assert (f"#{DEAN}", DEAN) not in others(apart, RESERVE, depth=2)


def test_the_second_deputys_inbox_stays_empty_while_the_first_is_there():
    directory = school(deputyship(DEAN, SPARE), deputyship(DEAN, RESERVE, position=2))
    assert others(directory, RESERVE) == []


def test_a_first_deputy_for_some_processes_leaves_the_others_to_the_second():
    directory = school(deputyship(DEAN, SPARE, processes=("travel",)), deputyship(DEAN, RESERVE, position=2))
    assert ("dean@coe", DEAN) in others(directory, RESERVE)


def test_tasks_of_a_shared_post_stay_ones_own():
    directory = school(deputyship(OFFICER, COLLEAGUE))
    assert others(directory, COLLEAGUE) == [(f"#{OFFICER}", OFFICER)]


def test_nothing_is_found_for_leavers_nor_under_them_nor_when_the_days_are_over():
    assert principals(school(left=[DEAN]), DEAN, NOW) == ()
    assert others(school(deputyship(DEAN, SPARE), left=[DEAN]), SPARE) == []
    assert others(school(deputyship(DEAN, SPARE, starts=timedelta(days=1))), SPARE) == []


def test_somebody_without_post_still_has_an_inbox():
    assert principals(school(), NEWCOMER, NOW) == (InboxKey(f"#{NEWCOMER}", "own"),)
