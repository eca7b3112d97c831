"""No way back and forth, however crooked, leads past somebody whose approval the case needs."""

from dataclasses import replace

import pytest

from tests.core.checking.building import edges, guard
from tests.core.engine.stage import (
    FIELDS,
    TOPIC,
    back,
    build_process,
    changed,
    does,
    new,
    open_keys,
    process,
    replay,
    slots,
)
from workflow.core.definition import Join
from workflow.core.errors import Invalid, Refused

TO_CONSOLIDATE = ("chair approve", "dean approve", "lawyer agree", "accountant agree")
TO_DECISION = (*TO_CONSOLIDATE, "officer submit")


def only_chair():
    return changed("review", branches=(slots("decide", "approve return reject", "chair", binds=TOPIC),))


def voting(rule, count=0):
    """The review as a vote of chair, dean and legal."""
    voters = [
        slots("decide", "approve return reject", actor, branch=actor, binds=TOPIC)
        for actor in ("chair", "dean", "legal")
    ]
    return changed("review", branches=tuple(voters), join=Join(rule, count))


def test_asking_again_and_taking_that_back_leaves_no_opinion_unasked():
    play = does(replay(new(), *TO_CONSOLIDATE), "officer", "ask_again", text="second")
    play = does(play, "officer", "take_back")
    assert open_keys(does(play, "officer", "submit")) == ["decision.cosign.legal"]


def test_a_return_that_is_taken_back_leaves_the_approvals_in_force():
    play = does(replay(new(), *TO_DECISION), "president", "return", to="review")
    play = does(play, "president", "take_back")
    counting = {d.key for d in play.view.decisions if d.status != "void" and d.state == "review"}
    assert counting == {"chair", "dean"}
    assert does(play, "president", "approve").view.outcome == "approved"


def test_whoever_returned_a_reconfirmation_is_asked_again_before_the_case_goes_on():
    play = does(replay(new(), *TO_CONSOLIDATE), "officer", "submit", text="second")
    play = does(does(play, "lawyer", "return"), "officer", "submit")
    assert open_keys(play) == ["decision.cosign.legal"]
    play = does(play, "lawyer", "agree")
    assert [d.outcome for d in play.view.decisions if d.key == "legal" and d.status == "live"] == ["agree"]


def test_a_reconfirmation_cannot_be_taken_back_into_the_state_it_came_from():
    play = does(replay(new(), *TO_CONSOLIDATE), "officer", "submit", text="second")
    with pytest.raises(Refused, match="nothing_to_take_back"):
        does(does(play, "lawyer", "agree"), "lawyer", "take_back")


def test_the_short_way_stops_at_an_answer_that_was_voided_by_a_submission_taken_back():
    play = replay(new(only_chair()), "chair approve", "lawyer agree", "accountant agree", "officer submit")
    play = does(play, "president", "return", to="draft", resume="direct")
    play = does(does(play, "staff", "submit", amount="9"), "staff", "take_back")
    assert open_keys(does(play, "staff", "submit")) == ["review.chair"]


def test_the_short_way_stops_where_the_return_kept_nothing():
    nothing_kept = changed("decision", edges=(*edges(approve="done"), back("return", "draft", keep="none")))
    play = does(replay(new(nothing_kept), *TO_DECISION), "president", "return", resume="direct")
    assert open_keys(does(play, "staff", "submit")) == ["review.chair"]


def test_the_short_way_stops_at_a_state_that_has_become_needed():
    large_only = changed("review", when=guard("data.amount > 100"), pass_to="cosign")
    play = replay(new(large_only, amount="50"), "lawyer agree", "accountant agree", "officer submit")
    play = does(play, "president", "return", to="draft", resume="direct")
    assert open_keys(does(play, "staff", "submit", amount="5000")) == ["review.chair"]


def test_a_returned_reconfirmation_never_leads_to_a_form_that_lies_ahead():
    known = process().definition
    early = replace(known.states["review"], name="early", edges=(*edges(approve="review"), back("return", "draft")))
    submit = replace(known.states["draft"], edges=edges(submit="early", discard="discarded"))
    asking = replace(known.states["consolidate"], edges=(*edges(submit="decision"), back("ask_again", "review")))
    made = process(states={**known.states, "early": early, "draft": submit, "consolidate": asking}, constraints=())
    play = replay(new(made), "chair approve", "dean approve", *TO_CONSOLIDATE)
    play = replay(does(play, "officer", "ask_again", amount="9"), "chair approve", "dean approve")
    assert open_keys(play) == ["cosign.early.chair", "cosign.early.dean"]
    assert open_keys(does(play, "dean", "return")) == ["draft.main"]


