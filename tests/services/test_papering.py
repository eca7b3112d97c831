"""What was signed on paper, on both databases: who signed, who recorded it, and that everything agrees about it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from tests.support.office import LOGINS, NOW, Office
from tests.support.papered import SCAN, begin_papered, publish_papered, record
from workflow.core.errors import Invalid, Refused
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.exporting import unsigned_record
from workflow.services.inbox import list_tasks
from workflow.services.record_rows import row_problems
from workflow.services.showing import show_case
from workflow.store.tables import decisions


@pytest.fixture
def case(office: Office) -> Done:
    publish_papered(office)
    return begin_papered(office)


def test_the_desk_has_it_in_its_inbox_and_whoever_signs_too(office: Office, case: Done):
    for login in ("second", "chief"):
        assert [it["case"] for it in list_tasks(office.runtime, LOGINS[login], NOW)["tasks"]] == [case.number]
    (task,) = show_case(office.runtime, case.case, NOW)["tasks"]
    assert (task["paper"], [it["post"] for it in task["holders"]]) == ("room 3", ["chief", "second"])


def test_neither_the_desk_nor_a_password_answers_in_place_of_the_paper(office: Office, case: Done):
    with pytest.raises(Refused) as refused:
        office.act(case, "chief", "approve")
    assert [it.code for it in refused.value.refusals] == ["on_paper"]
    with pytest.raises(Invalid) as invalid:
        record(office, case, "second")
    assert [(it.field, it.code) for it in invalid.value.problems] == [("signer", "signer_not_holder")]


def test_what_was_recorded_is_shown_as_the_answer_of_whoever_signed(office: Office, case: Done):
    done = record(office, case, reason="as agreed")
    shown = show_case(office.runtime, case.case, NOW)
    last = shown["decisions"][-1]
    assert (last["actor"], last["signed"], last["recorded_by"], last["opinion"]) == (
        "chief",
        "paper",
        "second",
        "as agreed",
    )
    assert [it["sha256"] for it in shown["documents"]] == [SCAN.sha256]
    assert (shown["outcome"], done.version) == ("approved", shown["version"])


def test_the_page_says_where_the_paper_is_and_afterwards_how_it_was_signed(office: Office, case: Done):
    page = open_case(office.runtime, case.number, LOGINS["chief"], NOW)
    assert [it.paper for it in page.present] == ["room 3"]
    assert [it.code for it in page.events[0].notes] == ["note_to_paper"]
    record(office, case)
    page = open_case(office.runtime, case.number, LOGINS["chief"], NOW)
    assert page.past[-1].signed == "paper"
    assert [it.code for it in page.events[0].notes] == ["note_recorded"]
    assert "note_signed_paper" in str(explain_case(office.runtime, case.number, NOW))


@pytest.mark.parametrize("recorded", [False, True])
def test_every_rule_holds_on_paper_and_after_it(office: Office, case: Done, recorded: bool):
    if recorded:
        record(office, case)
    assert not check(office.runtime, NOW).findings


def test_an_exported_record_tells_the_same_as_its_chain(office: Office, case: Done):
    record(office, case)
    with office.runtime.database.snapshot() as connection:
        doc = json.loads(json.dumps(unsigned_record(office.runtime, connection, case.number, NOW)))
    assert list(row_problems(doc)) == []
    doc["decisions"][-1]["actor"] = LOGINS["first"]
    assert [it.code for it in row_problems(doc)] == ["decision_differs"]


def test_a_changed_scan_is_found(office: Office, case: Done):
    record(office, case)
    forged = {"_signed": "paper", "_paper": {"by": LOGINS["second"], "on": "2026-09-01", "scan": "5d" * 32}}
    with office.runtime.database.transaction() as connection:
        connection.execute(update(decisions).where(decisions.c.state == "decision").values(input=forged))
    assert {it.rule for it in check(office.runtime, NOW).findings} == {"I-25"}
