"""The register of agreements in the browser."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.agreements import REGISTER, ROWS, with_agreements
from tests.support.office import LOGINS, NOW, Office
from tests.support.papers import words_of
from tests.web.browsing import sign_in, submit
from tests.web.counting import statements_of
from web.site import EXTENSION
from workflow.adapters.pdf import PdfDrawer
from workflow.adapters.signing import make_key
from workflow.bootstrap import new_press
from workflow.services.agreements import Wanted, list_agreements
from workflow.services.drafts import list_drafts
from workflow.services.publishing import publish
from workflow.services.register_import import import_rows
from workflow.store import registers


@pytest.fixture
def agreements(desk: Office) -> Office:
    with_agreements(desk)
    return desk


@pytest.fixture
def read(client: FlaskClient, agreements: Office):
    return lambda address="/agreements", login="clerk": unescape(sign_in(client, login).get(address).text)


def test_the_list_begins_with_what_has_to_be_decided_first(read):
    text = read()
    assert "4 of 4 agreements" in text
    assert text.index("A-2") < text.index("A-1") < text.index("A-4") < text.index("A-3")
    assert "121 days left" in text
    assert "Renews by itself" in text
    assert "2026-07-31" in text or "31 July 2026" in text or "Jul" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("view=due", ["A-1"]),
        ("view=original", ["A-2"]),
        ("kind=sea", ["A-2"]),
        ("level=part", ["A-2"]),
        ("country=JP", ["A-1"]),
        ("status=superseded", ["A-3"]),
        ("text=南方", ["A-2", "A-3"]),
        ("show=timeline&kind=sea", ["South Sample University", "南方示範大學"]),
    ],
)
def test_the_address_says_which_are_shown(read, query, shown):
    text = read(f"/agreements?{query}")
    assert any(each in text for each in shown)
    assert f"{1 if len(shown) == 1 or 'timeline' in query else 2} of 4 agreements" in text


def test_the_line_of_time_says_which_years_it_shows(read):
    assert "Marks: the beginnings of 2026 to 2031" in read("/agreements?show=timeline")


def test_nothing_that_fits_is_said(read):
    assert "No agreement fits these filters." in read("/agreements?kind=sea&country=JP")


def test_without_a_register_the_list_is_empty(client: FlaskClient):
    assert "holds no agreements yet" in sign_in(client, "clerk").get("/agreements").text


def test_the_case_beside_an_agreement_is_shown_to_those_who_may_know_it(read):
    assert "追-115-001" in read(login="chief")
    assert "追-115-001" not in read(login="clerk.2")


def test_several_renewals_begin_at_once_as_drafts(client: FlaskClient, agreements: Office):
    page = sign_in(client, "clerk").get("/agreements")
    answer = submit(client, page, "/registers/agreements/renewal", row=["A-1", "A-2"])
    assert answer.status_code == 303
    assert {draft.typed["agreement"] for draft in list_drafts(agreements.runtime, LOGINS["clerk"], NOW)} == {
        "A-1",
        "A-2",
    }


def test_nothing_chosen_begins_nothing(client: FlaskClient, agreements: Office):
    page = sign_in(client, "clerk").get("/agreements")
    submit(client, page, "/registers/agreements/renewal")
    assert "Choose between 1 and 20." in client.get("/agreements").text


def test_somebody_who_may_not_begin_is_offered_nothing_and_refused(client: FlaskClient, agreements: Office):
    page = sign_in(client, "chief").get("/agreements")
    assert "Begin a renewal" not in page.text
    assert client.post("/registers/agreements/renewal", data={"row": "A-1"}).status_code in {400, 403, 409}


def test_a_partner_stands_with_agreements_places_and_visits(read, agreements: Office):
    places = b"code,agreement,academic_year,kind,places\nP-1,A-2,115,out,4\nP-2,A-1,115,out,9\n"
    visits = b"code,partner,name_en,direction,status,from,to,headcount\nV-1,south.example,Deans,in,done,2026-05-04,,7\n"
    import_rows(agreements.runtime, "places", places, 0, NOW)
    import_rows(agreements.runtime, "visits", visits, 0, NOW)
    text = read("/partners/south.example")
    assert "A-2" in text
    assert "A-3" in text
    assert "A-1" not in text
    assert "4 Persons" in text
    assert "9 Persons" not in text
    assert "Deans" in text
    assert "7 people" in text
    assert "Begin a renewal" in text


def test_of_a_prohibited_partner_all_agreements_are_ticked_to_be_ended(client: FlaskClient, agreements: Office):
    partner = {"name_en": "South", "country": "TH", "domain": "south.example", "status": "black_listed"}
    with agreements.runtime.database.transaction() as connection:
        registers.put(connection, "partners", "south.example", partner, by=0, at=NOW)
    text = sign_in(client, "clerk").get("/partners/south.example").text
    assert 'value="A-2" checked' in text
    assert "its agreements in force must be ended" in text


def test_the_table_to_take_away_holds_all_that_the_filters_leave(read):
    rows = read("/agreements.csv?kind=mou").splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == ["A-1", "A-4", "A-3"]


def test_no_cell_of_the_table_begins_a_formula(client: FlaskClient, agreements: Office):
    with agreements.runtime.database.transaction() as connection:
        registers.put(connection, "agreements", "=1+1", {"number": "=1+1", "kind": "mou"}, by=0, at=NOW)
    assert "\n'=1+1," in sign_in(client, "clerk").get("/agreements.csv").text


def test_the_list_costs_the_same_with_many_agreements(agreements: Office):
    def ask() -> None:
        list_agreements(agreements.runtime, LOGINS["chief"], NOW, Wanted())

    ask()
    few = statements_of(agreements.runtime.database, ask)
    more = "".join(f"B-{n},mou,whole,north.example,2022-01-01,2029-01-{n % 28 + 1:02}\n" for n in range(60))
    import_rows(agreements.runtime, "agreements", (ROWS.partition(",auto")[0] + "\n" + more).encode(), 0, NOW)
    ask()
    assert statements_of(agreements.runtime.database, ask) == few


@pytest.fixture
def drawn(app: Flask, drawer: PdfDrawer):
    """The application with a press that draws by the shipped fonts."""
    site = app.extensions[EXTENSION]
    make_key(site.settings.signing_key)
    press = replace(new_press(site.settings), draw=drawer.draw)
    app.extensions[EXTENSION] = replace(site, press=lambda: press)


def test_the_paper_lists_what_the_filters_leave_and_says_which_they_are(client, agreements: Office, drawn):
    got = sign_in(client, "clerk").get("/agreements.pdf?kind=mou&status=in_force&text=a")
    assert (got.status_code, got.mimetype, got.headers["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    text = words_of(got.data)
    assert "Agreementsbythedayofthenextdecision" in text
    assert "KindMemorandum" in text
    assert "1A-1NorthSampleCollege(Japan)" in text
    assert "2A-4" in text
    assert "121daysleft" in text
    assert "A-2" not in text


def test_the_paper_in_chinese_has_the_years_of_the_republic(client, agreements: Office, drawn):
    text = words_of(sign_in(client, "clerk").get("/agreements.pdf?view=due&lang=zh-TW").data)
    assert "合作書約到期清單" in text
    assert "180天內須決定" in text
    assert "115年12月31日" in text


def test_a_paper_takes_no_more_than_its_rows_and_says_so(client, agreements: Office, drawn, monkeypatch):
    monkeypatch.setattr("web.agreements.listing.MOST", 2)
    text = words_of(sign_in(client, "clerk").get("/agreements.pdf?view=nothing").data)
    assert "4;thispaperliststhe2thataredue" in text
    assert "A-3" not in text


@pytest.mark.parametrize("ending", ["csv", "pdf"])
def test_nothing_is_taken_away_by_who_may_not_see_the_register(client, agreements: Office, ending):
    hidden = REGISTER.replace("version: 1", "version: 2", 1).replace("[chief]", "[chief]\nmay_see: [first]", 1)
    publish(agreements.runtime, {"agreements.yaml": hidden.encode()}, by=0, now=NOW)
    assert sign_in(client, "clerk").get(f"/agreements.{ending}").status_code == 404


def test_the_list_leads_to_its_paper_with_the_same_filters(read):
    assert 'href="/agreements.pdf?kind=sea" download' in read("/agreements?kind=sea")
