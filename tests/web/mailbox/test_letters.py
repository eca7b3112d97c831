"""The letters as the demo shows them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import NOW, Office
from tests.web.browsing import sign_in
from workflow.services.delivering import Deliverer, deliver_once

SENT_AT = NOW + timedelta(seconds=61)


@pytest.fixture
def box(client: FlaskClient):
    """Opens a page of the mailbox as the head of the office."""
    return lambda address="/mailbox": sign_in(client, "chief").get(address)


def deliver_all(desk: Office) -> None:
    while deliver_once(Deliverer(desk.runtime, lambda letter: None, "here"), SENT_AT):
        pass


def first_letter(page: TestResponse) -> str:
    return page.text.partition('class="row-title" href="')[2].partition('"')[0]


def test_an_empty_mailbox_says_when_something_will_come(box):
    assert "No letters yet" in box().text


def test_a_letter_waits_until_it_was_handed_over(box, desk: Office):
    desk.start()
    assert box().text.count("Waiting") == 2
    deliver_all(desk)
    assert box().text.count('st-ok"') == 2


def test_letters_of_one_recipient_can_be_picked(box, desk: Office):
    desk.start()
    page = box("/mailbox?to=second")
    assert page.text.count("row-title") == 1
    assert "second (demo) ·" in page.text
    assert "Nothing was written" in box("/mailbox?to=clerk").text


def test_a_letter_stands_as_its_recipient_gets_it_with_the_way_to_the_case(box, desk: Office):
    done = desk.start()
    letter = box(first_letter(box()))
    assert "[Qianhe]" in letter.text
    assert f"/cases/{done.number}" in letter.text.replace("%E5%B0%8D", "對")
    assert "@example.edu" in letter.text


def test_a_letter_of_an_undone_step_says_that_it_was_not_sent(box, desk: Office):
    done = desk.start()
    for login in ("first", "second"):
        desk.act(done, login, "agree")
    desk.act(done, "second", "undo", now=NOW + timedelta(seconds=30))
    assert "Taken back, not sent" in box("/mailbox?to=chief").text


def test_the_end_of_a_case_is_no_news_of_the_letters_before(box, desk: Office):
    done = desk.start()
    before = box("/mailbox?to=first").text
    for login in ("first", "second"):
        desk.act(done, login, "agree")
    desk.act(done, "chief", "approve")
    subject = before.partition("[Qianhe]")[2].partition("<")[0]
    assert subject in box("/mailbox?to=first").text


def test_lists_are_cut_into_pages(box, desk: Office):
    for _ in range(26):
        desk.start()
    assert "page=2" in box().text
    assert box("/mailbox?page=2").text.count("row-title") == 2
    assert box("/mailbox?page=nonsense").text.count("row-title") == 50


def test_an_unknown_letter_is_not_found(box):
    assert box("/mailbox/none").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(production: Flask):
    for address in ("/mailbox", "/mailbox/x"):
        found = production.test_client().get(address, base_url="https://qianhe.example.edu")
        assert found.status_code == 404
