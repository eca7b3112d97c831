"""Added signers and units, and what taking back does to what was asked."""

from dataclasses import replace
from datetime import timedelta

from tests.core.engine.asking_stage import (
    asks,
    at_chair,
    code_of,
    free,
    in_block,
    problem_of,
    recalls,
    signs,
    task_of,
)
from tests.core.engine.stage import does, new, open_keys, opened, replay, world
from tests.core.model.planning import plan
from workflow.core.case import Command
from workflow.core.playing import act, wait_until

# signers


def test_who_signs_before_is_waited_for_and_does_not_decide():
    play = signs(signs(at_chair(), "chair", "lawyer", "before"), "chair", "accountant", "before")
    play = does(play, "lawyer", "disagree")
    assert code_of(does, play, "chair", "approve") == "waiting_for"
    play = replay(play, "accountant agree", "chair approve")
    assert open_keys(play) == ["review.dean"]


def test_who_signs_after_has_his_turn_when_the_holder_has_answered():
    play = signs(at_chair(), "chair", "lawyer", "after")
    assert code_of(does, play, "lawyer", "agree") == "waiting_for"
    play = does(play, "chair", "approve")
    assert open_keys(play) == ["review.+after4"]
    assert open_keys(does(play, "lawyer", "agree")) == ["review.dean"]


def test_an_objection_behind_an_answer_makes_it_void_and_asks_it_again():
    play = replay(signs(at_chair(), "chair", "lawyer", "after"), "chair approve", "lawyer disagree")
    assert open_keys(play) == ["review.chair"]
    assert [d.void_reason for d in play.view.decisions if d.key == "chair"] == ["objected"]


def test_others_behind_an_answer_that_was_objected_to_sign_behind_the_next_one():
    play = signs(signs(at_chair(), "chair", "lawyer", "after"), "chair", "accountant", "after")
    play = replay(play, "chair approve", "lawyer disagree")
    assert [task.position for task in opened(play)] == [None, "later"]
    play = does(play, "chair", "approve")
    assert [task.position for task in opened(play)] == ["after"]
    assert open_keys(does(play, "accountant", "agree")) == ["review.dean"]


def test_a_refusal_does_not_wait_for_those_behind_it():
    play = does(signs(at_chair(), "chair", "lawyer", "after"), "chair", "reject")
    assert (play.view.outcome, open_keys(play)) == ("rejected", [])


def test_beside_a_holder_the_branch_goes_on_but_the_state_is_not_left():
    play = replay(signs(at_chair(), "chair", "lawyer", "beside"), "chair approve", "dean approve")
    assert play.view.state == "review"
    assert open_keys(play) == ["review.+beside3"]
    assert does(play, "lawyer", "disagree").view.state == "cosign"


def test_a_signer_beside_does_not_keep_a_case_from_going_back():
    play = does(signs(at_chair(), "chair", "lawyer", "beside"), "chair", "return")
    assert (play.view.state, open_keys(play)) == ("draft", ["draft.main"])
    assert [task.cause for task in play.steps[-1].closed] == ["decided", "returned"]


def test_the_way_out_of_a_form_waits_for_signers_too():
    play = replay(in_block(), "lawyer agree", "accountant agree")
    play = does(signs(play, "officer", "office_head", "after"), "officer", "submit")
    assert (play.view.state, [task.position for task in opened(play)]) == ("consolidate", ["after"])
    assert does(play, "office_head", "agree").view.state == "decision"


def test_whoever_asked_removes_a_signer_with_a_reason_and_the_case_goes_on():
    play = replay(signs(at_chair(), "chair", "lawyer", "beside"), "chair approve", "dean approve")
    assert problem_of(recalls, play, "chair", "beside", "remove_signer", reason="") == [("reason", "required")]
    assert code_of(recalls, play, "dean", "beside", "remove_signer") == "not_yours"
    assert recalls(play, "chair", "beside", "remove_signer").view.state == "cosign"


def test_the_owner_removes_a_signer_whom_nobody_else_can_and_never_in_his_own_matter():
    play = replay(signs(at_chair(), "chair", "lawyer", "beside"), "chair approve", "dean approve")
    assert recalls(play, "office_head", "beside", "remove_signer").view.state == "cosign"
    own = signs(new(free(owner="dean"), applicant="dean"), "chair", "accountant", "beside")
    own = replay(own, "chair approve", "president approve")
    assert code_of(recalls, own, "dean", "beside", "remove_signer") == "not_yours"


def test_who_has_signed_cannot_be_removed():
    play = signs(at_chair(), "chair", "lawyer", "before")
    task = task_of(play, "before")
    play = does(play, "lawyer", "agree")
    chair = play.world.directory.by_login["chair"]
    assert code_of(act, play, Command("remove_signer", chair, task=task.seq, input={"reason": "x"})) == "task_closed"


def test_the_applicant_never_signs_his_own_matter():
    assert problem_of(signs, at_chair(), "chair", "staff", "beside") == [("who", "in_conflict")]
    play = replay(in_block(), "lawyer agree", "accountant agree")
    assert problem_of(signs, play, "officer", "staff", "beside") == [("who", "in_conflict")]


def test_a_vote_counts_no_signers():
    play = signs(in_block(), "lawyer", "office_head", "beside")
    play = does(play, "office_head", "agree")
    assert open_keys(play) == ["cosign.legal", "cosign.money"]


def test_added_signers_are_gone_from_the_next_round():
    play = does(signs(at_chair(), "chair", "lawyer", "before"), "lawyer", "disagree")
    play = replay(play, "chair return", "staff submit")
    assert open_keys(play) == ["review.chair"]
    assert [d.void_reason for d in play.view.decisions if d.key.startswith("+")] == ["next_round"]


