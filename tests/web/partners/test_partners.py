"""The partner register in the browser."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from tests.support.partners import REGISTER, ROWS
from tests.web.browsing import sign_in, submit
from workflow.core.case import Command
from workflow.services.act import start
from workflow.services.publishing import publish
from workflow.services.register_import import import_rows

ACCORD = (
    PAIR.replace("process: pair", "process: accord")
    .replace('case_no: "對', 'case_no: "約')
    .replace(
        "  amount: {type",
        "  partner: {type: ref, register: partners, label: {zh-TW: 學校, en: School}}\n  amount: {type",
        1,
    )
    .replace("edits: [subject, amount]", "edits: [subject, amount, partner]")
)


@pytest.fixture
def partners(desk: Office) -> Office:
    publish(desk.runtime, {**FILES, "partners.yaml": REGISTER.encode(), "accord.yaml": ACCORD.encode()}, by=0, now=NOW)
    import_rows(desk.runtime, "partners", ROWS.encode(), 0, NOW)
    return desk


@pytest.fixture
def read(client: FlaskClient, partners: Office):
    return lambda address="/partners", login="clerk": unescape(sign_in(client, login).get(address).text)


def bring_in(client: FlaskClient, content: str) -> TestResponse:
    page = sign_in(client, "chief").get("/partners/import")
    return submit(client, page, "/partners/import", file=(BytesIO(content.encode()), "partners.csv"))


def test_the_list_holds_all_schools_with_their_status(read):
    text = read()
    assert "2 of 2 schools" in text
    assert text.index("North Sample College") < text.index("South Sample University") < text.index("南方示範大學")
    assert "Suspended" in text


@pytest.mark.parametrize("query", ["country=TH", "status=suspended", "text=南方", "text=SOUTH+university"])
def test_filters_in_the_address_leave_what_fits(read, query):
    text = read(f"/partners?{query}")
    assert "1 of 2 schools" in text
    assert "North Sample College" not in text


def test_filters_that_nothing_fits_can_be_cleared(read):
    text = read("/partners?country=JP&status=suspended")
    assert "No school fits these filters." in text
    assert "Clear the filters" in text


def test_a_school_stands_with_what_is_known_of_it(read):
    text = read("/partners/north.example")
    assert 'href="https://north.example/" rel="noreferrer"' in text
    assert "No cases that you may see." in text


def test_grounds_of_a_status_are_for_those_who_may_change_it(read):
    assert "Letter 7" not in read("/partners/south.example")
    assert "Letter 7" in read("/partners/south.example", "chief")


def test_the_cases_of_a_school_are_those_that_the_reader_may_see(read, partners: Office):
    given = {"subject": "與北方學院簽約", "amount": "1", "partner": "north.example"}
    start(partners.runtime, "accord", Command("", LOGINS["clerk"], input=given), NOW)
    assert "與北方學院簽約" in read("/partners/north.example")
    assert "與北方學院簽約" not in read("/partners/north.example", "clerk.2")
    assert "與北方學院簽約" not in read("/partners/south.example")


def test_a_school_that_there_is_not_is_not_found(client: FlaskClient, partners: Office):
    assert sign_in(client, "clerk").get("/partners/none.example").status_code == 404


def test_only_those_whom_the_register_names_can_import(client: FlaskClient, read):
    assert "/partners/import" not in read()
    assert "/partners/import" in read(login="chief")
    assert sign_in(client, "clerk").get("/partners/import").status_code == 404


def test_an_import_adds_and_changes(client: FlaskClient, partners: Office):
    content = "name_en,country,domain\nEast Sample Academy,KR,east.example\nNorth Sample University,JP,north.example\n"
    assert bring_in(client, content).status_code == 303
    text = client.get("/partners").text
    assert "2 rows read: 1 new, 1 changed." in text
    assert "3 of 3 schools" in text
    assert "North Sample University" in text


def test_bad_rows_are_named_and_nothing_is_imported(client: FlaskClient, read):
    content = "name_en,country,domain\nEast Sample Academy,KR,east.example\nWest Sample Academy,XX,https://west\n"
    answer = bring_in(client, content)
    assert answer.status_code == 422
    assert "2 places are wrong" in answer.text
    assert "write a domain such as" in answer.text
    assert "2 of 2 schools" in read()


def test_no_file_is_said_at_the_field(client: FlaskClient, partners: Office):
    page = sign_in(client, "chief").get("/partners/import")
    answer = submit(client, page, "/partners/import")
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_a_forged_import_by_somebody_else_changes_nothing(client: FlaskClient, read):
    page = sign_in(client, "chief").get("/partners/import")
    sign_in(client, "clerk")
    file = (BytesIO(b"name_en,country,domain\nEast,KR,east.example\n"), "x.csv")
    assert submit(client, page, "/partners/import", file=file).status_code in {400, 404}
    assert "2 of 2 schools" in read()


def test_without_a_register_the_list_is_empty(client: FlaskClient):
    assert "The register is empty" in sign_in(client, "clerk").get("/partners").text
