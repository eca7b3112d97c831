"""The class of speed that an applicant chooses on filing: kept, shown and proved on both databases."""

from __future__ import annotations

import pytest

from tests.support.hurried import publish_hurried
from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import Invalid
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.forms import show_form
from workflow.services.showing import show_case


@pytest.fixture
def desk(office: Office) -> Office:
    publish_hurried(office)
    return office


def test_the_choice_is_kept_with_the_case_and_counts(desk: Office):
    case = desk.start(speed="urgent")
    shown = show_case(desk.runtime, case.case, NOW)
    assert (shown["speed"], shown["tasks"][0]["due_at"]) == ("urgent", "2026-09-04T15:59:59.000000Z")
    assert "speed" not in shown["data"]
    assert check(desk.runtime, NOW).findings == ()


def test_the_history_has_the_class_and_the_reason(desk: Office):
    case = desk.start(speed="most_urgent", reason="部長來訪")
    (event,) = open_case(desk.runtime, case.number, LOGINS["clerk"], NOW).events
    assert event.reason == "部長來訪"
    (note,) = event.notes
    assert (note.code, note.params["to"].en) == ("note_speed", "Most urgent")


def test_without_a_reason_nothing_begins(desk: Office):
    with pytest.raises(Invalid):
        desk.start(speed="most_urgent")


def test_programs_find_the_choice_among_the_fields(desk: Office):
    field = show_form(desk.runtime, "pair", LOGINS["clerk"], NOW)["fields"][-1]
    assert (field["name"], field["default"], field["required"]) == ("speed", "ordinary", False)
    assert [option["code"] for option in field["options"]] == ["ordinary", "urgent", "most_urgent"]
