"""Returns, what they close, which decisions survive them, and who is asked again."""

from tests.core.engine.stage import does, new, open_keys, replay

TO_DECISION = ["chair approve", "dean approve", "lawyer agree", "accountant agree", "officer submit"]


def decision(play, state, key):
    return [d for d in play.view.decisions if (d.state, d.key) == (state, key)][-1]


def test_a_return_opens_the_form_again_for_the_applicant():
    play = does(new(), "chair", "return")
    assert open_keys(play) == ["draft.main"]
    assert play.view.path == ("draft", "review", "draft")


def test_unchanged_decisions_are_carried_when_the_way_is_walked_again():
    play = does(replay(new(), *TO_DECISION), "president", "return", to="draft", resume="rewalk")
    play = does(play, "staff", "submit")
    assert open_keys(play) == ["consolidate.main"]
    assert decision(play, "review", "dean").status == "carried"


def test_only_those_whose_field_changed_are_asked_again():
    play = does(replay(new(), *TO_DECISION), "president", "return", to="draft", resume="rewalk")
    play = does(play, "staff", "submit", text="second")
    assert open_keys(play) == ["cosign.legal"]


def test_a_direct_resume_leads_straight_back_when_nothing_changed():
    play = does(replay(new(), *TO_DECISION), "president", "return", to="draft", resume="direct")
    assert open_keys(does(play, "staff", "submit")) == ["decision.president"]


def test_a_direct_resume_stops_at_the_first_decision_that_no_longer_fits():
    play = does(replay(new(), *TO_DECISION), "president", "return", to="draft", resume="direct")
    play = does(play, "staff", "submit", amount="2000")
    assert open_keys(play) == ["review.chair"]
    play = replay(play, "chair approve", "dean approve")
    assert open_keys(play) == ["cosign.money"]
    assert open_keys(does(play, "accountant", "agree")) == ["decision.president"]


def test_returning_to_approvers_asks_them_again_even_without_a_change():
    play = does(replay(new(), *TO_DECISION), "president", "return", to="review", resume="rewalk")
    assert open_keys(play) == ["review.chair"]


def test_ask_again_asks_only_the_unit_whose_field_changed():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant disagree")
    play = does(play, "officer", "ask_again", amount="500")
    assert open_keys(play) == ["cosign.money"]
    assert decision(play, "cosign", "legal").status == "carried"


def test_going_on_with_a_changed_text_first_asks_those_who_approved_the_old_one():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    play = does(play, "officer", "submit", text="second")
    assert (play.view.state, open_keys(play)) == ("decision", ["decision.cosign.legal"])
    play = does(play, "lawyer", "agree")
    assert open_keys(play) == ["decision.president"]


def test_a_reconfirmation_may_return_the_text_to_whoever_edited_it():
    play = replay(new(), "chair approve", "dean approve", "lawyer agree", "accountant agree")
    play = does(does(play, "officer", "submit", text="second"), "lawyer", "return")
    assert open_keys(play) == ["consolidate.main"]


def test_too_many_rounds_are_laid_before_the_owner():
    play = new()
    for _ in range(2):
        play = does(does(play, "chair", "return"), "staff", "submit")
    play = does(play, "chair", "return")
    assert open_keys(play) == ["draft.unblock"]
    assert open_keys(does(play, "office_head", "allow")) == ["draft.main"]
    assert does(play, "office_head", "end").view.outcome == "cancelled"
