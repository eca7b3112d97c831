"""The straight way, and what stands after each move."""

import pytest

from tests.core.engine.stage import does, new, open_keys, opened, replay
from workflow.core.errors import Invalid, Refused


def test_a_new_case_stands_in_the_first_state_after_draft():
    play = new()
    assert (play.view.state, open_keys(play), play.view.version) == ("review", ["review.chair"], 1)


def test_ordered_slots_open_one_after_the_other():
    assert open_keys(replay(new(), "chair approve")) == ["review.dean"]


def test_the_block_opens_all_its_branches_at_once():
    assert open_keys(replay(new(), "chair approve", "dean approve")) == ["cosign.legal", "cosign.money"]


def test_a_block_is_left_when_the_last_branch_answers_whatever_the_order():
    for order in (("lawyer agree", "accountant disagree"), ("accountant disagree", "lawyer agree")):
        play = replay(new(), "chair approve", "dean approve", *order)
        assert play.view.state == "consolidate"


def test_the_straight_way_ends_approved_with_nothing_left_open():
    way = "chair approve,dean approve,lawyer agree,accountant agree,officer submit,president approve"
    play = replay(new(), *way.split(","))
    assert (play.view.state, play.view.outcome, open_keys(play), play.view.timers) == ("done", "approved", [], ())
    assert play.view.version == 7


def test_rejecting_needs_a_reason_and_ends_the_case():
    with pytest.raises(Invalid):
        does(new(), "chair", "reject", reason="")
    assert does(new(), "chair", "reject").view.outcome == "rejected"


def test_somebody_else_is_refused_and_nothing_changes():
    play = new()
    with pytest.raises(Refused) as refused:
        does(play, "dean", "approve")
    assert refused.value.refusals[0].code == "not_yours"
    assert opened(play)[0].outcome is None


def test_a_field_that_the_step_does_not_edit_is_refused():
    with pytest.raises(Invalid) as invalid:
        does(new(), "chair", "approve", amount="1")
    assert [problem.code for problem in invalid.value.problems] == ["unknown_field"]


def test_a_required_field_is_asked_for_before_the_case_begins():
    with pytest.raises(Invalid) as invalid:
        new(subject="")
    assert [(p.field, p.code) for p in invalid.value.problems] == [("subject", "required")]
