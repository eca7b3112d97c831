"""An answer that was carried over is given anew by whoever gave it."""

from dataclasses import replace

import pytest

from tests.core.engine.stage import deputise, does, new, open_keys, replay, world
from tests.core.engine.test_going_back import decision
from tests.core.engine.test_taking_back import code_of
from workflow.core.case import Command
from workflow.core.deciding import offers
from workflow.core.errors import Invalid
from workflow.core.playing import act


def asked_again(**data):
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant disagree")
    return does(play, "officer", "ask_again", amount="500", **data)


def test_whoever_gave_it_is_asked_anew_and_the_old_answer_counts_no_more():
    play = does(asked_again(), "lawyer", "reopen")
    assert open_keys(play) == ["cosign.legal", "cosign.money"]
    assert decision(play, "cosign", "legal").void_reason == "reopened"
    assert play.steps[-1].facts["reopened"] == decision(play, "cosign", "legal").seq
    play = replay(play, "lawyer disagree", "accountant agree")
    assert (play.view.state, decision(play, "cosign", "legal").outcome) == ("consolidate", "disagree")


def test_the_reason_is_needed():
    with pytest.raises(Invalid):
        does(asked_again(), "lawyer", "reopen", reason="")


def test_nobody_else_gives_it_anew():
    assert code_of(does, asked_again(), "accountant", "reopen") == "not_yours"
    assert code_of(does, asked_again(), "staff", "reopen") == "not_yours"


def test_whoever_could_have_given_it_and_did_not_does_not_give_it_anew():
    play = deputise(asked_again(), "accountant", "lawyer")
    assert code_of(does, play, "accountant", "reopen") == "not_yours"
    assert open_keys(does(play, "lawyer", "reopen")) == ["cosign.legal", "cosign.money"]


def test_an_answer_of_this_visit_is_not_opened_again_but_taken_back():
    play = does(asked_again(), "lawyer", "reopen")
    assert code_of(does, play, "lawyer", "reopen") == "not_in_this_state"
    play = does(play, "lawyer", "agree")
    assert code_of(does, play, "lawyer", "reopen") == "not_in_this_state"
    assert open_keys(does(play, "lawyer", "take_back")) == ["cosign.legal", "cosign.money"]


def test_it_ends_with_the_state_in_which_the_answer_counts():
    play = does(asked_again(), "accountant", "agree")
    assert code_of(does, play, "lawyer", "reopen") == "not_in_this_state"


def test_what_followed_in_the_list_waits_until_the_answer_is_given_anew():
    play = replay(new(), "chair approve", "dean return", "staff submit")
    assert open_keys(play) == ["review.dean"]
    play = does(play, "chair", "reopen")
    assert open_keys(play) == ["review.chair"]
    assert [task.cause for task in play.steps[-1].closed] == ["reopened"]
    assert open_keys(does(play, "chair", "approve")) == ["review.dean"]


def test_the_former_holder_leaves_it_to_whoever_holds_the_post_now():
    play = asked_again()
    gone = replace(play, world=world(absent=("lawyer",)))
    assert code_of(does, gone, "lawyer", "reopen") == "not_yours"


def test_he_in_whose_name_a_deputy_answered_gives_it_anew():
    play = deputise(replay(new(), "chair approve", "dean approve", "accountant disagree"), "officer", "lawyer")
    play = does(does(play, "officer", "agree"), "officer", "ask_again", amount="500")
    assert open_keys(does(play, "lawyer", "reopen")) == ["cosign.legal", "cosign.money"]


def test_what_was_submitted_is_not_taken_back_from_under_a_decision_that_is_made_anew():
    play = does(asked_again(), "lawyer", "reopen")
    assert code_of(does, play, "officer", "take_back") == "already_taken_up"
    assert open_keys(does(asked_again(), "officer", "take_back")) == ["consolidate.main"]


def test_it_is_offered_to_its_giver_alone():
    play = asked_again()
    by_login = play.world.directory.by_login
    for login, wanted in (("lawyer", [True]), ("accountant", []), ("staff", [])):
        made = offers(play.process, play.view, by_login[login], play.world, now=play.now)
        assert [offer.allowed for offer in made if offer.action == "reopen"] == wanted


def test_another_content_than_was_seen_is_refused():
    play = asked_again()
    command = Command("reopen", play.world.directory.by_login["lawyer"], input={"reason": "why"}, saw="elsewhere")
    assert code_of(act, play, command) == "stale"
