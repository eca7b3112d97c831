"""`qianhe definitions compare`: what a version would have made of cases that are over."""

import pytest

from tests.cli.running import VERSION, Desk
from tests.cli.test_versions import edition
from tests.cli.test_walks import RETURNED_WITH_OBJECTIONS, TO_DECISION, TO_IN_FORCE
from tests.cli.walking import UNIVERSITY, begin

AGAIN = """
    09-09 09:10  acc_officer      agree                 -> review
    09-09 09:20  acc_head         agree                 -> review
    09-09 09:30  oia_dean         approve               -> review
    09-09 09:40  chief_secretary  approve               -> review
    09-09 09:50  vp_admin         approve               -> decision
    09-09 10:00  president        approve  as_proposed  -> signing
"""
DECIDED = "09-09 10:00  president  approve  as_proposed  -> signing"
MEETING = ("{when: authority.meeting, to: meeting}", "{when: \"data.level == 'university'\", to: meeting}")
SOONER = ("      within: 30cd\n      clock: stopped", "      within: 20cd\n      clock: stopped")
OTHERS = ("by: [oia_dean, chief_sec, vp_admin]", "by: [chief_sec, oia_dean, vp_admin]")


@pytest.fixture
def over(desk: Desk):
    """The number of an agreement that is in force."""
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY)
    walk.go(TO_DECISION + DECIDED + TO_IN_FORCE)
    return walk.number


def compared(desk: Desk, *changes):
    return desk.answer("definitions", "compare", edition(desk, *changes), "--finished")


def test_a_version_that_says_the_same_leads_every_case_the_same_way(desk: Desk, over):
    found = compared(desk)
    assert found["cases"] == {"count": 1, "same": 1, "elsewhere": 0, "other": 0, "skipped": 0}
    assert found["differing"] == []


def test_a_changed_condition_shows_where_the_ways_part_and_what_it_saw(desk: Desk, over):
    (case,) = compared(desk, MEETING)["differing"]
    first = case["differences"][0]
    assert (case["number"], case["elsewhere"], first["kind"]) == (over, True, "way")
    assert (first["action"], first["before"], first["after"]) == ("submit", ["review"], ["meeting"])
    assert "會議" in first["message"]["zh-TW"]
    guards = [guard for reason in case["because"] for guard in reason["guards"]]
    assert [guard["held"] for guard in guards if guard["expression"] == "data.level == 'university'"] == [True]


def test_another_deadline_is_told_and_is_no_other_way(desk: Desk, over):
    found = compared(desk, SOONER)
    assert (found["cases"]["elsewhere"], found["cases"]["other"]) == (0, 1)
    assert [it["kind"] for it in found["differing"][0]["differences"]] == ["deadline"]


def test_others_who_are_asked_are_named(desk: Desk, over):
    (case,) = compared(desk, OTHERS)["differing"]
    assert case["differences"][0]["kind"] == "asked"
    assert case["differences"][0]["after"] == ["review.chief_sec"]


def test_a_case_that_was_returned_and_answered_is_done_again_with_all_that(desk: Desk):
    kind = {"kind": "sea", "umbrella_included": True,
            "exchange": {"quota_out": 2, "quota_in": 2, "quota_unit": "person",
            "balance_period": "yearly", "fee_terms": "mutual_waiver"}}  # fmt: skip
    money = {"involves_budget": True, "amount": "50000", "budget_source": "計畫"}
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY, **kind, **money)
    walk.go(RETURNED_WITH_OBJECTIONS + AGAIN + TO_IN_FORCE)
    assert compared(desk)["cases"]["same"] == 1
    assert compared(desk, MEETING)["differing"][0]["guessed"] == ["amount"]


def test_nothing_is_changed_by_it(desk: Desk, over):
    before = desk.answer("case", "show", over)
    compared(desk, MEETING)
    assert desk.answer("case", "show", over) == before
    assert desk.answer("definitions", "list")["versions"][0]["version"] == VERSION


def test_people_read_a_line_for_each_case_in_both_languages(desk: Desk, over):
    said = desk.run("definitions", "compare", edition(desk, MEETING), "--finished").stdout
    assert "比較 1 件已結案的案件：0 件相同，1 件會走別的路" in said
    assert "it went to “Review” and by this version to “Administrative meeting”" in said


def test_it_must_be_said_that_finished_cases_are_meant(desk: Desk):
    assert desk.run("definitions", "compare", edition(desk)).exit_code == 2
