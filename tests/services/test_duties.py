"""What an end leaves to be done: cases of their own with a day, shown, found, and read by later conditions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.duties import DUTIFUL, FILES_WITH_DUTIES, LEFT, approved, publish_duties
from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Command
from workflow.services.act import act
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.inbox import list_tasks
from workflow.services.publishing import NotPublished, publish
from workflow.services.showing import show_case

CLERK = LOGINS["clerk"]
LATE = NOW + timedelta(days=5)


@pytest.fixture
def desk(office: Office) -> Office:
    publish_duties(office)
    return office


def test_each_is_a_case_with_its_day_in_the_inbox_of_whoever_owes_it(desk: Office):
    case = approved(desk)
    children = show_case(desk.runtime, case.case, NOW)["children"]
    duties = [show_case(desk.runtime, number, NOW) for number in children]
    assert [duty["data"]["what"] for duty in duties] == ["report", "original"]
    assert [duty["data"]["due_on"] for duty in duties] == ["2026-10-01", "2026-09-03"]
    assert [task["case"] for task in list_tasks(desk.runtime, CLERK, NOW)["tasks"]] == [children[1], children[0]]
    assert check(desk.runtime, NOW).findings == ()


def test_the_ended_case_shows_what_is_owed_and_what_is_late(desk: Office):
    case = approved(desk)
    linked = open_case(desk.runtime, case.number, CLERK, LATE).links.children
    assert [(it.title.en, it.overdue) for it in linked] == [
        ("Report: 主旨", False),
        ("Return the original: 主旨", True),
    ]
    assert all(it.due_at for it in linked)


def test_whoever_is_late_goes_another_way_until_it_is_done(desk: Office):
    first = approved(desk)
    in_time = desk.start()
    late = desk.start(now=LATE)
    assert show_case(desk.runtime, in_time.case, LATE)["state"] == "votes"
    assert show_case(desk.runtime, late.case, LATE)["state"] == "decision"
    (original,) = show_case(desk.runtime, first.case, NOW)["children"][1:]
    act(desk.runtime, original, Command("submit", CLERK, input={}), LATE)
    assert show_case(desk.runtime, desk.start(now=LATE).case, LATE)["state"] == "votes"


def test_the_duties_of_others_say_nothing(desk: Office):
    approved(desk)
    other = desk.start("clerk.2", now=LATE)
    assert show_case(desk.runtime, other.case, LATE)["state"] == "votes"


def test_the_explanation_shows_what_the_condition_saw(desk: Office):
    approved(desk)
    case = desk.start(now=LATE)
    way = explain_case(desk.runtime, case.case, LATE).content["way"]
    (chose,) = [reason for visit in way for reason in visit["because"] if reason.code == "chose"]
    assert {"expression": "applicant.overdue_duties", "value": 1} in chose.trace[0]["steps"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("process: duty, with: {topic: subject}, set: {what: report}", "process: dutty", "unknown_process"),
        ("set: {what: report}", "set: {what: raport}", "literal_differs"),
        ("set: {what: report}", "set: {waht: report}", "no_such_field"),
        ("set: {what: report}, within: 30cd", "set: {what: report}, within: 30cd, due: topic", "no_such_field"),
        ("set: {what: report}, within: 30cd", "set: {what: report}", "not_given"),
    ],
)
def test_a_duty_that_could_not_begin_is_not_published(office: Office, old: str, new: str, code: str):
    assert old in LEFT
    files = {**FILES_WITH_DUTIES, "pair.yaml": DUTIFUL.replace(old, new, 1).encode()}
    with pytest.raises(NotPublished) as refused:
        publish(office.runtime, files, by=0, now=NOW)
    assert code in {finding.code for finding in refused.value.findings}
