"""Questions, delegations and added signers: who is asked, who waits, what follows from the answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.engine.stage import changed, deputise, does, new, open_keys, opened, process, replay
from workflow.core.case import Command
from workflow.core.definition import Deadline
from workflow.core.durations import Duration
from workflow.core.errors import Invalid, Refused
from workflow.core.further import InfoRule
from workflow.core.machine import build_process
from workflow.core.playing import Play, act, wait_until

ALL = ("request_info", "delegate", "add_signer", "add_unit")


def free(**more):
    """The process of the stage, where everybody may ask."""
    known = process().definition
    states = {name: replace(each, may=ALL) if each.branches else each for name, each in known.states.items()}
    changes = {"states": states, "asked_deadline": Deadline(within=Duration(6, "wd")), **more}
    return build_process(replace(known, **changes))


def at_chair() -> Play:
    return new(free())


def in_block() -> Play:
    return replay(at_chair(), "chair approve", "dean approve")


def asks(play, login, action, who, **given):
    return does(play, login, action, who=who, **given)


def signs(play, login, who, position):
    return does(play, login, "add_signer", who=who, position=position)


def task_of(play, position):
    return next(task for task in opened(play) if task.position == position)


def code_of(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.refusals[0].code


def problem_of(call, *args, **kwargs):
    with pytest.raises(Invalid) as invalid:
        call(*args, **kwargs)
    return [(problem.field, problem.code) for problem in invalid.value.problems]


def recalls(play, login, position, action, **given):
    actor = play.world.directory.by_login[login]
    return act(play, Command(action, actor, task=task_of(play, position).seq, input={"reason": "because"} | given))


# questions


def test_a_question_keeps_the_state_and_the_asker_waits_for_the_answer():
    play = asks(at_chair(), "chair", "request_info", "staff")
    assert play.view.state == "review"
    with pytest.raises(Refused) as refused:
        does(play, "chair", "approve")
    waiting = refused.value.refusals[0]
    assert (waiting.code, waiting.params["holders"]) == ("waiting_for", [f"#{play.view.applicant}"])
    play = does(play, "staff", "answered")
    assert open_keys(does(play, "chair", "approve")) == ["review.dean"]


def test_the_applicant_answers_a_question_although_he_may_decide_nothing():
    play = does(asks(at_chair(), "chair", "request_info", "staff"), "staff", "answered")
    assert [(d.outcome, d.actor) for d in play.view.decisions][-1] == ("answered", play.view.applicant)


def test_a_question_and_its_answer_must_say_something():
    assert problem_of(asks, at_chair(), "chair", "request_info", "staff", reason="") == [("reason", "required")]
    play = asks(at_chair(), "chair", "request_info", "staff")
    assert problem_of(does, play, "staff", "answered", reason=" ") == [("reason", "required")]


def test_a_question_is_taken_back_by_whoever_asked_it_and_by_nobody_else():
    play = asks(at_chair(), "chair", "request_info", "staff")
    assert code_of(recalls, play, "staff", "info", "take_back") == "not_yours"
    play = recalls(play, "chair", "info", "take_back")
    assert open_keys(play) == ["review.chair"]
    assert play.steps[-1].closed[0].cause == "removed"


def test_the_clock_of_the_asker_stands_still_while_the_applicant_is_asked():
    play = at_chair()
    due = opened(play)[0].due_at
    play = asks(play, "chair", "request_info", "staff")
    assert [task.due_at for task in opened(play) if task.asked is None] == [None]
    assert not [timer for timer in play.view.timers if timer.task == opened(play)[0].seq]
    play = wait_until(play, play.now + timedelta(days=7))
    play = does(play, "staff", "answered")
    (task,) = opened(play)
    assert task.due_at == due + timedelta(days=7)
    assert {timer.task for timer in play.view.timers if timer.task} == {task.seq}


def test_the_clock_runs_on_while_a_colleague_is_asked_and_where_the_definition_says_so():
    play = at_chair()
    due = opened(play)[0].due_at
    colleague = asks(play, "chair", "request_info", "lawyer")
    assert opened(colleague)[0].due_at == due
    running = new(build_process(replace(free().definition, states={
        **free().definition.states,
        "review": replace(free().definition.states["review"], info=InfoRule("running")),
    })))  # fmt: skip
    assert opened(asks(running, "chair", "request_info", "staff"))[0].due_at == due


def test_nothing_else_is_asked_while_an_answer_is_waited_for():
    play = asks(at_chair(), "chair", "request_info", "staff")
    assert code_of(asks, play, "chair", "request_info", "lawyer") == "waiting_for"
    assert code_of(signs, play, "chair", "lawyer", "before") == "waiting_for"


def test_only_what_the_state_allows_may_be_asked_and_only_by_holders():
    play = new(changed("review", may=("delegate",)))
    assert code_of(asks, play, "chair", "request_info", "staff") == "not_in_this_state"
    assert code_of(asks, play, "lawyer", "delegate", "accountant") == "not_yours"


def test_nobody_asks_himself_or_somebody_unknown():
    assert problem_of(asks, at_chair(), "chair", "request_info", "chair") == [("who", "asks_oneself")]
    assert problem_of(asks, at_chair(), "chair", "request_info", "nobody") == [("who", "unknown_reference")]
    assert problem_of(asks, at_chair(), "chair", "request_info", "dean@office") == [("who", "unknown_reference")]


# delegation


def test_what_was_delegated_comes_back_as_an_opinion_and_the_delegator_decides():
    play = asks(at_chair(), "chair", "delegate", "lawyer")
    assert code_of(does, play, "chair", "approve") == "waiting_for"
    assert code_of(does, play, "lawyer", "approve") == "not_yours"
    play = does(play, "lawyer", "answered")
    assert open_keys(play) == ["review.chair"]
    assert open_keys(does(play, "chair", "approve")) == ["review.dean"]


def test_an_answer_pops_exactly_one_frame():
    play = asks(asks(at_chair(), "chair", "delegate", "lawyer"), "lawyer", "delegate", "accountant")
    assert code_of(does, play, "lawyer", "answered") == "waiting_for"
    play = does(play, "accountant", "answered")
    assert [task.key for task in opened(play)] == ["chair", "+delegate3"]
    assert code_of(does, play, "chair", "approve") == "waiting_for"


def test_nobody_stands_twice_in_a_chain_of_delegations():
    play = asks(asks(at_chair(), "chair", "delegate", "lawyer"), "lawyer", "delegate", "accountant")
    assert problem_of(asks, play, "accountant", "delegate", "chair@dept") == [("who", "asked_already")]
    assert problem_of(asks, play, "accountant", "delegate", "chair") == [("who", "in_the_chain")]
    assert problem_of(asks, play, "accountant", "delegate", "lawyer") == [("who", "asked_already")]


def test_a_matter_is_delegated_on_three_times_at_most():
    play = asks(asks(at_chair(), "chair", "delegate", "lawyer"), "lawyer", "delegate", "accountant")
    play = asks(play, "accountant", "delegate", "officer")
    assert code_of(asks, play, "officer", "delegate", "office_head") == "delegated_too_often"


def test_nothing_is_delegated_to_the_applicant_or_decided_by_his_deputy():
    assert problem_of(asks, at_chair(), "chair", "delegate", "staff") == [("who", "in_conflict")]


def test_the_deputy_of_a_delegate_answers_and_decides_nothing():
    play = deputise(asks(at_chair(), "chair", "delegate", "lawyer"), "accountant", "lawyer")
    assert code_of(does, play, "accountant", "approve") == "not_yours"
    play = does(play, "accountant", "answered")
    assert play.view.decisions[-1].capacity == "deputy"
    assert open_keys(play) == ["review.chair"]


def test_a_delegation_is_recalled_with_all_that_came_of_it():
    play = asks(asks(at_chair(), "chair", "delegate", "lawyer"), "lawyer", "delegate", "accountant")
    play = recalls(play, "chair", "delegate", "take_back")
    assert open_keys(play) == ["review.chair"]
    assert sorted(task.cause for task in play.steps[-1].closed) == ["removed", "removed"]


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
