"""What is asked beside the steps: kept on both databases, found by those who are asked, told and proved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.asking import publish_asking
from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Asked, Command
from workflow.core.errors import NotFound
from workflow.services.act import act
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.inbox import list_tasks
from workflow.services.inbox_page import Wanted, open_inbox
from workflow.services.showing import show_case
from workflow.store.steps import load_case


@pytest.fixture
def desk(office: Office) -> Office:
    publish_asking(office)
    return office


@pytest.fixture
def case(desk: Office):
    """Waiting for the chief."""
    case = desk.start()
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    return case


def view_of(desk: Office, case):
    with desk.runtime.database.snapshot() as connection:
        loaded = load_case(connection, case.case)
    assert loaded is not None
    return loaded.view


def numbers(desk: Office, login: str) -> list[str]:
    return [task["key"] for task in list_tasks(desk.runtime, LOGINS[login], NOW)["tasks"]]


def test_a_question_is_kept_with_its_words_and_what_the_asker_had(desk, case):
    before = next(task for task in view_of(desk, case).tasks if task.open)
    desk.act(case, "chief", "request_info", who="clerk", reason="哪一份合約？")
    task = next(task for task in view_of(desk, case).tasks if task.asked is not None)
    chief = LOGINS["chief"]
    kept = Asked(before.seq, "info", chief, None, "chief", "office", "哪一份合約？", "remind.1", before.due_at)
    assert task.asked == kept


def test_whoever_is_asked_finds_it_in_the_inbox_with_the_reason_why(desk, case):
    desk.act(case, "chief", "request_info", who="clerk", reason="哪一份？")
    assert numbers(desk, "clerk") == ["+info5"]
    (item,) = open_inbox(desk.runtime, LOGINS["clerk"], NOW, Wanted()).items
    assert (item.request.position, item.request.by.zh, item.request.text) == ("info", "辦公室主管", "哪一份？")


def test_who_signs_after_has_it_in_the_inbox_only_when_his_turn_comes(desk, case):
    desk.act(case, "chief", "add_signer", who="head@school", position="after")
    assert numbers(desk, "head") == []
    desk.act(case, "chief", "approve")
    assert numbers(desk, "head") == ["+after6"]
    done = desk.act(case, "head", "agree")
    assert view_of(desk, done).outcome == "approved"


def test_who_is_asked_sees_the_case_and_others_still_do_not(desk, case):
    stranger = LOGINS["clerk.2"]
    with pytest.raises(NotFound):
        show_case(desk.runtime, case.case, NOW, actor=stranger)
    desk.act(case, "chief", "delegate", who="clerk.2", reason="請研提意見")
    shown = show_case(desk.runtime, case.case, NOW, actor=stranger)
    (asked,) = (task["asked"] for task in shown["tasks"] if "asked" in task)
    assert (asked["position"], asked["by"], asked["text"]) == ("delegate", "chief", "請研提意見")


def test_the_offer_names_what_an_asking_wants(desk, case):
    shown = show_case(desk.runtime, case.case, NOW, actor=LOGINS["chief"])
    wanted = {offer["action"]: offer["input"] for offer in shown["actions"]}
    assert [field["field"] for field in wanted["add_signer"]] == ["who", "position", "reason"]
    assert [field["required"] for field in wanted["request_info"]] == [True, True]
    assert "add_unit" not in wanted


def test_the_day_of_the_asker_moves_by_the_working_days_that_the_applicant_took(desk, case):
    before = next(task for task in view_of(desk, case).tasks if task.open)
    desk.act(case, "chief", "request_info", who="clerk", reason="哪一份？")
    desk.act(case, "clerk", "answered", now=NOW + timedelta(days=3), reason="這一份")
    after = next(task for task in view_of(desk, case).tasks if task.open)
    assert after.due_at == before.due_at + timedelta(days=5)
    assert [(timer.task, timer.rule) for timer in view_of(desk, case).timers if timer.task] == [(after.seq, "remind.1")]


def test_an_explanation_says_who_asked_and_as_what(desk, case):
    desk.act(case, "chief", "add_signer", who="head", position="before")
    said = explain_case(desk.runtime, case.case, NOW)
    (task,) = (task for task in said.content["tasks"] if task["key"].startswith("+"))
    assert "asked_by" in [reason.code for reason in task["holders_because"]]


def test_an_explanation_says_that_the_clock_stands_and_by_how_much_it_moved(desk, case):
    desk.act(case, "chief", "request_info", who="clerk", reason="哪一份？")

    def codes():
        (chief, *_) = explain_case(desk.runtime, case.case, NOW).content["tasks"]
        return [reason.code for reason in chief["due_because"]]

    assert codes() == ["due_within", "question_clock_stands"]
    desk.act(case, "clerk", "answered", now=NOW + timedelta(days=3), reason="這一份")
    assert codes() == ["due_within", "question_clock_moved"]


def test_a_unit_that_was_added_answers_for_the_block(desk):
    case = desk.start()
    desk.act(case, "first", "add_unit", unit="school")
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    assert view_of(desk, case).state == "votes"
    assert view_of(desk, desk.act(case, "head", "disagree", reason="不妥")).state == "decision"


def test_nothing_is_wrong_after_all_of_it(desk, case):
    desk.act(case, "chief", "request_info", who="clerk", reason="？")
    desk.act(case, "clerk", "answered", reason="！")
    desk.act(case, "chief", "add_signer", who="head", position="after")
    desk.act(case, "chief", "add_signer", who="first", position="beside")
    desk.act(case, "chief", "approve")
    desk.act(case, "head", "disagree", reason="不同意")
    task = next(task for task in view_of(desk, case).tasks if task.open and task.position == "beside")
    command = Command("remove_signer", LOGINS["chief"], task=task.seq, input={"reason": "不需要"})
    act(desk.runtime, case.case, command, NOW)
    desk.act(case, "chief", "approve")
    assert check(desk.runtime, NOW).findings == ()
