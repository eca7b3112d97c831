"""Votes: arithmetic over voters who are fixed when the state is entered, settled early only when nothing can change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.checking.building import edges
from tests.core.engine.stage import (
    ACTORS,
    TOPIC,
    back,
    changed,
    deputise,
    does,
    new,
    open_keys,
    process,
    replay,
    slots,
    world,
)
from workflow.core.deciding import offers
from workflow.core.definition import Join
from workflow.core.errors import Refused
from workflow.core.voting import Tally, votes_needed

VOTERS = ("chair", "dean", "legal", "money", "president")


def ballot(join, *voters, **more):
    """The review as a vote, which is lost to the applicant's form."""
    branches = [_free(slots("decide", "approve reject abstain", who, branch=who, binds=TOPIC)) for who in voters]
    ways = (*edges(approve="decision", reject="rejected"), back("return", "draft"))
    return changed("review", branches=tuple(branches), join=join, edges=ways, **more)


def _free(branch):
    """A vote against does not end the asking."""
    answers = tuple(replace(each, completes=True, reason=False) for each in branch.slots[0].outcomes)
    return replace(branch, slots=(replace(branch.slots[0], outcomes=answers),))


def events(play, name):
    return [event for step in play.steps for event in step.facts["events"] if event["event"] == name]


def refusal(call):
    with pytest.raises(Refused) as raised:
        call()
    return raised.value.refusals[0].code


@pytest.fixture
def half():
    return new(ballot(Join("percent", 50), "dean", "legal", "money", "president"))


def test_more_than_half_carries_and_the_others_are_no_longer_asked(half):
    play = replay(half, "dean approve", "lawyer approve")
    assert play.view.state == "review"
    play = does(play, "accountant", "approve")
    assert play.view.state == "decision"
    assert [task.cause for task in play.steps[-1].closed] == ["decided", "not_needed"]


def test_half_of_the_votes_is_a_tie_and_a_tie_is_lost(half):
    play = replay(half, "dean approve", "lawyer approve", "accountant reject")
    assert play.view.state == "review"
    assert does(play, "president", "reject").view.outcome == "rejected"


def test_a_vote_ends_as_soon_as_it_cannot_be_won(half):
    play = replay(half, "dean reject", "lawyer reject")
    assert (play.view.outcome, open_keys(play)) == ("rejected", [])


def test_an_abstention_is_a_vote_that_helps_nobody_to_win(half):
    play = replay(half, "dean approve", "lawyer approve", "accountant abstain")
    assert play.view.state == "review"
    assert does(play, "president", "approve").view.state == "decision"


def test_two_thirds_are_rounded_up():
    assert [votes_needed(Join("percent", 67), voters) for voters in (1, 2, 3, 4, 6, 9)] == [1, 2, 3, 3, 5, 7]


def test_a_veto_decides_alone_and_nothing_is_won_before_it_was_heard():
    voting = ballot(Join("count", 1, veto=("president",)), "dean", "legal", "president")
    play = replay(new(voting), "dean approve", "lawyer approve")
    assert play.view.state == "review"
    assert does(play, "president", "reject").view.outcome == "rejected"
    assert does(play, "president", "abstain").view.state == "decision"


def test_a_veto_ends_the_asking_though_the_others_could_still_win():
    voting = ballot(Join("count", 1, veto=("president",)), "dean", "legal", "president")
    play = does(new(voting), "president", "reject")
    assert (play.view.outcome, open_keys(play)) == ("rejected", [])


def test_all_are_heard_where_the_definition_says_so():
    play = replay(new(ballot(Join("count", 1, early=False), "dean", "legal")), "dean approve")
    assert play.view.state == "review"
    assert does(play, "lawyer", "reject").view.state == "decision"


def test_whoever_must_not_decide_has_no_vote_and_is_not_counted():
    play = new(ballot(Join("count", 2), "chair", "dean", "legal"), applicant="chair")
    assert open_keys(play) == ["review.dean", "review.legal"]
    assert [event["actor"] for event in events(play, "no_vote")] == ["chair"]


def test_the_applicants_superior_does_not_get_a_second_vote_in_his_place():
    play = does(new(ballot(Join("count", 2), "chair", "dean", "legal"), applicant="chair"), "dean", "approve")
    assert play.view.state == "review"
    assert refusal(lambda: does(play, "dean", "approve")) in {"not_yours", "not_in_this_state"}


