"""補簽 on both databases: marked in the path, on paper, in the history and for programs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.afterwards import publish_afterwards
from tests.support.office import LOGINS, NOW, Office
from workflow.core.memos import Fact
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.documents import memo_of
from workflow.services.explaining import explain_case
from workflow.services.naming import Names
from workflow.services.showing import see_case, show_case

ORAL = {"retroactive_on": "2026-08-31", "retroactive_by": "校長（電話）"}


@pytest.fixture
def case(office: Office) -> Done:
    """Approved by the chief, as the head had said the day before."""
    publish_afterwards(office)
    case = office.start()
    office.act(case, "first", "agree")
    office.act(case, "second", "agree")
    return office.act(case, "chief", "approve", reason="貴賓提前抵達", **ORAL)


def test_the_path_and_the_history_say_so(office: Office, case: Done):
    page = open_case(office.runtime, case.number, LOGINS["chief"], NOW)
    assert [(it.retroactive, it.consented) for it in page.past][-1] == (date(2026, 8, 31), "校長（電話）")
    assert [note.code for note in page.events[0].notes] == ["note_retroactive"]
    assert check(office.runtime, NOW).findings == ()


def test_the_memorandum_marks_it(office: Office, case: Done):
    with office.runtime.database.snapshot() as connection:
        seen = see_case(office.runtime, connection, case.case, NOW)
    memo = memo_of(seen, Names(seen.world.directory, seen.process.definition))
    (decision,) = [it for it in (*memo.signatures, memo.final) if it is not None and "補簽" in it.outcome]
    assert decision.outcome == "核准（補簽）"
    assert decision.further == (Fact("口頭同意日", date(2026, 8, 31)), Fact("口頭同意者", "校長（電話）"))


def test_programs_and_the_explanation_tell_it(office: Office, case: Done):
    shown = show_case(office.runtime, case.case, NOW)
    assert [it["retroactive"] for it in shown["decisions"]] == [None, None, None, "2026-08-31"]
    decisions = explain_case(office.runtime, case.case, NOW).content["decisions"]
    assert "note_retroactive" in [reason.code for reason in decisions[-1]["because"]]


def test_a_request_is_made_after_the_fact(office: Office):
    publish_afterwards(office)
    case = office.start(reason="外賓臨時來訪", **ORAL)
    shown = show_case(office.runtime, case.case, NOW)
    assert shown["decisions"][0]["retroactive"] == "2026-08-31"
    assert shown["data"] == {"subject": "主旨", "amount": "100"}
