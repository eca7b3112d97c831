"""A state ends before its time as soon as its condition holds, and nobody is asked in vain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import back, changed, does, new, open_keys, process, replay, slots, state
from tests.core.engine.test_taking_back import code_of
from tests.core.engine.test_votes import ballot
from workflow.core.definition import Join
from workflow.core.effects import EffectRule
from workflow.core.expression_types import DECIMAL, INT, TEXT
from workflow.core.expressions import compile_guard
from workflow.core.further import ClosingRule
from workflow.core.playing import wait_until
from workflow.core.timerules import parse_time_rule

SCHEMA = {"data.amount": DECIMAL, "data.text": TEXT} | {
    f"answers.{name}": INT for name in ("agree", "disagree", "approve", "given", "asked")
}
TO_BLOCK = ("chair approve", "dean approve")


def when(source, outcome="complete"):
    return ClosingRule(compile_guard(source, SCHEMA), outcome)


def block(rule, **more):
    return changed("cosign", closes=rule, **more)


def causes(play):
    return {task.key: task.cause for step in play.steps for task in step.closed}


def test_a_block_ends_when_enough_have_answered_and_the_others_are_told_off():
    play = replay(new(block(when("answers.disagree >= 1"))), *TO_BLOCK, "lawyer disagree")
    assert (open_keys(play), causes(play)["money"]) == (["consolidate.main"], "not_needed")
    assert {"event": "closed_early", "state": "cosign", "outcome": "complete"} in play.steps[-1].facts["events"]


def test_until_then_all_are_heard():
    play = replay(new(block(when("answers.disagree >= 1"))), *TO_BLOCK, "lawyer agree")
    assert open_keys(play) == ["cosign.money"]


def test_the_case_goes_on_behind_it_though_somebody_was_never_heard():
    play = replay(new(block(when("answers.given >= 1"))), *TO_BLOCK, "lawyer agree", "officer submit")
    assert open_keys(play) == ["decision.president"]
    assert does(play, "president", "approve").view.outcome == "approved"


def test_who_was_told_off_is_asked_again_when_the_condition_holds_no_more():
    play = replay(new(block(when("answers.given >= 1"))), *TO_BLOCK, "lawyer agree")
    play = does(play, "officer", "ask_again", text="second")
    assert open_keys(play) == ["cosign.legal", "cosign.money"]


def test_a_direct_resume_does_not_stop_at_what_ended_early():
    play = replay(new(block(when("answers.given >= 1"))), *TO_BLOCK, "lawyer agree", "officer submit")
    play = does(does(play, "president", "return", to="draft", resume="direct"), "staff", "submit")
    assert open_keys(play) == ["decision.president"]


def test_what_holds_from_the_beginning_lets_nobody_be_asked_and_has_its_effects():
    effects = (EffectRule("complete", "agreements.register", ()),)
    play = replay(new(block(when("data.amount > 500"), effects=effects)), *TO_BLOCK)
    assert open_keys(play) == ["consolidate.main"]
    assert [task.key for task in play.steps[-1].opened] == ["main"]
    assert [rule.operation for rule in play.steps[-1].operations] == ["agreements.register"]


def test_an_unset_value_ends_nothing():
    play = new(block(when("data.text == 'never'")), text="")
    assert open_keys(replay(play, *TO_BLOCK)) == ["cosign.legal", "cosign.money"]


def test_a_vote_ends_as_the_votes_stand_then():
    rule = when("answers.given >= 2", None)
    vote = Join("count", 1, early=False)
    play = replay(new(ballot(vote, "dean", "legal", "money", closes=rule)), "lawyer approve", "dean reject")
    assert (play.view.state, causes(play)["money"]) == ("decision", "not_needed")
    lost = replay(new(ballot(Join("count", 2, early=False), "dean", "legal", "money", closes=rule)), "lawyer approve")
    assert does(lost, "dean", "reject").view.outcome == "rejected"


def test_whoever_still_signs_beside_holds_it_up():
    play = replay(new(block(when("answers.given >= 1"), may=("add_signer",))), *TO_BLOCK)
    play = does(play, "accountant", "add_signer", who="chair", position="beside")
    play = does(play, "lawyer", "agree")
    assert play.view.state == "cosign"
    assert does(play, "chair", "agree").view.state == "consolidate"


def test_an_answer_is_taken_back_into_the_block_that_it_ended():
    play = replay(new(block(when("answers.given >= 1"))), *TO_BLOCK, "lawyer agree")
    play = does(play, "lawyer", "take_back")
    assert open_keys(play) == ["cosign.legal", "cosign.money"]


def test_effects_of_the_early_end_cannot_be_taken_back():
    effects = (EffectRule("complete", "agreements.register", ()),)
    play = replay(new(block(when("answers.given >= 1"), effects=effects)), *TO_BLOCK, "lawyer agree")
    assert code_of(does, play, "lawyer", "take_back") == "has_effects"


def waiting(rule):
    known = process().definition
    filed = slots("decide", "filed", "officer")
    filed = replace(filed, slots=(replace(filed.slots[0], edits=("amount",)),))
    review = state("review", "wait", filed, until=parse_time_rule("data.starts"), closes=rule,
                   edges=(*edges(elapsed="cosign", filed="cosign"), back("return", "draft")))  # fmt: skip
    return process(states={**known.states, "review": review})


@pytest.mark.parametrize(("amount", "where"), [("1000", "cosign"), ("100", "review")])
def test_a_wait_is_over_before_its_moment_when_nothing_is_left_to_wait_for(amount, where):
    play = new(waiting(when("data.amount >= 500", "elapsed")), amount=amount, starts="2026-10-01")
    assert play.view.state == where
    assert len([timer for timer in play.view.timers if timer.rule == "until"]) == (where == "review")
    assert wait_until(play, play.now).view.state == where
