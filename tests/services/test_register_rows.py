"""Rows of registers are unlike each other where they must be, whoever writes them and however many at once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from tests.services.test_races import together
from tests.support.office import FILES, NOW, Office
from tests.support.recorded import NOTES, PUT, approve, notes, publish_recorded, recorded, to_decision
from tests.support.tables import refused, table
from workflow.core.errors import Refused
from workflow.services.doctor import check
from workflow.services.publishing import NotPublished, publish
from workflow.services.register_import import RegisterImported, import_rows
from workflow.services.register_keys import keep_missing_keys

UNIQUE = NOTES.replace("may_change: [chief]", "may_change: [chief]\nunique: [[about], [held_on, status]]")
DATED = NOTES.replace("may_change: [chief]", "may_change: [chief]\nvalid: {from: held_on, to: ended_on}").replace(
    "  earlier:", "  ended_on: {type: date, label: {zh-TW: 迄日, en: Until}}\n  earlier:", 1
)


def publish_notes(office: Office, source: str, *effects: str) -> None:
    files = recorded(*effects) if effects else FILES
    publish(office.runtime, {**files, "notes.yaml": source.encode()}, by=0, now=NOW)


def load(office: Office, *rows: str, header: str = "code,about") -> RegisterImported:
    return import_rows(office.runtime, "notes", table(header, *rows), 0, NOW)


def test_a_case_cannot_leave_a_row_like_another(office: Office):
    publish_notes(office, UNIQUE, PUT)
    first = approve(office, subject="參訪　一")
    second = to_decision(office, subject="參訪 一 ")
    with pytest.raises(Refused) as error:
        office.act(second, "chief", "approve")
    (refusal,) = error.value.refusals
    assert (refusal.code, refusal.params["columns"], refusal.params["code"]) == ("row_taken", ["about"], first.number)
    assert list(notes(office)) == [first.number]


def test_of_many_at_once_one_row_is_written_and_the_others_are_told(office: Office):
    publish_notes(office, UNIQUE, PUT)
    cases = [to_decision(office, subject="同一件事") for _ in range(4)]
    answers = together([lambda done=done: office.act(done, "chief", "approve").number for done in cases])
    assert sorted(map(str, answers))[1:] != answers
    assert [str(it) for it in answers].count("row_taken") == 3
    assert len(notes(office)) == 1
    assert check(office.runtime, NOW).findings == ()


def test_a_file_is_refused_for_what_a_case_left(office: Office):
    publish_notes(office, UNIQUE, PUT)
    done = approve(office, subject="參訪")
    found = refused(lambda: load(office, "n1,參訪"))
    assert found == [(2, "about", "sheet_row_stored")]
    assert list(notes(office)) == [done.number]


def test_an_empty_column_is_like_no_other(office: Office):
    publish_notes(office, UNIQUE)
    assert load(office, "n1,one", "n2,two").new == 2


def test_a_changed_row_lets_go_of_what_it_held(office: Office):
    publish_notes(office, UNIQUE)
    load(office, "n1,one")
    load(office, "n1,two")
    assert load(office, "n2,one") == RegisterImported(1, new=1)


def test_a_register_whose_rows_are_too_much_alike_is_not_published(office: Office):
    publish_recorded(office, PUT)
    load(office, "n1,one", "n2,one")
    newer = UNIQUE.replace("version: 1", "version: 2", 1)
    with pytest.raises(NotPublished) as error:
        publish(office.runtime, {**FILES, "notes.yaml": newer.encode()}, by=0, now=NOW)
    assert [(it.code, it.params["codes"]) for it in error.value.findings] == [("rows_alike", ("n2",))]
    load(office, "n2,two")
    publish(office.runtime, {**FILES, "notes.yaml": newer.encode()}, by=0, now=NOW)
    assert refused(lambda: load(office, "n3,two")) == [(2, "about", "sheet_row_stored")]


def test_rows_from_before_keys_were_kept_get_theirs(office: Office):
    publish_notes(office, UNIQUE)
    load(office, "n1,one")
    with office.runtime.database.transaction() as connection:
        connection.execute(text("DELETE FROM register_keys"))
    assert {it.rule for it in check(office.runtime, NOW).findings} == {"I-29"}
    keep_missing_keys(office.runtime)
    keep_missing_keys(office.runtime)
    assert check(office.runtime, NOW).findings == ()


def test_the_days_on_which_a_row_counts_are_kept_beside_it_and_stand_in_their_order(office: Office):
    publish_notes(office, DATED)
    header = "code,about,held_on,ended_on"
    load(office, "n1,one,2026-08-01,2027-07-31", "n2,two,2026-08-01,", header=header)
    with office.runtime.database.snapshot() as connection:
        rows = connection.execute(text("SELECT valid_from, valid_to FROM register_rows ORDER BY code")).all()
    days = [[None if day is None else date.fromisoformat(str(day)) for day in row] for row in rows]
    assert days == [[date(2026, 8, 1), date(2027, 7, 31)], [date(2026, 8, 1), None]]
    found = refused(lambda: load(office, "n3,three,2026-08-02,2026-08-01", header=header))
    assert found == [(2, "ended_on", "last_before_first")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_rows SET version = 7",
        "UPDATE register_rows SET data = '{}'",
        "UPDATE register_rows SET case_id = NULL",
        "DELETE FROM register_keys",
        "UPDATE register_keys SET value = '" + "0" * 64 + "' WHERE columns = 'about'",
    ],
)
def test_a_doctor_finds_a_register_that_was_tampered_with(office: Office, statement: str):
    publish_notes(office, UNIQUE, PUT)
    approve(office)
    assert check(office.runtime, NOW).findings == ()
    with office.runtime.database.transaction() as connection:
        connection.execute(text(statement))
    assert {it.rule for it in check(office.runtime, NOW).findings} == {"I-29"}
