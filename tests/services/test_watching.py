"""Rows of a register that cases stand beside, and what people begin from them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.agreements import ROWS, with_agreements
from tests.support.office import LOGINS, NOW, Office
from tests.support.tables import refused
from workflow.core.errors import NotFound, Refused
from workflow.services.beating import beat_once
from workflow.services.beginning import begin_from_row
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.drafts import open_draft
from workflow.services.register_import import import_rows
from workflow.services.showing import show_case
from workflow.store import registers

LATER = datetime(2026, 12, 2, tzinfo=UTC)
CLERK = LOGINS["clerk"]


@pytest.fixture
def desk(office: Office) -> Office:
    with_agreements(office)
    return office


def row(desk: Office, code: str):
    with desk.runtime.database.snapshot() as connection:
        return registers.row(connection, "agreements", code)


def run_clock(desk: Office, now: datetime) -> None:
    while beat_once(desk.runtime, now):
        pass


def test_an_import_begins_a_case_for_each_row_that_is_to_be_watched(office: Office):
    done = with_agreements(office)
    assert (done.rows, done.new, done.watches) == (4, 4, 3)
    case = show_case(office.runtime, "追-115-001", NOW)
    assert (case["state"], case["data"]["agreement"], case["data"]["ends"]) == ("standing", "A-1", "2026-12-31")
    assert (case["applicant"]["post"], case["history"][0]["actor"]) == ("clerk", "clock")


def test_the_same_file_again_begins_nothing(desk: Office):
    assert import_rows(desk.runtime, "agreements", ROWS.encode(), 0, NOW).watches == 0


def test_days_are_counted_from_other_columns(desk: Office):
    stored = row(desk, "A-2")
    assert (stored["notice_by"], stored["next_from"], stored["next_until"]) == (
        "2026-07-31",
        "2027-02-01",
        "2032-01-31",
    )


def test_a_counted_column_is_never_given(desk: Office):
    bad = b"number,kind,notice_by\nA-9,mou,2026-01-01\n"
    assert "notice_by" in str(refused(lambda: import_rows(desk.runtime, "agreements", bad, 0, NOW)))


def test_when_the_time_is_up_the_row_is_read_again(desk: Office):
    changed = b"number,kind,status\nA-1,mou,superseded\n"
    import_rows(desk.runtime, "agreements", changed, 0, NOW)
    run_clock(desk, LATER)
    ended = show_case(desk.runtime, "追-115-001", LATER)
    assert (ended["state"], ended["data"]["status"], ended["tasks"]) == ("over", "superseded", [])
    assert check(desk.runtime, LATER).ok


def test_a_row_that_still_holds_is_asked_about(desk: Office):
    run_clock(desk, LATER)
    assert show_case(desk.runtime, "追-115-001", LATER)["state"] == "renewal"


def test_a_draft_from_a_row_holds_what_the_row_tells(desk: Office):
    draft = begin_from_row(desk.runtime, ("agreements", "A-1"), "renewal", CLERK, NOW, nonce="n")
    assert open_draft(desk.runtime, draft, CLERK, NOW).typed == {"subject": "A-1", "amount": "7", "agreement": "A-1"}
    assert begin_from_row(desk.runtime, ("agreements", "A-1"), "renewal", CLERK, NOW, nonce="n") == draft


def test_only_rows_that_fit_and_people_who_may_begin_anything(desk: Office):
    with pytest.raises(Refused, match="not_from_here"):
        begin_from_row(desk.runtime, ("agreements", "A-3"), "renewal", CLERK, NOW)
    with pytest.raises(Refused, match="may_not_start"):
        begin_from_row(desk.runtime, ("agreements", "A-1"), "renewal", LOGINS["chief"], NOW)
    with pytest.raises(NotFound):
        begin_from_row(desk.runtime, ("agreements", "A-7"), "renewal", CLERK, NOW)


def test_the_case_beside_a_row_offers_what_can_be_begun_from_it(desk: Office):
    page = open_case(desk.runtime, "追-115-001", CLERK, NOW)
    assert [(press.key, press.code) for press in page.links.presses] == [("renewal", "A-1")]
    assert [note.code for note in page.events[0].notes] == ["note_beside_row"]
