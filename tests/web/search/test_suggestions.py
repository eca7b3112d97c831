"""What a search field is offered while somebody types."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.support.office import NOW, Office
from tests.support.partners import with_partners
from tests.web.browsing import Clock, sign_in
from web import SUGGESTIONS_PER_MINUTE
from workflow.services.register_import import import_rows


@pytest.fixture
def offer(client: FlaskClient):
    def fragment(login: str, words: str) -> str:
        return unescape(sign_in(client, login).get("/search/suggestions", query_string={"q": words}).text)

    return fragment


def addresses(fragment: str) -> list[str]:
    return re.findall(r'role="option"[^>]* data-address="([^"]*)"', fragment)


def test_a_case_is_offered_with_who_has_it_and_a_partner_with_its_country(offer, desk: Office):
    with_partners(desk)
    number = desk.start(subject="與南方示範大學簽約").number
    fragment = offer("clerk", "南方")
    assert len(addresses(fragment)) == 2
    assert addresses(fragment)[1] == "/partners/south.example"
    assert f"<span>{number} · " in fragment
    assert "is now with 2 offices: First, Office; Second, Office.</span>" in fragment
    assert "Thailand · south.example" in fragment
    assert "2 suggestions; choose with the arrow keys." in fragment


def test_a_part_of_a_page_is_sent_and_no_page(offer, desk: Office):
    assert "<html" not in offer("clerk", "南方")


def test_a_case_that_one_may_not_know_of_is_not_offered(offer, desk: Office):
    desk.start(subject="與南方示範大學簽約")
    fragment = offer("clerk.2", "南方")
    assert addresses(fragment) == []
    assert "No suggestions." in fragment
    assert fragment == offer("clerk.2", "沒有")


def test_eight_are_offered_at_most_and_partners_always_have_room(offer, desk: Office):
    with_partners(desk)
    rows = "".join(f"Sample Academy {n},JP,a{n}.example\n" for n in range(9))
    import_rows(desk.runtime, "partners", f"name_en,country,domain\n{rows}".encode(), 0, NOW)
    assert len(addresses(offer("clerk", "academy"))) == 8
    for day in range(7):
        desk.start(subject="Sample Academy", now=NOW + timedelta(days=day))
    kinds = [address.split("/")[1] for address in addresses(offer("clerk", "academy"))]
    assert kinds == ["cases"] * 5 + ["partners"] * 3


@pytest.mark.parametrize("words", ["", "x", " x "])
def test_hardly_a_letter_offers_nothing(offer, desk: Office, words):
    desk.start(subject="x")
    assert addresses(offer("clerk", words)) == []


def test_titles_that_look_like_markup_harm_nothing(client: FlaskClient, desk: Office):
    desk.start(subject='<img src=x onerror="alert(1)">"x')
    page = sign_in(client, "clerk").get("/search/suggestions", query_string={"q": "onerror"})
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;" in page.text
    assert "<img" not in page.text


def test_asking_without_end_is_stopped_for_a_minute_and_for_that_person_only(
    client: FlaskClient, desk: Office, clock: Clock
):
    browser = sign_in(client, "clerk")
    codes = {browser.get("/search/suggestions?q=x").status_code for _ in range(SUGGESTIONS_PER_MINUTE)}
    assert codes == {200}
    assert browser.get("/search/suggestions?q=x").status_code == 429
    assert sign_in(client, "chief").get("/search/suggestions?q=x").status_code == 200
    clock.pass_by(minutes=1)
    assert sign_in(client, "clerk").get("/search/suggestions?q=x").status_code == 200


def test_whoever_is_signed_out_is_sent_away(client: FlaskClient):
    answer = client.get("/search/suggestions?q=xx")
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/signin")
