"""Questions and delegations: who is asked, who waits, what follows from the answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.engine.asking_stage import (
    asks,
    at_chair,
    code_of,
    free,
    problem_of,
    recalls,
    signs,
)
from tests.core.engine.stage import changed, deputise, does, new, open_keys, opened
from workflow.core.errors import Refused
from workflow.core.further import InfoRule
from workflow.core.machine import build_process
from workflow.core.playing import wait_until

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


def test_transfer_inside_a_delegation_replaces_the_top_frame_alone():
    may = {name: replace(each, may=(*each.may, "transfer")) for name, each in free().definition.states.items()}
    play = asks(new(free(states=may)), "chair", "delegate", "lawyer")
    play = asks(play, "lawyer", "delegate", "officer")
    assert problem_of(asks, play, "officer", "transfer", "lawyer") == [("who", "not_an_option")]
    play = asks(play, "officer", "transfer", "accountant")
    assert code_of(does, play, "officer", "answered") == "not_yours"
    play = does(play, "accountant", "answered")
    assert [task.key for task in opened(play)] == ["chair", "+delegate3"]
    assert code_of(does, play, "chair", "approve") == "waiting_for"


def test_a_delegation_is_recalled_with_all_that_came_of_it():
    play = asks(asks(at_chair(), "chair", "delegate", "lawyer"), "lawyer", "delegate", "accountant")
    play = recalls(play, "chair", "delegate", "take_back")
    assert open_keys(play) == ["review.chair"]
    assert sorted(task.cause for task in play.steps[-1].closed) == ["removed", "removed"]
