"""What comes at a bad moment: waits taken back, ends that wait, forms that lie, ladders whose rung has gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.checking.building import LABEL, edges
from tests.core.engine.stage import NOW, back, changed, does, new, open_keys, opened, process, replay, slots, state
from workflow.core.case import Command, FileView
from workflow.core.definition import Rung
from workflow.core.effects import EffectRule
from workflow.core.errors import Invalid, Refused
from workflow.core.form import DocumentSpec
from workflow.core.playing import act, wait_until
from workflow.core.timerules import parse_time_rule

TO_CONSOLIDATE = ("chair approve", "dean approve", "lawyer agree", "accountant agree")


def with_state(made):
    return process(states={**process().definition.states, made.name: made})


def short():
    """Without a decision: the officer's submission ends the case."""
    return changed("consolidate", edges=(*edges(submit="done"), back("ask_again", "cosign")))


def waiting():
    asked = slots("decide", "filed", "officer")
    until = parse_time_rule("data.starts")
    return with_state(
        state("consolidate", "wait", asked, until=until, edges=edges(filed="decision", elapsed="decision"))
    )


def test_a_wait_that_was_taken_back_still_ends_by_itself():
    play = replay(new(waiting(), starts="2026-09-05"), *TO_CONSOLIDATE, "officer filed", "officer take_back")
    assert open_keys(play) == ["consolidate.officer"]
    assert open_keys(wait_until(play, datetime(2026, 9, 6, tzinfo=UTC))) == ["decision.president"]


def test_an_approved_end_waits_until_nobody_stands_by_an_old_text():
    play = does(replay(new(short()), *TO_CONSOLIDATE), "officer", "submit", text="second")
    assert (open_keys(play), play.view.closed_at) == (["done.cosign.legal"], None)
    assert does(play, "lawyer", "agree").view.outcome == "approved"


def test_the_applicant_may_withdraw_while_the_end_waits_for_a_reconfirmation():
    play = does(replay(new(short()), *TO_CONSOLIDATE), "officer", "submit", text="second")
    play = does(play, "staff", "withdraw")
    assert (play.view.outcome, open_keys(play)) == ("cancelled", [])


def test_a_reconfirmation_takes_no_files():
    documents = {"draft": DocumentSpec("draft", LABEL, "upload")}
    play = does(replay(new(process(documents=documents)), *TO_CONSOLIDATE), "officer", "submit", text="second")
    file = FileView("draft", 1, "a" * 64, 1, "draft.pdf", "application/pdf")
    with pytest.raises(Invalid, match="draft: unknown_field"):
        act(play, Command("agree", play.world.directory.by_login["lawyer"], files={"draft": file}))


@pytest.mark.parametrize("nonsense", [["direct"], {"direct": 1}, 7, "sideways"])
def test_an_unknown_way_back_is_refused_whatever_its_shape(nonsense):
    with pytest.raises(Invalid, match="resume: not_an_option"):
        does(new(), "chair", "return", resume=nonsense)


def test_the_permission_for_another_round_cannot_be_taken_back():
    play = new()
    for _ in range(2):
        play = replay(play, "chair return", "staff submit")
    play = replay(play, "chair return", "office_head allow")
    with pytest.raises(Refused, match="nothing_to_take_back"):
        does(play, "office_head", "take_back")


def test_a_ladder_does_not_begin_anew_when_what_a_rung_hung_on_is_cleared():
    rules = {"first": "entered", "soon": "data.starts", "last": "due"}
    ladder = tuple(Rung(key, parse_time_rule(rule), "remind", "holder") for key, rule in rules.items())
    legal = slots("opinion", "agree", "legal", branch="legal", binds=("text",), edits=("starts",))
    money = slots("opinion", "agree", "money", branch="money", binds=("amount",))
    money = replace(money, slots=(replace(money.slots[0], ladder=ladder),))
    play = replay(new(changed("cosign", branches=(legal, money)), starts="2026-09-02"), "chair approve", "dean approve")
    play = does(wait_until(play, NOW + timedelta(hours=16)), "lawyer", "agree", starts="")
    play = wait_until(play, NOW + timedelta(days=2))
    assert [timer.rule for timer in play.view.timers] == ["last"]
    assert [step.facts["timer"]["rule"] for step in play.steps if "timer" in step.facts] == ["first", "soon"]


