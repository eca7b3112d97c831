"""The applicant chooses the class of speed on filing, and deadlines by class follow it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.engine.stage import does, new, process, replay, slots
from tests.core.engine.test_speed import BY_SPEED, days
from workflow.core.errors import Invalid
from workflow.core.further import SpeedChoice

CHOICE = SpeedChoice(("ordinary", "urgent", "most_urgent"), ("most_urgent",))


def hurried():
    definition = process().definition
    review = definition.states["review"]
    asked = slots("decide", "approve return reject", "chair", "dean")
    asked = replace(asked, slots=tuple(replace(slot, deadline=BY_SPEED) for slot in asked.slots))
    states = {**definition.states, "review": replace(review, branches=(asked,))}
    return process(states=states, speeds=CHOICE)


def test_what_opens_is_due_by_the_chosen_class():
    play = new(hurried(), speed="urgent")
    assert (play.view.speed, days(play)) == ("urgent", {"chair": "2026-09-04"})
    assert play.steps[-1].facts["speed"] == {"from": None, "to": "urgent"}
    assert "speed" not in play.view.data
    assert days(does(play, "chair", "approve")) == {"dean": "2026-09-04"}


@pytest.mark.parametrize("given", [{}, {"speed": ""}, {"speed": "ordinary"}])
def test_without_another_choice_it_is_the_class_of_the_definition(given):
    play = new(hurried(), **given)
    assert (play.view.speed, days(play)) == (None, {"chair": "2026-09-09"})
    assert "speed" not in play.steps[-1].facts


def test_a_class_that_needs_a_reason_is_refused_without_and_keeps_it_in_the_history():
    with pytest.raises(Invalid) as raised:
        new(hurried(), speed="most_urgent")
    assert [(it.field, it.code) for it in raised.value.problems] == [("reason", "required")]
    assert new(hurried(), speed="most_urgent", reason="the minister comes").steps[-1].reason == "the minister comes"


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(Invalid) as raised:
        new(hurried(), speed="slow", amount="much")
    assert [it.field for it in raised.value.problems] == ["speed", "amount"]


def test_where_nothing_can_be_chosen_the_word_means_nothing():
    with pytest.raises(Invalid) as raised:
        new(speed="urgent")
    assert [(it.field, it.code) for it in raised.value.problems] == [("speed", "unknown_field")]


def test_the_choice_is_made_once():
    play = replay(new(hurried(), speed="urgent"), "chair return")
    with pytest.raises(Invalid):
        does(play, "staff", "submit", speed="ordinary")
    assert days(does(play, "staff", "submit")) == {"chair": "2026-09-04"}