# units


def test_a_unit_is_added_to_a_block_and_the_block_waits_for_its_head():
    play = does(in_block(), "lawyer", "add_unit", unit="office")
    assert task_of(play, "unit").holders[0].principal() == "office_head@office"
    play = replay(play, "lawyer agree", "accountant agree")
    assert play.view.state == "cosign"
    assert does(play, "office_head", "disagree").view.state == "consolidate"


def test_the_same_unit_is_not_added_twice_and_no_unit_outside_blocks():
    play = does(in_block(), "lawyer", "add_unit", unit="office")
    assert problem_of(does, play, "accountant", "add_unit", unit="office") == [("unit", "asked_already")]
    assert problem_of(does, play, "accountant", "add_unit", unit="moon") == [("unit", "unknown_reference")]


def test_a_unit_that_was_added_is_asked_again_when_what_the_block_approved_is_changed():
    play = does(in_block(), "lawyer", "add_unit", unit="office")
    play = replay(play, "lawyer agree", "accountant agree", "office_head agree")
    added = next(d for d in play.view.decisions if d.key.startswith("+unit"))
    assert added.binds == ("text", "amount")
    play = does(play, "officer", "submit", text="another")
    assert open_keys(play) == [f"decision.cosign.{added.key}", "decision.cosign.legal"]
    assert [task.holders[0].principal() for task in opened(play)] == ["lawyer@office", "office_head@office"]
    play = replay(play, "lawyer agree", "office_head agree")
    assert open_keys(play) == ["decision.president"]


def test_a_unit_is_asked_again_past_its_vacant_post():
    play = does(in_block(), "lawyer", "add_unit", unit="office")
    play = replay(play, "lawyer agree", "accountant agree", "office_head agree")
    play = does(replace(play, world=world(absent=("office_head",))), "officer", "submit", text="another")
    assert [task.holders[0].principal() for task in opened(play)] == ["lawyer@office", "president@school"]


def test_a_unit_that_was_added_is_not_asked_again_for_what_the_block_does_not_approve():
    play = does(in_block(), "lawyer", "add_unit", unit="office")
    play = replay(play, "lawyer agree", "accountant agree", "office_head agree", "officer submit")
    assert open_keys(play) == ["decision.president"]


def test_whoever_signs_behind_or_beside_an_answer_is_asked_still_in_another_version():
    behind = does(signs(at_chair(), "chair", "lawyer", "after"), "chair", "approve")
    assert [task.position for task in opened(plan(behind, 0))] == ["after"]
    beside = does(signs(in_block(), "lawyer", "office_head", "beside"), "lawyer", "agree")
    assert [task.position for task in opened(plan(beside, 0))] == [None, "beside"]


# going back


def test_an_answer_beside_the_slots_is_taken_back_and_waited_for_again():
    play = does(asks(at_chair(), "chair", "request_info", "staff"), "staff", "answered")
    play = does(play, "staff", "take_back")
    assert code_of(does, play, "chair", "approve") == "waiting_for"
    assert [task.due_at for task in opened(play) if task.asked is None] == [None]


def test_an_objection_is_taken_back_and_the_answer_before_it_counts_again():
    play = replay(signs(at_chair(), "chair", "lawyer", "after"), "chair approve", "lawyer disagree")
    play = does(play, "lawyer", "take_back")
    assert [task.position for task in opened(play)] == ["after"]
    assert open_keys(does(play, "lawyer", "agree")) == ["review.dean"]


def test_a_holder_takes_his_answer_back_from_before_those_who_sign_behind_it():
    play = does(signs(at_chair(), "chair", "lawyer", "after"), "chair", "approve")
    play = does(play, "chair", "take_back")
    assert [task.position for task in opened(play)] == [None, "later"]
    assert [task.position for task in opened(does(play, "chair", "approve"))] == ["after"]


def test_a_decision_is_not_taken_back_once_somebody_was_asked_out_of_what_followed():
    play = asks(does(at_chair(), "chair", "approve"), "dean", "delegate", "lawyer")
    assert code_of(does, play, "chair", "take_back") == "already_taken_up"


def test_asking_is_undone_within_a_minute_without_a_reason_and_unheard():
    play = asks(at_chair(), "chair", "request_info", "staff")
    undone = recalls(play, "chair", "info", "undo", reason="")
    assert open_keys(undone) == ["review.chair"]
    assert undone.steps[-1].unsays_since is not None
    late = replace(play, now=play.now + timedelta(seconds=61))
    assert code_of(recalls, late, "chair", "info", "undo") == "too_late"


def test_withdrawing_closes_what_was_asked_with_everything_else():
    play = does(signs(at_chair(), "chair", "lawyer", "before"), "staff", "withdraw")
    assert open_keys(play) == []
    assert {task.cause for task in play.steps[-1].closed} == {"withdrawn"}


def test_reminders_of_the_whole_process_reach_whoever_was_asked():
    play = at_chair()
    ladder = play.process.definition.states["review"].branches[0].slots[0].ladder[:1]
    play = new(free(asked_ladder=ladder))
    play = asks(play, "chair", "delegate", "lawyer")
    task = task_of(play, "delegate")
    play = wait_until(play, task.due_at)
    lawyer = play.world.directory.by_login["lawyer"]
    assert [out.kind for step in play.steps for out in step.outgoing if out.recipient == lawyer] == [
        "delegated",
        "reminder",
    ]
