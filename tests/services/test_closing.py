"""A block that ends before its time: on both databases, told, explained, healthy."""

from __future__ import annotations

import pytest

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.inbox import list_tasks
from workflow.services.publishing import publish
from workflow.services.showing import show_case

EARLY = PAIR.replace("version: 1", "version: 2", 1).replace(
    "    objections: collect\n", "    objections: collect\n    closes_when: answers.disagree >= 1\n", 1
)


@pytest.fixture
def case(office: Office) -> Done:
    """Second objects before first has answered."""
    publish(office.runtime, {**FILES, "pair.yaml": EARLY.encode()}, by=0, now=NOW)
    case = office.start()
    assert [task["key"] for task in list_tasks(office.runtime, LOGINS["first"], NOW)["tasks"]] == ["first"]
    office.act(case, "second", "disagree", reason="太貴")
    return case


def test_nobody_is_asked_any_more_and_the_case_goes_on(office: Office, case: Done):
    assert show_case(office.runtime, case.case, NOW)["state"] == "decision"
    assert list_tasks(office.runtime, LOGINS["first"], NOW)["tasks"] == []
    assert check(office.runtime, NOW).findings == ()
    office.act(case, "chief", "approve")
    assert show_case(office.runtime, case.case, NOW)["outcome"] == "approved"


def test_the_history_and_the_explanation_say_why(office: Office, case: Done):
    event = open_case(office.runtime, case.number, LOGINS["chief"], NOW).events[0]
    assert "note_closed_early" in [note.code for note in event.notes]
    way = explain_case(office.runtime, case.case, NOW).content["way"]
    (reason,) = [it for visit in way for it in visit["because"] if it.code == "closed_early"]
    assert reason.trace[0]["held"]
    assert reason.trace[0]["steps"][0] == {"expression": "answers.disagree", "value": 1}
