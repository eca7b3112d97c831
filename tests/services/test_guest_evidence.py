"""What was done from outside is evidence: in the record, in explanations, and against whoever changes it later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.services.test_races import together
from tests.support.office import LOGINS, Office
from tests.support.outside import NAME, PARTNER, SUMMER, Outside, begin_letter, publish_letters
from tests.support.records import OWN_KEY, PUBLIC
from workflow.adapters.signing import sign
from workflow.core.record import check_record
from workflow.core.visibility import Visible
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.exporting import export_record, record_bytes
from workflow.services.record_rows import row_problems
from workflow.services.verifying import verify_record
from workflow.services.withholding import limited


@pytest.fixture
def answered(office: Office, tmp_path: Path) -> Outside:
    publish_letters(office)
    letter = begin_letter(office, tmp_path)
    inside = letter.entered()
    inside.act("comment", input={"reason": "clause 3?"})
    inside.act("counter", files=letter.file(), address="own@example.org")
    return inside


def record(answered: Outside) -> dict[str, Any]:
    return export_record(
        answered.runtime, answered.done.number, SUMMER, sign=lambda content: sign(OWN_KEY, content), public_key=PUBLIC
    )


def test_the_record_holds_who_it_was_from_where_and_where_the_link_had_gone(answered: Outside):
    doc = record(answered)
    assert [(it["action"], it["name"], it["address"], it["sent_to"], it["ip"]) for it in doc["guests"]] == [
        ("comment", NAME, PARTNER, PARTNER, "192.0.2.7"),
        ("counter", NAME, "own@example.org", PARTNER, "192.0.2.7"),
    ]
    assert verify_record(record_bytes(doc), PUBLIC).problems == ()


@pytest.mark.parametrize("change", ["name", "sent_to", "gone"])
def test_a_record_with_another_witness_does_not_hold(answered: Outside, change: str):
    doc = record(answered)
    if change == "gone":
        doc["guests"].pop()
    else:
        doc["guests"][-1][change] = "somebody else"
    assert "guest_differs" in {it.code for it in verify_record(record_bytes(doc)).problems}


def test_whoever_may_not_read_opinions_gets_a_record_that_holds_without_names(answered: Outside):
    doc = record(answered)
    with answered.runtime.database.snapshot() as connection:
        definition = answered.runtime.catalogue.process(connection, doc["definitions"][0]["sha256"]).definition
    part = limited(doc, definition, Visible(frozenset(), frozenset(), opinions=False))
    assert NAME not in record_bytes(part).decode()
    assert check_record(part) == ()
    assert list(row_problems(part)) == []


def test_the_path_and_the_history_name_whoever_signed(answered: Outside):
    page = open_case(answered.runtime, answered.done.number, LOGINS["first"], SUMMER)
    signed = page.past[-1]
    assert signed.person is not None
    assert (signed.person.en, signed.capacity) == (NAME, "partner")
    assert next(event.by.en for event in page.events if event.by is not None) == NAME
    assert [line.state for line in page.outside.lines] == ["done"]
    assert explain_case(answered.runtime, answered.done.number, SUMMER)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE guest_acts SET name = 'somebody else'",
        "DELETE FROM guest_acts WHERE action = 'comment'",
        "UPDATE guest_links SET address = 'x@example.org'",
        "UPDATE decisions SET actor = -1 WHERE capacity = 'partner'",
    ],
)
def test_each_change_of_what_is_kept_is_found(answered: Outside, damage: str):
    assert check(answered.runtime, SUMMER).ok
    with answered.runtime.database.transaction() as connection:
        connection.execute(text(damage))
    assert "I-31" in {it.rule for it in check(answered.runtime, SUMMER).findings}


def test_desk_and_partner_at_the_same_moment_have_one_winner(office: Office, tmp_path: Path):
    publish_letters(office)
    for _ in range(10):
        letter = begin_letter(office, tmp_path)
        inside, files = letter.entered(), letter.file()
        calls: list[Callable[[], object]] = [
            lambda inside=inside, files=files: inside.act("counter", files=files),
            lambda letter=letter, files=files: letter.by_desk(
                "agreed", replied_on="2026-09-01", files=files, now=SUMMER
            ),
            lambda letter=letter: letter.by_desk("revoke_link", reason="no", now=SUMMER),
        ]
        answers = together(calls)
        assert sum(isinstance(it, str) for it in answers) >= 1
        assert letter.state() in {"redraft", "decision"}
    assert check(office.runtime, SUMMER).ok