def test_the_owner_who_allows_another_round_does_not_spare_those_who_must_reconfirm():
    play = replay(
        new(changed("decision", visits=replace(process().definition.states["decision"].visits, max=1))), *TO_DECISION
    )
    play = does(play, "president", "return", to="consolidate", resume="rewalk")
    play = does(play, "officer", "submit", text="second")
    assert open_keys(play) == ["decision.unblock"]
    assert open_keys(does(play, "office_head", "allow")) == ["decision.cosign.legal"]


def test_a_branch_that_an_answer_makes_needed_is_asked_too():
    legal = slots("opinion", "agree", "legal", branch="legal", binds=("text",), edits=("amount",))
    money = replace(
        slots("opinion", "agree", "money", branch="money", binds=("amount",)), when=guard("data.amount > 100")
    )
    play = replay(new(changed("cosign", branches=(legal, money)), amount="5"), "chair approve", "dean approve")
    assert open_keys(does(play, "lawyer", "agree", amount="500")) == ["cosign.money"]


def test_a_vote_that_is_carried_whole_asks_nobody():
    play = replay(new(voting("any")), "chair approve", "lawyer agree", "accountant agree", "officer submit")
    play = does(play, "president", "return", to="draft", resume="rewalk")
    assert open_keys(does(play, "staff", "submit")) == ["consolidate.main"]


def test_a_vote_is_over_as_soon_as_enough_have_agreed_and_the_others_are_no_longer_needed():
    play = replay(new(voting("count", 2)), "lawyer approve", "dean approve")
    assert play.view.state == "cosign"
    assert play.tasks[2].cause == "not_needed"


def test_taking_back_the_deciding_vote_asks_everybody_who_has_not_voted():
    play = replay(new(voting("count", 2)), "lawyer approve", "dean approve", "dean take_back")
    assert open_keys(play) == ["review.chair", "review.dean"]


def test_a_running_case_is_not_begun_again():
    with pytest.raises(Refused, match="not_in_this_state"):
        does(replay(new(), *TO_CONSOLIDATE), "staff", "submit_new", subject="other", amount="1")


def test_an_opinion_cannot_choose_where_the_block_leads():
    play = replay(new(), *TO_CONSOLIDATE[:-1])
    with pytest.raises(Invalid, match="to: unknown_field"):
        does(play, "accountant", "agree", to="done")


def test_a_pool_of_an_approval_cannot_be_claimed_by_the_applicant():
    review = changed("review", branches=(slots("decide", "approve return reject", "officer", binds=TOPIC),))
    play = new(build_process(replace(review.definition, may_start=("officer",))), applicant="officer")
    with pytest.raises(Refused, match="self_approval"):
        does(play, "officer", "claim")
    assert play.view.tasks[-1].claimed_by is None


def test_taking_back_a_return_revives_no_answer_that_was_forgotten_before():
    none = voting("any").definition.states["review"]
    ways = (*edges(approve="done"), back("return", "draft", "review", resume="rewalk", keep="none"))
    known = process().definition
    made = process(states={**known.states, "review": none, "decision": replace(known.states["decision"], edges=ways)})
    rest = ("lawyer agree", "accountant agree", "officer submit")
    play = does(replay(new(made), "dean approve", *rest), "president", "return", to="draft")
    play = replay(does(play, "staff", "submit"), "chair approve", *rest)
    play = does(does(play, "president", "return", to="review"), "president", "take_back")
    counting = {d.key for d in play.view.decisions if d.state == "review" and d.status != "void"}
    assert counting == {"chair"}


def test_a_return_may_be_taken_back_twice():
    play = replay(new(), *TO_DECISION)
    for _ in range(2):
        play = does(does(play, "president", "return", to="review"), "president", "take_back")
    counting = {d.key for d in play.view.decisions if d.state == "review" and d.status != "void"}
    assert counting == {"chair", "dean"}


def test_a_branch_that_an_edit_behind_the_block_makes_needed_is_asked_before_the_case_goes_on():
    legal = slots("opinion", "agree", "legal", branch="legal", binds=("subject",))
    wanted = guard("data.text == 'second'", FIELDS)
    money = replace(slots("opinion", "agree", "money", branch="money", binds=("text",)), when=wanted)
    play = replay(new(changed("cosign", branches=(legal, money))), "chair approve", "dean approve", "lawyer agree")
    play = does(play, "officer", "submit", text="second")
    assert open_keys(play) == ["cosign.money"]
    play = replay(play, "accountant agree", "officer submit")
    assert open_keys(play) == ["decision.president"]
