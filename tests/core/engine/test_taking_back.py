"""Take-back, undo and withdrawal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.engine.stage import NOW, does, new, open_keys, replay
from workflow.core.errors import Invalid, Refused


def code_of(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.refusals[0].code


def later(play, **span):
    return replace(play, now=play.now + timedelta(**span))


def test_the_last_actor_takes_back_while_nobody_took_the_next_task_up():
    play = does(replay(new(), "chair approve", "dean approve"), "dean", "take_back")
    assert open_keys(play) == ["review.dean"]
    assert [d.void_reason for d in play.view.decisions if d.key == "dean"] == ["taken_back"]


def test_what_others_answered_in_the_same_visit_stands():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    play = does(play, "accountant", "take_back")
    assert open_keys(play) == ["cosign.money"]


def test_an_answer_inside_an_open_block_is_taken_back_without_touching_the_others():
    play = does(replay(new(), "chair approve", "dean approve", "lawyer agree"), "lawyer", "take_back")
    assert open_keys(play) == ["cosign.legal", "cosign.money"]


def test_the_applicant_takes_a_fresh_request_back_into_the_form():
    assert open_keys(does(new(), "staff", "take_back")) == ["draft.main"]


def test_nobody_takes_back_after_the_next_one_decided_or_claimed():
    play = replay(new(), "chair approve", "dean approve")
    assert code_of(does, play, "chair", "take_back") == "not_yours"
    play = replay(play, "lawyer agree", "accountant agree", "officer claim")
    assert code_of(does, play, "accountant", "take_back") == "already_taken_up"


def test_take_back_ends_after_five_working_days():
    play = replay(new(), "chair approve")
    assert open_keys(does(later(play, days=7), "chair", "take_back")) == ["review.chair"]
    assert code_of(does, later(play, days=8), "chair", "take_back") == "too_late"


def test_undo_needs_no_reason_and_lasts_a_minute():
    play = replay(new(), "chair approve")
    assert open_keys(does(later(play, seconds=60), "chair", "undo", reason="")) == ["review.chair"]
    assert code_of(does, later(play, seconds=61), "chair", "undo", reason="") == "too_late"


def test_taking_back_does_not_count_as_another_round():
    play = does(does(new(), "staff", "take_back"), "staff", "submit")
    assert play.view.visits["draft"].count == 1
    assert play.view.visits["review"].count == 2


def test_only_the_applicant_withdraws_and_only_before_the_declared_state():
    play = new()
    assert code_of(does, play, "chair", "withdraw") == "not_yours"
    gone = does(play, "staff", "withdraw")
    assert (gone.view.outcome, open_keys(gone)) == ("cancelled", [])
    late = replay(play, "chair approve", "dean approve", "lawyer agree", "accountant agree", "officer submit")
    assert code_of(does, late, "staff", "withdraw") == "too_late"


def test_withdrawing_needs_a_reason():
    with pytest.raises(Invalid):
        does(new(), "staff", "withdraw", reason="")


def test_decisions_stay_readable_after_a_withdrawal():
    play = does(replay(new(), "chair approve"), "staff", "withdraw")
    assert {d.void_reason for d in play.view.decisions} == {"withdrawn"}
    assert play.now == NOW
