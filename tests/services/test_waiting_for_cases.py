"""A state has cases of another process begin and waits for them; how each ends is heard exactly once."""

from itertools import count

import pytest

from tests.support.office import LOGINS, NOW, Office
from tests.support.waiting import PLAN, begun, end_view, heard, publish_waiting, shown
from tests.system.killing import dies_at
from workflow.core.case import Command
from workflow.core.errors import Refused
from workflow.services.act import act
from workflow.services.beating import beat_once
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case

CHILDREN = ["見-115-001", "見-115-002"]


@pytest.fixture
def desk(office: Office) -> Office:
    publish_waiting(office)
    return office


def test_the_state_begins_a_case_for_each_row_and_waits(desk: Office):
    plan = shown(desk, begun(desk).case)
    assert (plan["state"], plan["children"]) == ("views", CHILDREN)
    assert [shown(desk, number)["data"]["unit"] for number in CHILDREN] == ["甲系", "乙系"]
    assert heard(desk) == 0
    assert check(desk.runtime, NOW).findings == ()


def test_the_case_goes_on_when_the_last_of_them_has_ended_and_takes_over_what_they_say(desk: Office):
    done = begun(desk)
    end_view(desk, CHILDREN[1], said="很好")
    assert (heard(desk), shown(desk, done.case)["state"]) == (1, "views")
    end_view(desk, CHILDREN[0], said="可")
    assert shown(desk, done.case)["state"] == "views"
    assert heard(desk) == 1
    plan = shown(desk, done.case)
    assert plan["state"] == "decision"
    assert [row["view"] for row in plan["data"]["units"]] == ["可", "很好"]
    assert [entry["action"] for entry in plan["history"]] == ["submit", "child_ended", "child_ended"]
    assert check(desk.runtime, NOW).findings == ()


def test_what_does_not_fit_is_left_out_and_said(desk: Office):
    done = begun(desk, {"name": "甲系"})
    end_view(desk, CHILDREN[0], said="這個意見比計畫的欄位還要長")
    heard(desk)
    assert (shown(desk, done.case)["state"], "view" in shown(desk, done.case)["data"]["units"][0]) == (
        "decision",
        False,
    )
    notes = [note.code for note in open_case(desk.runtime, done.number, LOGINS["clerk"], NOW).events[0].notes]
    assert notes == ["note_child_ended", "note_not_collected"]


def test_without_rows_there_is_nothing_to_wait_for(desk: Office):
    done = begun(desk, {"name": ""})
    assert (shown(desk, done.case)["state"], shown(desk, done.case)["children"]) == ("decision", [])


def test_as_soon_as_one_fails_the_others_are_called_off_and_a_new_visit_has_new_ones(desk: Office):
    done = begun(desk)
    end_view(desk, CHILDREN[0], answer="reject")
    assert heard(desk) == 3
    assert shown(desk, done.case)["state"] == "draft"
    assert (shown(desk, CHILDREN[1])["state"], shown(desk, CHILDREN[1])["tasks"]) == ("cancelled", [])
    act(desk.runtime, done.case, Command("submit", LOGINS["clerk"]), NOW)
    assert shown(desk, done.case)["children"] == [*CHILDREN, "見-115-003", "見-115-004"]
    for number in ("見-115-003", "見-115-004"):
        end_view(desk, number)
    heard(desk)
    assert shown(desk, done.case)["state"] == "decision"
    assert check(desk.runtime, NOW).findings == ()


def test_a_withdrawal_calls_them_off_and_what_has_ended_meanwhile_only_notes_it(desk: Office):
    done = begun(desk)
    act(desk.runtime, done.case, Command("withdraw", LOGINS["clerk"], input={"reason": "x"}), NOW)
    end_view(desk, CHILDREN[0])
    heard(desk)
    ended = [shown(desk, number)["outcome"] for number in CHILDREN]
    assert (shown(desk, done.case)["outcome"], ended) == ("cancelled", ["approved", "cancelled"])
    notes = [note.code for note in open_case(desk.runtime, CHILDREN[0], LOGINS["clerk"], NOW).events[0].notes]
    assert notes == ["note_called_off_late"]
    late = [event.notes[0].code for event in open_case(desk.runtime, done.number, LOGINS["clerk"], NOW).events[:2]]
    assert late == ["note_child_late", "note_child_late"]
    assert check(desk.runtime, NOW).findings == ()


def test_those_that_are_to_be_kept_go_on_and_their_ends_are_noted_without_effect(office: Office):
    publish_waiting(
        office,
        PLAN.replace("    by: chief\n    next: {complete", "    by: chief\n    on_leave: keep\n    next: {complete", 1),
    )
    done = begun(office)
    act(office.runtime, done.case, Command("stop", LOGINS["chief"]), NOW)
    assert (heard(office), shown(office, done.case)["state"]) == (0, "rejected")
    end_view(office, CHILDREN[0])
    heard(office)
    assert (shown(office, done.case)["state"], shown(office, CHILDREN[1])["state"]) == ("rejected", "writing")
    assert check(office.runtime, NOW).findings == ()


def test_nobody_but_the_clock_says_how_a_case_ended_or_calls_one_off(desk: Office):
    done = begun(desk)
    for action, given in (("child_ended", {"child": 1, "outcome": "approved", "data": {}}), ("called_off", {})):
        with pytest.raises(Refused) as refused:
            act(desk.runtime, done.case, Command(action, LOGINS["chief"], input=given), NOW)
        assert [it.code for it in refused.value.refusals] == ["not_in_this_state"]


def test_what_began_cases_cannot_be_taken_back(desk: Office):
    done = begun(desk)
    with pytest.raises(Refused) as refused:
        act(desk.runtime, done.case, Command("undo", LOGINS["clerk"]), NOW)
    assert "has_effects" in [it.code for it in refused.value.refusals]


def test_a_kill_at_any_point_lets_an_end_be_heard_exactly_once(desk: Office):
    for point in count(1):
        done = begun(desk, {"name": "甲系"})
        number = shown(desk, done.case)["children"][0]
        end_view(desk, number)
        desk.runtime.database.dispose()
        died = dies_at(point, lambda: beat_once(desk.runtime, NOW))
        heard(desk)
        plan = shown(desk, done.case)
        assert (plan["state"], [entry["action"] for entry in plan["history"]]) == (
            "decision",
            ["submit", "child_ended"],
        )
        if not died:
            break
    assert point > 5
    assert check(desk.runtime, NOW).findings == ()


def test_a_kill_at_any_point_of_the_last_step_of_a_child_loses_no_word_of_it(desk: Office):
    for point in count(1):
        done = begun(desk, {"name": "甲系"})
        number = shown(desk, done.case)["children"][0]
        act(desk.runtime, number, Command("submit", LOGINS["clerk"]), NOW)
        approve = Command("approve", LOGINS["first"], nonce=number)
        desk.runtime.database.dispose()
        died = dies_at(point, lambda: act(desk.runtime, number, approve, NOW))  # noqa: B023  # called at once
        act(desk.runtime, number, approve, NOW)
        assert (heard(desk), shown(desk, done.case)["state"]) == (1, "decision")
        if not died:
            break
    assert point > 5
    assert check(desk.runtime, NOW).findings == ()


def test_it_is_explained_what_the_case_waits_for(desk: Office):
    done = begun(desk)
    end_view(desk, CHILDREN[0])
    heard(desk)
    said = explain_case(desk.runtime, done.number, NOW).content["way"][-1]["because"]
    assert [(reason.code, reason.params) for reason in said][-1] == ("awaits", {"children": "2", "running": "1"})