def test_an_escalated_reconfirmation_never_comes_to_the_applicant():
    play = does(replay(new(applicant="office_head"), *TO_CONSOLIDATE), "officer", "ask_again", amount="9")
    play = does(play, "accountant", "agree")
    assert {task.kind for task in opened(play)} == {"reconfirm"}
    play = wait_until(play, NOW + timedelta(days=20))
    assert {holder.post for task in opened(play) for holder in task.holders} == {"president"}


def test_a_document_frozen_on_the_way_is_judged_by_what_it_then_is():
    memo = DocumentSpec("memo", LABEL, "render", layout="memo", fields=("amount",), freeze_on="cosign")
    binding = changed(
        "review", branches=(slots("decide", "approve return reject", "chair", "dean", binds=("text", "memo")),)
    )
    made = process(states=binding.definition.states, documents={"memo": memo})
    play = replay(new(made), *TO_CONSOLIDATE)
    play = does(play, "officer", "ask_again", amount="9")
    assert open_keys(does(play, "accountant", "agree")) == ["consolidate.review.chair", "consolidate.review.dean"]


def test_a_wait_may_be_counted_from_the_day_it_began():
    until = parse_time_rule("entered + 2cd")
    made = with_state(state("consolidate", "wait", until=until, edges=edges(elapsed="decision")))
    play = replay(new(made), *TO_CONSOLIDATE)
    assert [timer.due_at for timer in play.view.timers] == [datetime(2026, 9, 2, 16, tzinfo=UTC)]


def test_an_action_may_be_too_early_after_the_state_was_entered():
    play = new(changed("review", not_before=parse_time_rule("entered + 2cd")))
    with pytest.raises(Refused, match="too_early"):
        does(play, "chair", "approve")


def test_an_approval_that_is_followed_by_a_wait_is_carried_like_any_other():
    known = process().definition
    until = parse_time_rule("data.starts")
    pause = state("pause", "wait", until=until, edges=edges(elapsed="cosign"))
    review = replace(known.states["review"], edges=(*edges(approve="pause"), back("return", "draft")))
    made = process(states={**known.states, "pause": pause, "review": review})
    play = wait_until(replay(new(made, starts="2026-09-02"), "chair approve", "dean approve"), NOW + timedelta(days=2))
    play = replay(play, "lawyer agree", "accountant agree", "officer submit")
    play = does(play, "president", "return", to="draft", resume="rewalk")
    assert does(play, "staff", "submit").view.state == "pause"


def test_a_pool_keeps_the_person_who_knows_the_case_even_after_the_clock_answered():
    once = slots("edit", "submit ask_again", "officer", edits=("text",))
    late = replace(once.slots[0].deadline, timeout="submit")
    once = replace(once, slots=(replace(once.slots[0], deadline=late, ladder=()),))
    play = replay(new(changed("consolidate", branches=(once,))), *TO_CONSOLIDATE, "officer submit")
    play = does(play, "president", "return", to="consolidate", resume="rewalk")
    play = wait_until(play, NOW + timedelta(days=8))
    play = does(play, "president", "return", to="consolidate", resume="rewalk")
    assert opened(play)[0].claimed_by == play.world.directory.by_login["officer"]


def with_effects(name, outcome):
    return changed(name, effects=(EffectRule(outcome, "registers.put", "notes", "number"),))


def test_effects_wait_for_the_last_of_those_who_must_agree():
    play = replay(new(with_effects("review", "approve")), "chair approve", "dean approve")
    assert [len(step.operations) for step in play.steps] == [0, 0, 1]


def test_a_block_has_its_effects_when_it_is_complete():
    play = replay(new(with_effects("cosign", "complete")), *TO_CONSOLIDATE)
    assert [len(step.operations) for step in play.steps] == [0, 0, 0, 0, 1]
    with pytest.raises(Refused, match="has_effects"):
        does(play, "accountant", "take_back")


def test_an_answer_before_the_effects_can_still_be_taken_back():
    play = replay(new(with_effects("review", "approve")), "chair approve", "chair take_back")
    assert open_keys(play) == ["review.chair"]
