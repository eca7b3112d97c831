"""A carried answer that is given anew: on both databases, found in the inbox, explained, healthy afterwards."""

from __future__ import annotations

import pytest

from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import NotFound, Refused
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.inbox import list_tasks
from workflow.services.showing import show_case


@pytest.fixture
def case(office: Office) -> Done:
    """Returned by the chief for another amount: second is asked again, what first agreed to is carried."""
    case = office.start()
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "return")):
        office.act(case, login, action, reason="因故")
    office.act(case, "clerk", "submit", amount="200")
    return case


def reopened(office: Office, case: Done) -> Done:
    return office.act(case, "first", "reopen", reason="條件不同了")


def statuses(office: Office, case: Done) -> list[tuple[str, str]]:
    shown = show_case(office.runtime, case.case, NOW)
    return [(it["status"], it["void_reason"]) for it in shown["decisions"] if it["key"] == "first"]


def test_it_is_asked_again_and_stands_in_the_inbox(office: Office, case: Done):
    assert list_tasks(office.runtime, LOGINS["first"], NOW)["tasks"] == []
    assert statuses(office, case) == [("void", "carried_on"), ("carried", None)]
    reopened(office, case)
    assert statuses(office, case) == [("void", "carried_on"), ("void", "reopened")]
    assert [task["key"] for task in list_tasks(office.runtime, LOGINS["first"], NOW)["tasks"]] == ["first"]
    assert check(office.runtime, NOW).findings == ()


def test_the_history_has_the_reason_and_says_what_was_carried(office: Office, case: Done):
    reopened(office, case)
    events = open_case(office.runtime, case.number, LOGINS["first"], NOW).events
    assert (events[0].action, events[0].reason) == ("reopen", "條件不同了")
    assert [(note.code, note.params) for note in events[1].notes] == [("note_carried", {"count": 1})]


def test_only_whoever_gave_it_reads_that_it_may_be_given_anew(office: Office, case: Done):
    (carried,) = open_case(office.runtime, case.number, LOGINS["first"], NOW).panel.carried
    assert (carried.part.en, carried.at) == ("First", NOW)
    assert open_case(office.runtime, case.number, LOGINS["second"], NOW).panel.carried == ()


def test_strangers_do_not_learn_that_there_is_a_case(office: Office, case: Done):
    with pytest.raises(NotFound):
        office.act(case, "clerk.2", "reopen", reason="x")
    with pytest.raises(Refused):
        office.act(case, "second", "reopen", reason="x")


def test_the_explanation_says_who_may_decide_again_and_why_the_old_answer_counts_no_more(office: Office, case: Done):
    def reasons() -> list[str]:
        content = explain_case(office.runtime, case.case, NOW).content
        return [reason.code for it in content["decisions"] if it["key"] == "first" for reason in it["because"]]

    assert "decision_may_reopen" in reasons()
    reopened(office, case)
    assert reasons()[-1] == "decision_void_reopened"


def test_what_follows_is_what_the_new_answer_says(office: Office, case: Done):
    reopened(office, case)
    office.act(case, "first", "disagree", reason="不再同意")
    office.act(case, "second", "agree")
    shown = show_case(office.runtime, case.case, NOW)
    assert shown["state"] == "decision"
    assert [it["outcome"] for it in shown["decisions"] if it["key"] == "first"][-1] == "disagree"
