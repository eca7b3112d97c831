"""L18: what is reserved is released on every way, and what is written too early is written again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import approve, definition, edit, errors
from workflow.core.checking.reserving import Kinds, check_effects
from workflow.core.definition import State
from workflow.core.effects import EffectRule
from workflow.core.operations import CHANGE, PUT

HOLD, RELEASE = "places.hold", "places.release"
KINDS = Kinds({HOLD: frozenset({RELEASE})}, frozenset({PUT, CHANGE}))


def doing(state: State, **effects: str) -> State:
    return replace(state, effects=tuple(EffectRule(code, operation) for code, operation in effects.items()))


def writing(state: State, outcome: str, **rule: str) -> State:
    return replace(state, effects=(*state.effects, replace(EffectRule(outcome, PUT, "visits", "number"), **rule)))


def said(*states: State) -> list[str]:
    return [each.code for each in check_effects(definition(*states), KINDS)]


DRAFT = edit("draft", submit="review")
HOLDING = doing(DRAFT, submit=HOLD)
REVIEW = approve("review", approve="approved", reject="rejected", return_="<draft")


def test_a_reservation_that_every_end_releases_is_sound() -> None:
    assert said(HOLDING, doing(REVIEW, approve=RELEASE, reject=RELEASE)) == []


@pytest.mark.parametrize("forgotten", ["approve", "reject"])
def test_an_end_that_forgets_to_release_is_found_with_its_way(forgotten: str) -> None:
    releasing = {code: RELEASE for code in ("approve", "reject") if code != forgotten}
    (found,) = check_effects(definition(HOLDING, doing(REVIEW, **releasing)), KINDS)
    end = {"approve": "approved", "reject": "rejected"}[forgotten]
    assert (found.rule, found.code, found.severity) == ("L18", "reservation_kept", "error")
    assert found.params["way"] == ("draft", "review", end)


def test_a_return_replaces_the_reservation_by_the_next_one() -> None:
    assert said(HOLDING, doing(REVIEW, approve=RELEASE, reject=RELEASE, return_=RELEASE)) == ["effect_never_happens"]


def test_an_effect_of_an_answer_that_does_not_leave_the_state_never_happens() -> None:
    assert said(DRAFT, doing(REVIEW, agree=RELEASE)) == ["effect_never_happens"]


def test_a_row_is_written_behind_the_approval() -> None:
    file = writing(edit("file", finish="approved"), "finish")
    assert errors(definition(DRAFT, approve("review", approve="file", reject="rejected"), file)) == set()
    (found,) = check_effects(definition(writing(DRAFT, "submit"), REVIEW), KINDS)
    assert (found.rule, found.code, found.params["states"]) == ("L18", "effect_before_approval", ("rejected",))


def test_a_row_that_is_written_early_may_be_written_again_on_the_ways_to_other_ends() -> None:
    early = writing(DRAFT, "submit")
    assert said(early, writing(REVIEW, "reject", operation=CHANGE)) == []
    assert said(early, writing(REVIEW, "reject", operation=CHANGE, row="data.other")) == ["effect_before_approval"]
    assert said(early, writing(REVIEW, "reject", register="venues")) == ["effect_before_approval"]


def test_the_step_that_ends_a_case_may_write_whatever_the_end() -> None:
    assert said(DRAFT, writing(REVIEW, "reject")) == []


def test_the_same_row_may_be_written_twice_but_not_those_of_a_table() -> None:
    file = edit("file", finish="approved", again="<review")
    assert said(DRAFT, writing(approve("review", approve="file"), "approve"), file) == []
    each = writing(approve("review", approve="file"), "approve", each="visitors")
    assert said(DRAFT, each, file) == ["effect_twice"]


BOOKED = replace(DRAFT, effects=(EffectRule("submit", "bookings.hold", row="data.venue"),))


@pytest.mark.parametrize("forgotten", ["approve", "reject"])
def test_what_is_booked_is_given_free_on_every_way_by_answers(forgotten: str) -> None:
    freed = dict.fromkeys(("approve", "reject"), "bookings.release")
    assert [it.code for it in check_effects(definition(BOOKED, doing(REVIEW, **freed)))] == []
    del freed[forgotten]
    (found,) = check_effects(definition(BOOKED, doing(REVIEW, **freed)))
    assert (found.code, found.params["wanted"]) == ("reservation_kept", ("bookings.release",))
