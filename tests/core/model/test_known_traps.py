"""Where other engines went wrong: returns out of a block, deputies in conflict, escalation at the top, two at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import (
    NOW,
    TOPIC,
    back,
    changed,
    deputise,
    does,
    new,
    open_keys,
    opened,
    process,
    replay,
    slots,
    world,
)
from workflow.core.case import Command
from workflow.core.deciding import offers
from workflow.core.decision import Step
from workflow.core.definition import Constraint, Join
from workflow.core.errors import Refused, Stale
from workflow.core.playing import act, wait_until

TO_COSIGN = ("chair approve", "dean approve")
TO_DECISION = (*TO_COSIGN, "lawyer agree", "accountant agree", "officer submit")


def leaving():
    """The block may be left by a return at once."""
    branches = (
        slots("opinion", "agree return", "legal", branch="legal", binds=("text",)),
        slots("opinion", "agree return", "money", branch="money", binds=("amount",)),
    )
    ways = (*edges(complete="consolidate"), back("return", "draft"))
    return changed("cosign", branches=branches, leave_on=("return",), edges=ways)


def voting(rule, count=0):
    voters = [
        slots("decide", "approve return reject", actor, branch=actor, binds=TOPIC)
        for actor in ("chair", "dean", "legal")
    ]
    return changed("review", branches=tuple(voters), join=Join(rule, count))


def told(step: Step, kind):
    return {outgoing.recipient for outgoing in step.outgoing if outgoing.kind == kind}


def saw(play, login, action):
    actor = play.world.directory.by_login[login]
    made = offers(play.process, play.view, actor, play.world, now=play.now)
    return next(offer.saw for offer in made if offer.action == action and offer.allowed)


def answer(play, login, action, seen):
    return act(play, Command(action, play.world.directory.by_login[login], input={"reason": "because"}, saw=seen))


def refused(call, *args, **given):
    with pytest.raises(Refused) as raised:
        call(*args, **given)
    return raised.value.refusals[0]


def test_a_return_out_of_a_block_closes_the_colleagues_task_with_a_row_and_tells_him():
    play = does(replay(new(leaving()), *TO_COSIGN), "lawyer", "return")
    closed = {task.key: task.cause for task in play.steps[-1].closed}
    assert closed == {"legal": "decided", "money": "returned"}
    assert told(play.steps[-1], "no_longer_needed") == {play.world.directory.by_login["accountant"]}


def test_a_return_out_of_a_block_leads_straight_back_into_it_and_only_asks_who_has_not_agreed():
    play = does(replay(new(leaving()), *TO_COSIGN, "accountant agree"), "lawyer", "return", resume="direct")
    play = does(play, "staff", "submit")
    assert (play.view.state, open_keys(play)) == ("cosign", ["cosign.legal"])


def test_the_deputy_of_a_deputy_may_not_act_where_the_definition_allows_one_step():
    play = deputise(deputise(new(), "dean", "chair"), "lawyer", "dean")
    assert refused(does, play, "lawyer", "approve").code == "not_yours"


def test_longer_chains_of_deputies_do_not_lead_through_the_applicant():
    play = deputise(deputise(new(process(substitute_depth=3)), "staff", "chair"), "lawyer", "staff")
    assert refused(does, play, "lawyer", "approve").code in {"not_yours", "self_approval"}


def test_a_deputy_of_two_voters_votes_for_each_under_one_name():
    play = deputise(deputise(new(voting("count", 2)), "office_head", "chair"), "office_head", "dean")
    assert refused(does, play, "office_head", "approve").code == "which_task"
    for task in opened(play)[:2]:
        play = act(play, Command("approve", play.world.directory.by_login["office_head"], task=task.seq))
    assert {d.on_behalf_of for d in play.view.decisions if d.state == "review"} == {
        play.world.directory.by_login[login] for login in ("chair", "dean")
    }


def test_the_head_of_the_school_cannot_be_escalated_above():
    play = wait_until(replay(new(), *TO_DECISION), NOW + timedelta(days=13))
    play = wait_until(play, play.now + timedelta(days=9))
    holders = [holder.post for task in opened(play) for holder in task.holders]
    assert (play.view.state, holders) == ("decision", ["office_head"])


def test_escalation_passes_over_a_superior_who_is_the_applicant():
    play = wait_until(new(applicant="dean"), NOW + timedelta(days=8))
    assert [holder.post for holder in opened(play)[0].holders] == ["chair", "president"]


def test_no_rung_answers_a_task():
    play = wait_until(new(), NOW + timedelta(days=400))
    assert (open_keys(play), len(play.view.decisions)) == (["review.chair"], 1)


def test_an_answer_stands_when_the_case_moved_but_what_it_is_about_did_not():
    play = replay(new(), *TO_COSIGN)
    seen = saw(play, "accountant", "agree")
    play = answer(does(play, "lawyer", "agree"), "accountant", "agree", seen)
    assert play.view.state == "consolidate"


def test_an_answer_on_what_was_changed_since_is_stale():
    legal = slots("opinion", "agree", "legal", branch="legal", binds=("text",), edits=("amount",))
    money = slots("opinion", "agree", "money", branch="money", binds=("amount",))
    play = replay(new(changed("cosign", branches=(legal, money))), *TO_COSIGN)
    seen = saw(play, "accountant", "agree")
    play = does(play, "lawyer", "agree", amount="9")
    with pytest.raises(Stale):
        answer(play, "accountant", "agree", seen)


def test_the_second_of_two_is_told_who_was_faster():
    play = replay(new(), *TO_COSIGN)
    task = opened(play)[0].seq
    play = does(play, "lawyer", "agree")
    refusal = refused(does, play, "lawyer", "agree")
    assert refusal.code == "not_yours"
    late = Command("agree", play.world.directory.by_login["lawyer"], task=task)
    refusal = refused(act, play, late)
    assert (refusal.code, refusal.params["outcome"]) == ("task_closed", "agree")


def test_what_was_seen_before_a_return_is_stale_after_it():
    play = new()
    seen = saw(play, "chair", "approve")
    play = does(does(play, "chair", "return"), "staff", "submit")
    with pytest.raises(Stale):
        answer(play, "chair", "approve", seen)


def test_withdrawing_in_a_block_closes_all_its_tasks_and_tells_their_holders():
    play = does(replay(new(), *TO_COSIGN), "staff", "withdraw")
    assert {task.cause for task in play.steps[-1].closed} == {"withdrawn"}
    people = play.world.directory.by_login
    assert told(play.steps[-1], "no_longer_needed") == {people["lawyer"], people["accountant"]}


def test_nothing_survives_a_return_that_keeps_nothing():
    none = changed("decision", edges=(*edges(approve="done"), back("return", "draft", resume="rewalk", keep="none")))
    play = does(does(replay(new(none), *TO_DECISION), "president", "return"), "staff", "submit")
    assert open_keys(play) == ["review.chair"]
    counting = [(d.key, d.outcome) for d in play.view.decisions if d.status != "void"]
    assert counting == [("president", "return"), ("main", "submit")]


def test_an_answer_by_a_deputy_survives_like_any_other():
    play = does(deputise(new(), "lawyer", "chair"), "lawyer", "approve")
    play = replay(play, "dean approve", "lawyer agree", "accountant agree", "officer submit")
    play = does(does(play, "president", "return", to="draft", resume="rewalk"), "staff", "submit")
    carried = [d for d in play.view.decisions if d.key == "chair" and d.status == "carried"]
    assert [d.on_behalf_of for d in carried] == [play.world.directory.by_login["chair"]]


@pytest.mark.parametrize(("rule", "count", "votes"), [("any", 0, 1), ("count", 2, 2), ("count", 3, 3), ("all", 0, 3)])
def test_a_vote_ends_with_exactly_as_many_voices_as_it_needs(rule, count, votes):
    play = new(voting(rule, count))
    for given, login in enumerate(("dean", "lawyer", "chair"), start=1):
        play = does(play, login, "approve")
        assert (play.view.state == "cosign") == (given == votes)
        if given == votes:
            break


def test_a_vote_after_the_end_of_the_vote_is_refused():
    play = new(voting("any"))
    tasks = {task.key: task.seq for task in opened(play)}
    play = does(play, "dean", "approve")
    late = Command("approve", play.world.directory.by_login["chair"], task=tasks["chair"])
    assert refused(act, play, late).code == "task_closed"


def test_an_absent_voters_voice_goes_to_the_fallback_and_is_never_given_by_nobody():
    play = new(voting("all"), at=world(absent=("chair",)))
    assert [task.holders[0].post for task in opened(play)] == ["president", "dean", "lawyer"]
    assert replay(play, "dean approve", "lawyer approve").view.state == "review"


def test_taking_back_a_vote_lowers_the_count_again():
    play = replay(new(voting("count", 2)), "dean approve", "dean take_back", "lawyer approve")
    assert (play.view.state, open_keys(play)) == ("review", ["review.chair", "review.dean"])


def test_the_same_form_given_twice_is_the_same_step():
    first, second = (replay(new(), *TO_COSIGN) for _ in range(2))
    assert [step.entry_hash for step in first.steps] == [step.entry_hash for step in second.steps]
    assert replace(first.view, head="") == replace(second.view, head="")


def test_whoever_the_definition_never_wants_to_decide_cannot_even_as_a_deputy():
    made = process(constraints=(Constraint("never", ("consolidate",), actor="chair"),))
    play = deputise(replay(new(made), *TO_COSIGN, "lawyer agree", "accountant agree"), "chair", "officer")
    assert refused(does, play, "chair", "submit").code == "self_approval"
    assert does(play, "officer", "submit").view.state == "decision"


def test_a_task_of_somebody_who_must_never_decide_it_goes_to_his_superior():
    made = process(constraints=(Constraint("never", ("review",), actor="chair"),))
    assert [holder.post for holder in opened(new(made))[0].holders] == ["dean"]


def test_the_applicant_may_act_where_only_somebody_else_must_not():
    made = process(constraints=(Constraint("never", ("consolidate",), actor="chair"),))
    play = replay(new(made, applicant="officer"), *TO_COSIGN, "lawyer agree", "accountant agree")
    assert does(play, "officer", "submit").view.state == "decision"
