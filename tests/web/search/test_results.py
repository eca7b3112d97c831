"""Finding a case from the page."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.support.office import NOW, Office
from tests.support.partners import with_partners
from tests.web.browsing import sign_in
from tests.web.counting import statements_of
from workflow.services.register_import import import_rows


@pytest.fixture
def find(client: FlaskClient):
    """The text of the results that a person gets."""

    def text(login: str, words: str) -> str:
        return unescape(sign_in(client, login).get("/search", query_string={"q": words}).text)

    return text


def test_a_case_is_found_with_who_has_it(find, desk: Office):
    done = desk.start(subject="與示範大學簽約")
    text = find("clerk", "大學")
    assert "1 case and 0 partner institutions found" in text
    assert "與示範大學簽約" in text
    assert done.number in text
    assert "is now with 2 offices: First, Office; Second, Office" in text
    assert "Filed by clerk (demo)" in text


def test_a_part_of_the_number_is_enough(find, desk: Office):
    assert desk.start().number in find("clerk", "1")


def test_the_whole_number_of_a_case_leads_to_it(client: FlaskClient, desk: Office):
    number = desk.start().number
    assert (
        sign_in(client, "clerk").get("/search", query_string={"q": f" {number} "}).location == f"/cases/{quote(number)}"
    )


def test_the_number_of_a_case_that_one_may_not_know_of_leads_nowhere(client: FlaskClient, desk: Office):
    number = desk.start().number
    page = sign_in(client, "clerk.2").get("/search", query_string={"q": number})
    assert page.status_code == 200
    assert "No case that you may see" in page.text


def test_partners_stand_in_a_group_of_their_own(find, desk: Office):
    with_partners(desk)
    desk.start(subject="與 South Sample University 簽約")
    text = find("clerk", "south")
    assert "1 case and 1 partner institution found" in text
    assert text.index('<h2 id="cases">Cases</h2>') < text.index('<h2 id="partners">Partner institutions</h2>')
    assert 'href="/partners/south.example">South Sample University</a>' in text
    assert "Thailand" in text
    assert "Letter 7" not in text


def test_more_partners_than_a_page_holds_are_found_in_the_register(find, desk: Office):
    with_partners(desk)
    rows = "".join(f"Sample Academy {n},JP,a{n}.example\n" for n in range(11))
    import_rows(desk.runtime, "partners", f"name_en,country,domain\n{rows}".encode(), 0, NOW)
    assert '<a href="/partners?text=academy">All 11 institutions</a>' in find("clerk", "academy")


def test_a_case_that_one_may_not_know_of_is_not_counted(find, desk: Office):
    desk.start(subject="與示範大學簽約")
    assert "No case that you may see and no partner institution fits “大學”" in find("clerk.2", "大學")


def test_without_words_nothing_is_looked_for(find, desk: Office):
    desk.start()
    text = find("clerk", "  ")
    assert "row-title" not in text
    assert "found" not in text


def test_the_words_stand_in_the_fields_and_harm_nothing(client: FlaskClient, desk: Office):
    page = sign_in(client, "clerk").get("/search", query_string={"q": '"><script>'})
    assert page.status_code == 200
    assert page.text.count('value="&#34;&gt;&lt;script&gt;"') == 2


def test_more_than_a_page_holds_asks_for_more_words(find, desk: Office):
    for day in range(52):
        desk.start(subject="與示範大學簽約", now=NOW + timedelta(days=day // 20))
    assert "Only the newest 50 cases are listed" in find("clerk", "大學")


def test_the_number_of_statements_does_not_grow_with_what_is_found(find, desk: Office):
    desk.start(subject="與示範大學簽約")
    find("clerk", "大學")
    few = statements_of(desk.runtime.database, lambda: find("clerk", "大學"))
    for _ in range(5):
        desk.start(subject="與示範大學簽約")
    assert statements_of(desk.runtime.database, lambda: find("clerk", "大學")) == few


def test_the_search_field_stands_on_every_page(client: FlaskClient):
    assert 'action="/search"' in sign_in(client, "clerk").get("/status").text


def test_whoever_is_signed_out_is_asked_to_sign_in(client: FlaskClient):
    assert "/signin" in client.get("/search?q=x").location
