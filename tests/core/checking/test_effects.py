"""L18: what is reserved is released on every way, and nothing final happens before the approval."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import approve, definition, edit, errors
from workflow.core.checking.reserving import Kinds, check_effects
from workflow.core.definition import EffectRule, State

HOLD, RELEASE, REGISTER = "places.hold", "places.release", "agreements.register"
KINDS = Kinds({HOLD: frozenset({RELEASE})}, frozenset({REGISTER}))


def doing(state: State, **effects: str) -> State:
    return replace(state, effects=tuple(EffectRule(code, operation) for code, operation in effects.items()))


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


def test_a_final_effect_belongs_behind_the_approval() -> None:
    file = doing(edit("file", finish="approved"), finish=REGISTER)
    assert errors(definition(DRAFT, approve("review", approve="file", reject="rejected"), file)) == set()
    assert said(doing(DRAFT, submit=REGISTER), REVIEW) == ["effect_before_approval"]


def test_a_final_effect_that_can_come_again_is_found() -> None:
    file = edit("file", finish="approved", again="<review")
    assert said(DRAFT, doing(approve("review", approve="file"), approve=REGISTER), file) == ["effect_twice"]
