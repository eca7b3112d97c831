"""L10 and L11: loops are bounded and human, and going back never skips anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import (
    approve,
    branch,
    choice,
    definition,
    edit,
    errors,
    only,
    parallel,
)  # fmt: skip
from workflow.core.checking import check
from workflow.core.definition import Definition, Edge, State
from workflow.core.further import VisitBound

DRAFT = edit("draft", submit="check")
CHECK = approve("check", approve="review", return_="<draft")
REVIEW = approve("review", approve="approved", reject="rejected", return_="<draft")
CLEAN = definition(DRAFT, CHECK, REVIEW)


def unbounded(*names: str) -> Definition:
    return definition(*(replace(each, visits=None) if each.name in names else each for each in (DRAFT, CHECK, REVIEW)))


@pytest.mark.parametrize("names", [("draft", "check"), ("draft", "check", "review")])
def test_a_loop_without_a_bound_is_found(names: tuple[str, ...]) -> None:
    assert errors(unbounded(*names)) == {("L10", "loop_without_bound")}


def test_one_bounded_state_bounds_all_loops_through_it() -> None:
    assert errors(unbounded("check", "review")) == set()


def test_a_state_that_asks_itself_again_needs_a_bound_of_its_own() -> None:
    again = replace(edit("again", retry="<again", stop="approved"), visits=None)
    assert errors(definition(edit("draft", submit="again"), again)) == {("L10", "loop_without_bound")}


@pytest.mark.parametrize(
    ("bound", "code"),
    [(VisitBound(0, "rejected"), "bound_below_one"), (VisitBound(5, "draft"), "bound_ends_nowhere")],
)
def test_a_bound_allows_a_visit_and_ends_in_an_end(bound: VisitBound, code: str) -> None:
    found = definition(DRAFT, CHECK, replace(REVIEW, visits=bound))
    assert errors(found) == {("L10", code)}


CHOOSING = choice("check", ("data.urgent", "review"), ("else", "approved"))


@pytest.mark.parametrize(
    "review",
    [
        choice("review", ("data.urgent", "check"), ("else", "approved")),
        approve("review", when="data.urgent", pass_to="check", approve="approved"),
        approve("review", approve="check", reject="rejected"),
    ],
)
def test_a_loop_in_which_nobody_changes_anything_is_found(review: State) -> None:
    assert ("L10", "loop_without_human") in errors(definition(DRAFT, CHOOSING, review))


def test_a_return_over_several_states_is_sound() -> None:
    assert check(CLEAN) == ()


def two_ways(target: str) -> Definition:
    """draft → sort → left | right → join, and from there back to `target`."""
    return definition(
        edit("draft", submit="sort"),
        choice("sort", ("data.urgent", "left"), ("else", "right")),
        approve("left", approve="join"),
        approve("right", approve="join"),
        approve("join", approve="approved", return_=f"<{target}"),
    )


@pytest.mark.parametrize("target", ["left", "right", "approved"])
def test_a_return_to_what_may_have_been_skipped_is_found(target: str) -> None:
    assert errors(two_ways(target)) == {("L11", "return_to_avoidable")}


def test_the_way_around_and_the_possible_targets_are_shown() -> None:
    found = only(two_ways("left"), "return_to_avoidable")
    assert found.params["path"] == ("draft", "sort", "right", "join")
    assert found.params["allowed"] == ("draft", "sort")
    assert found.path == ("states", "join", "next", "return")


def test_a_return_out_of_a_block_to_what_lies_before_it_is_sound() -> None:
    block = parallel("block", branch("legal"), branch("dean", "agree return"), complete="approved", return_="<draft")
    assert check(definition(edit("draft", submit="block"), block)) == ()


def test_a_state_passed_when_not_needed_may_still_be_returned_to() -> None:
    passed = approve("check", when="data.urgent", pass_to="review", approve="review")
    review = approve("review", approve="approved", return_="<check")
    assert check(definition(DRAFT, passed, review)) == ()


@pytest.mark.parametrize("outcome", ["ask_again", "supplement", "counter"])
def test_a_way_that_goes_back_in_disguise_is_found(outcome: str) -> None:
    found = definition(DRAFT, CHECK, approve("review", approve="approved", **{outcome: "draft"}))
    assert errors(found) == {("L11", "goes_back_undeclared")}


def test_a_loop_with_two_doors_is_found_where_it_closes() -> None:
    found = definition(
        edit("draft", submit="sort"),
        choice("sort", ("data.urgent", "left"), ("else", "right")),
        approve("left", approve="right", reject="approved"),
        approve("right", approve="left", reject="approved"),
    )
    assert ("L11", "loop_entered_twice") in errors(found)


def test_each_target_of_a_choice_of_returns_is_looked_at() -> None:
    edge = Edge("return", ("draft", "check", "approved"), back=True)
    several = replace(REVIEW, edges=(*REVIEW.edges[:2], edge))
    assert only(definition(DRAFT, CHECK, several), "return_to_avoidable").params["to"] == "approved"
