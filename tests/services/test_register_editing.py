"""Rows of registers changed by hand: by whom the register names, over what was seen, and never two at once."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.services.test_races import together
from tests.support.agreements import with_agreements
from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import Invalid, NotFound, Stale
from workflow.services.doctor import check
from workflow.services.register_editing import open_form, save_row
from workflow.services.showing import show_case
from workflow.store import registers

CHIEF = LOGINS["chief"]


@pytest.fixture
def desk(office: Office) -> Office:
    with_agreements(office)
    return office


def save(desk: Office, code: str, *, seen: int, person: int = CHIEF, **given: object) -> str:
    return save_row(desk.runtime, "agreements", code, given, seen=seen, person=person, now=NOW)


def row(desk: Office, code: str):
    with desk.runtime.database.snapshot() as connection:
        return registers.row(connection, "agreements", code)


def test_a_change_keeps_what_it_does_not_name_and_counts_its_days_anew(desk: Office):
    before = row(desk, "A-2")
    save(desk, "A-2", seen=1, valid_until="2028-01-31")
    assert row(desk, "A-2") == {
        **before,
        "valid_until": "2028-01-31",
        "notice_by": "2027-07-31",
        "next_from": "2028-02-01",
        "next_until": "2033-01-31",
    }
    with desk.runtime.database.snapshot() as connection:
        newest, first = registers.history(connection, "agreements", "A-2", most=5)
    assert [(it.version, it.by, it.case) for it in (newest, first)] == [(2, CHIEF, None), (1, 0, None)]
    assert check(desk.runtime, NOW).findings == ()


def test_of_many_who_change_what_they_saw_one_is_heard_and_the_others_are_told(desk: Office):
    answers = together([lambda n=n: save(desk, "A-1", seen=1, original_location=f"room {n}") for n in range(4)])
    assert sorted(answers) == ["A-1", "row_changed", "row_changed", "row_changed"]
    with desk.runtime.database.snapshot() as connection:
        assert len(registers.history(connection, "agreements", "A-1", most=9)) == 2


def test_of_many_who_add_the_same_row_one_does(desk: Office):
    def add() -> str:
        try:
            return save(desk, "", seen=0, number="A-9", kind="mou")
        except Invalid as error:
            return error.problems[0].code

    assert sorted(map(str, together([add] * 4))) == ["A-9", "row_alike", "row_alike", "row_alike"]


def test_a_row_that_is_added_by_hand_gets_the_case_beside_it(desk: Office):
    save(desk, "", seen=0, number="A-9", kind="mou", valid_until="2027-12-31")
    case = show_case(desk.runtime, "追-115-004", NOW)
    assert (case["state"], case["data"]["agreement"]) == ("standing", "A-9")


def test_the_code_of_a_row_and_what_is_counted_cannot_be_given(desk: Office):
    save(desk, "A-1", seen=1, number="A-7", notice_by="2026-01-01", original_location="archive")
    assert row(desk, "A-7") is None
    assert (row(desk, "A-1")["notice_by"], row(desk, "A-1")["original_location"]) == ("2026-12-31", "archive")
    assert {"number", "notice_by"}.isdisjoint(
        column.name for column in open_form(desk.runtime, "agreements", "A-1", CHIEF, NOW).columns
    )


@pytest.mark.parametrize("code", ["A-1", "", "A-8"])
def test_whoever_the_register_does_not_name_changes_nothing(desk: Office, code: str):
    with pytest.raises(NotFound):
        save(desk, code, seen=1, person=LOGINS["first"], number="A-9", kind="mou")
    with desk.runtime.database.snapshot() as connection:
        changed = connection.execute(text("SELECT count(*) FROM register_history WHERE changed_by <> 0")).scalar_one()
    assert changed == 0


def test_what_is_wrong_is_named_and_nothing_is_written(desk: Office):
    with pytest.raises(Invalid) as error:
        save(desk, "A-1", seen=1, kind="other", valid_from="soon")
    assert {it.field for it in error.value.problems} == {"kind", "valid_from"}
    with pytest.raises(Stale):
        save(desk, "A-1", seen=7, kind="sea")
    assert row(desk, "A-1")["kind"] == "mou"
