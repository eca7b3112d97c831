"""Nobody approves his own request, not even through a deputy; capacities are told apart."""

from datetime import timedelta

import pytest

from tests.core.engine.stage import deputise, does, new, open_keys, opened, replay, world
from workflow.core.errors import Refused
from workflow.core.playing import wait_until


def refusals(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return [refusal.code for refusal in refused.value.refusals]


def test_the_task_of_an_applying_chair_goes_to_his_superior():
    play = new(applicant="chair")
    assert opened(play)[0].holders[0].post == "dean"


def test_an_applicant_cannot_approve_as_deputy_of_the_approver():
    play = deputise(new(), "staff", "chair")
    assert refusals(does, play, "staff", "approve") == ["self_approval"]


def test_a_deputy_acts_under_his_own_name_for_the_absent():
    play = does(deputise(new(), "lawyer", "chair"), "lawyer", "approve")
    given = play.view.decisions[-1]
    directory = play.world.directory
    assert (given.actor, given.on_behalf_of) == (directory.by_login["lawyer"], directory.by_login["chair"])
    assert given.capacity == "deputy"


def test_whoever_approved_earlier_cannot_decide_too_where_people_must_differ():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree", "officer submit")
    play = deputise(play, "dean", "president")
    assert refusals(does, play, "dean", "approve") == ["same_person_twice"]


def test_a_vacant_post_sends_the_task_to_the_fallback():
    play = new(at=world(absent=("chair",)))
    assert opened(play)[0].holders[0].post == "president"


def test_a_claimed_task_is_its_claimers_until_released():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    play = does(play, "officer", "claim")
    assert refusals(does, play, "officer.2", "submit") == ["claimed"]
    assert open_keys(does(does(play, "officer", "release"), "officer.2", "submit")) == ["decision.president"]


def test_a_pool_gives_the_case_back_to_whoever_knows_it():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree", "officer.2 submit")
    play = does(play, "president", "return", to="consolidate", resume="rewalk")
    assert opened(play)[0].claimed_by == play.world.directory.by_login["officer.2"]


def test_a_claim_that_nobody_acts_on_does_not_keep_the_superior_waiting():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    play = wait_until(does(play, "officer", "claim"), opened(play)[0].due_at + timedelta(days=3))
    assert refusals(does, play, "office_head", "submit") == ["not_yours"]
    play = wait_until(play, play.now + timedelta(days=1))
    assert refusals(does, play, "officer.2", "submit") == ["claimed"]
    assert open_keys(does(play, "office_head", "submit")) == ["decision.president"]


def test_a_superior_who_claims_the_task_keeps_it():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    play = wait_until(play, opened(play)[0].due_at + timedelta(days=4))
    play = does(play, "office_head", "claim")
    assert refusals(does, play, "officer", "submit") == ["claimed"]