def test_without_a_quorum_whoever_the_definition_names_decides_alone():
    play = new(ballot(Join("percent", 50, quorum=3), "chair", "dean", "legal"), applicant="chair")
    assert open_keys(play) == ["review.president"]
    assert does(play, "president", "approve").view.state == "decision"


def test_everybody_of_a_committee_has_a_vote_of_his_own():
    voting = ballot(Join("percent", 100, each=True), "officer")
    play = new(voting)
    directory = play.world.directory
    assert [task.holders[0].person for task in play.view.tasks if task.open] == [
        directory.by_login["officer"],
        directory.by_login["officer.2"],
    ]
    play = does(play, "officer", "approve")
    assert refusal(lambda: does(play, "officer", "approve")) in {"not_yours", "not_in_this_state"}
    assert does(play, "officer.2", "approve").view.state == "decision"


def test_the_list_of_voters_stays_as_it_was_when_the_vote_began():
    play = new(ballot(Join("percent", 100, each=True), "officer"))
    assert [key.partition(".")[0] for key in play.view.visits["review"].voters] == ["officer", "officer"]
    play = does(replace(play, world=world(absent=("officer.2",))), "officer", "approve")
    assert play.view.state == "review"


def test_nobody_claims_a_vote_that_is_his_anyway():
    play = new(ballot(Join("percent", 100, each=True), "officer"))
    made = offers(play.process, play.view, play.world.directory.by_login["officer"], play.world, now=play.now)
    assert "claim" not in {offer.action for offer in made}


def test_a_vote_is_taken_back_before_it_is_settled_and_given_again():
    play = replay(new(ballot(Join("count", 2), "dean", "legal", "money")), "dean reject", "dean take_back")
    assert open_keys(play) == ["review.dean", "review.legal", "review.money"]
    assert replay(play, "dean approve", "lawyer approve").view.state == "decision"


def test_a_settled_vote_that_is_taken_back_is_put_to_the_same_voters():
    play = replay(new(ballot(Join("count", 1), "dean", "legal")), "dean approve", "dean take_back")
    assert open_keys(play) == ["review.dean", "review.legal"]


def test_somebody_with_two_posts_votes_once():
    actors = {**ACTORS, "second": replace(ACTORS["dean"], name="second")}
    voting = ballot(Join("count", 2), "dean", "second", "legal")
    play = new(process(states=voting.definition.states, actors=actors))
    assert open_keys(play) == ["review.dean", "review.legal"]


def test_a_deputy_votes_for_the_absent_and_for_himself():
    play = deputise(new(ballot(Join("count", 2), "dean", "legal")), "lawyer", "dean")
    assert refusal(lambda: does(play, "lawyer", "approve")) == "which_task"


@pytest.mark.parametrize("stop", [True, False])
def test_the_first_objection_ends_a_block_where_the_definition_says_so(stop):
    play = replay(new(changed("cosign", stop_at_first=stop)), "chair approve", "dean approve", "lawyer disagree")
    assert play.view.state == ("consolidate" if stop else "cosign")


def test_those_whom_an_objection_cut_off_are_asked_before_the_case_goes_on():
    play = replay(new(changed("cosign", stop_at_first=True)), "chair approve", "dean approve", "lawyer disagree")
    play = does(play, "officer", "submit")
    assert open_keys(play) == ["cosign.money"]


JOINS = st.one_of(
    st.integers(1, 9).map(lambda count: Join("count", count)),
    st.integers(1, 100).map(lambda share: Join("percent", share)),
)


@given(JOINS, st.lists(st.sampled_from(["approve", "reject", "abstain"]), min_size=1, max_size=9))
def test_a_result_once_settled_never_changes_whatever_the_others_say(join, answers):
    """And when all have answered it is either won or lost."""
    results = []
    for given_so_far in range(len(answers) + 1):
        said = answers[:given_so_far]
        tally = Tally(join, len(answers), said.count("approve"), said.count("reject"), said.count("abstain"))
        assert not (tally.won and tally.lost)
        if results:
            assert (tally.won, tally.lost) == results[-1]
        elif tally.settled:
            results.append((tally.won, tally.lost))
    assert results[-1] in {(True, False), (False, True)}


def test_nobody_signs_behind_a_vote_that_was_cast_against():
    play = new(ballot(Join("percent", 50), "dean", "legal", "money", may=("add_signer",)))
    play = does(play, "dean", "add_signer", who="office_head", position="after")
    play = does(play, "dean", "reject")
    assert open_keys(play) == ["review.legal", "review.money"]
    assert [(task.position, task.cause) for task in play.steps[-1].closed] == [
        (None, "decided"),
        ("later", "not_needed"),
    ]
