"""Registers in the browser: found, read, changed by those who may, and never lost when two change one row."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.support.agreements import with_agreements
from tests.support.office import LOGINS, NOW, Office
from tests.support.recorded import NOTES, PUT, approve, notes, recorded
from tests.support.tables import table
from tests.web.browsing import sign_in, submit
from web.language import COOKIE as LANGUAGE
from workflow.services.publishing import publish
from workflow.services.register_import import import_rows

KEPT = NOTES.replace("may_change: [chief]", "may_change: [chief]\nonly_for: {amount: [first]}\nunique: [[about]]")
SECRET = KEPT.replace("register: notes", "register: secrets").replace(
    "may_change: [chief]", "may_change: [chief]\nmay_see: [first]"
)
ROWS = table(
    "code,about,amount,status",
    "n1,臺北參訪,1200,open",
    "n2,Visit to Leeds,,closed",
    "=n3".replace("=", "") + ",三,5,open",
)


@pytest.fixture
def shelf(desk: Office) -> Office:
    secrets = SECRET.replace("register: notes}", "register: secrets}").replace(
        "ref, register: notes", "ref, register: secrets"
    )
    files = {**recorded(PUT), "notes.yaml": KEPT.encode(), "secrets.yaml": secrets.encode()}
    publish(desk.runtime, files, by=0, now=NOW)
    import_rows(desk.runtime, "notes", ROWS, 0, NOW)
    return desk


@pytest.fixture
def read(client: FlaskClient, shelf: Office):
    return lambda address, login="clerk": unescape(sign_in(client, login).get(address).text)


def test_the_registers_are_those_that_one_may_see(client: FlaskClient, read):
    assert "/registers/notes" in read("/registers")
    assert "/registers/secrets" not in read("/registers")
    assert "/registers/secrets" in read("/registers", "first")
    assert "/registers/secrets" in read("/registers", "chief")


@pytest.mark.parametrize("address", ["", "/n1", "/export", "/new", "/edit/n1", "/import"])
def test_a_register_that_one_may_not_see_is_not_there(client: FlaskClient, shelf: Office, address: str):
    assert sign_in(client, "clerk").get(f"/registers/secrets{address}").status_code == 404


@pytest.mark.parametrize("address", ["/new", "/edit/n1", "/import"])
def test_whoever_may_only_read_finds_no_way_to_change(client: FlaskClient, read, address: str):
    assert address not in read("/registers/notes") + read("/registers/notes/n1")
    assert sign_in(client, "clerk").get(f"/registers/notes{address}").status_code == 404
    assert client.post(f"/registers/notes{address}").status_code in {400, 404}


def test_rows_are_listed_with_their_values_in_words(read):
    text = read("/registers/notes")
    assert "3 of 3 rows" in text
    assert "臺北參訪" in text
    assert '<td data-head="Status">Closed</td>' in text


@pytest.mark.parametrize("query", ["status=closed", "text=LEEDS", "text=n2", "text=visit&status=closed"])
def test_search_and_filters_in_the_address_leave_what_fits(read, query: str):
    text = read(f"/registers/notes?{query}")
    assert "1 of 3 rows" in text
    assert "臺北參訪" not in text


def test_a_search_knows_both_ways_to_write_taiwan(read):
    assert "1 of 3 rows" in read("/registers/notes?text=\u53f0北")


@pytest.mark.parametrize("query", ["status=other", "text=nothing", "page=9"])
def test_where_nothing_fits_the_filters_can_be_cleared(read, query: str):
    assert "No row fits these filters." in read(f"/registers/notes?{query}")


def test_a_column_is_kept_from_those_who_may_not_see_it(client: FlaskClient, read):
    for address in ("/registers/notes", "/registers/notes/n1", "/registers/notes/export"):
        assert "1,200" not in read(address)
        assert "amount" not in read(address).lower()
    assert "1,200" in read("/registers/notes/n1", "first")
    assert "1200" in read("/registers/notes/export", "first")
    assert "No row fits" in read("/registers/notes?text=1200")


def test_a_row_tells_of_its_versions_and_of_the_case_that_left_it(client: FlaskClient, shelf: Office, read):
    done = approve(shelf, subject="由案件留下")
    text = read(f"/registers/notes/{done.number}")
    assert f"written by the case {done.number}" in text
    other = read(f"/registers/notes/{done.number}", "clerk.2")
    assert "written by a case" in other
    assert f"/cases/{done.number}" not in other
    assert "imported by the system" in read("/registers/notes/n1")


def test_a_row_that_there_is_not_is_not_found(client: FlaskClient, shelf: Office):
    assert sign_in(client, "chief").get("/registers/notes/n9").status_code == 404
    assert client.get("/registers/notes/edit/n9").status_code == 404


def test_a_row_is_changed_by_hand_and_the_change_is_kept(client: FlaskClient, shelf: Office):
    page = sign_in(client, "chief").get("/registers/notes/edit/n1")
    answer = submit(client, page, "/registers/notes/edit/n1", about="臺南參訪", status="closed")
    assert answer.status_code == 303
    text = unescape(client.get(answer.location).text)
    assert "臺北參訪 → 臺南參訪" in text
    assert "Open → Closed" in text
    assert "changed by" in text
    assert notes(shelf)["n1"] == {"code": "n1", "about": "臺南參訪", "amount": "1200", "status": "closed"}


def test_a_form_that_says_nothing_new_makes_no_version(client: FlaskClient, shelf: Office):
    page = sign_in(client, "chief").get("/registers/notes/edit/n1")
    assert submit(client, page, "/registers/notes/edit/n1", status="open").status_code == 303
    assert "Version 2" not in client.get("/registers/notes/n1").text


def test_a_change_over_somebody_else_s_is_told_and_nothing_is_lost(client: FlaskClient, shelf: Office):
    address = "/registers/notes/edit/n1"
    page = sign_in(client, "chief").get(address)
    assert submit(client, page, address, about="先改", status="open").status_code == 303
    answer = submit(client, page, address, about="後改", status="open")
    text = unescape(answer.text)
    assert answer.status_code == 409
    assert "Somebody has changed this row" in text
    assert "先改" in text
    assert 'value="後改"' in text
    assert notes(shelf)["n1"]["about"] == "先改"
    assert submit(client, answer, address, status="open").status_code == 303
    assert notes(shelf)["n1"]["about"] == "後改"


def test_what_a_column_cannot_hold_is_said_at_the_field_and_kept(client: FlaskClient, shelf: Office):
    page = sign_in(client, "chief").get("/registers/notes/edit/n1")
    answer = submit(client, page, "/registers/notes/edit/n1", about="", held_on="someday", status="open")
    assert answer.status_code == 422
    assert "Enter “About”" in unescape(answer.text) or "About" in answer.text
    assert 'value="someday"' in answer.text
    assert notes(shelf)["n1"]["about"] == "臺北參訪"


def test_a_row_is_added_by_hand_and_must_differ(client: FlaskClient, shelf: Office):
    page = sign_in(client, "chief").get("/registers/notes/new")
    for code, about in (("n1", "新"), ("n4", "臺北參訪")):
        answer = submit(client, page, "/registers/notes/new", code=code, about=about, status="open")
        assert answer.status_code == 422
        assert "This must differ from the row “n1”" in unescape(answer.text)
    answer = submit(client, page, "/registers/notes/new", code="n4", about="新", status="open", earlier="n2")
    assert (answer.status_code, answer.location) == (303, "/registers/notes/n4")
    assert notes(shelf)["n4"] == {"code": "n4", "about": "新", "earlier": "n2", "status": "open"}


def test_a_file_comes_in_whole_or_with_every_bad_row_named(client: FlaskClient, shelf: Office):
    address = "/registers/notes/import"

    def bring(content: str):
        page = sign_in(client, "chief").get(address)
        return submit(client, page, address, file=(BytesIO(content.encode()), "notes.csv"))

    answer = bring("code,about,earlier\nn5,五,n1\nn6,六,n77\n")
    assert answer.status_code == 422
    assert "1 place is wrong" in answer.text
    assert "n5" not in notes(shelf)
    assert bring("code,about,earlier\nn5,五,n1\n").status_code == 303
    assert notes(shelf)["n5"]["earlier"] == "n1"
    page = client.get(address)
    assert "Choose a file." in submit(client, page, address).text


def test_what_goes_out_comes_in_again(client: FlaskClient, shelf: Office):
    content = sign_in(client, "chief").get("/registers/notes/export").data
    before = notes(shelf)
    assert import_rows(shelf.runtime, "notes", content, LOGINS["chief"], NOW).changed == 0
    assert notes(shelf) == before


def test_what_may_be_begun_from_a_row_is_offered_beside_it(client: FlaskClient, desk: Office):
    with_agreements(desk)
    page = sign_in(client, "clerk").get("/registers/agreements/A-2")
    assert "Begin a renewal" in page.text
    assert submit(client, page, "/registers/agreements/renewal").status_code == 303
    assert "Begin a renewal" not in client.get("/registers/agreements/A-3").text


def test_the_pages_speak_chinese_too(client: FlaskClient, shelf: Office):
    client.set_cookie(LANGUAGE, "zh-TW")
    assert "3 列中的 3 列" in sign_in(client, "chief").get("/registers/notes").text
    assert "異動紀錄" in client.get("/registers/notes/n1").text
    assert "新增：紀錄" in client.get("/registers/notes/new").text
