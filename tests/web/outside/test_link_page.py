"""The page of a link, as the browser of somebody outside and as a mail scanner see it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import Office
from tests.support.outside import NAME, PARTNER, PDF, Outside, begin_letter, code_in, link_in, publish_letters
from tests.web.browsing import Clock, sign_in, submit
from web.site import site
from web.words import WORDS
from workflow.services.guest_door import find_door
from workflow.services.mailbox import list_letters

BASE = "http://127.0.0.1"


@pytest.fixture
def letter(desk: Office, app: Flask) -> Outside:
    publish_letters(desk)
    with app.app_context():
        root: Path = site().settings.files
    return begin_letter(desk, root)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Of somebody outside: it knows nothing and chose no language."""
    return app.test_client()


def letters_to_partner(letter: Outside, clock: Clock) -> list[str]:
    return [it.text for it in list_letters(letter.runtime, BASE, clock(), recipient="guest").letters]


@pytest.fixture
def address(letter: Outside, clock: Clock) -> str:
    """As it stands in the letter."""
    return f"/x/{link_in(letters_to_partner(letter, clock)[-1])}"


def opened(browser: FlaskClient, letter: Outside, address: str, clock: Clock) -> TestResponse:
    """Through the door: a code is asked for, read in the mail, and typed."""
    clock.pass_by(minutes=1)
    submit(browser, browser.get(address), f"{address}/code")
    code = code_in(letters_to_partner(letter, clock)[0])
    clock.pass_by(minutes=1)
    gone_in = submit(browser, browser.get(address), f"{address}/open", code=code)
    assert gone_in.status_code == 303
    return browser.get(address)


def answer(browser: FlaskClient, page: TestResponse, address: str, code: str, **more: object) -> TestResponse:
    typed = {"guest_answer": code, "guest_name": NAME, **more}
    return submit(browser, page, f"{address}/act/answer", **typed)


def upload() -> tuple[BytesIO, str]:
    return (BytesIO(PDF), "signed.pdf")


def test_the_landing_page_shows_nothing_private_and_is_english(browser: FlaskClient, letter: Outside, address: str):
    page = browser.get(address)
    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    for private in ("主旨", PARTNER, letter.done.number, "窗口", "Two agree", "Talks"):
        assert private not in page.text
    assert "中文" in page.text
    assert '<html lang="zh-Hant-TW">' in browser.get(f"{address}?lang=zh-TW").text


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing_however_often(
    browser: FlaskClient, letter: Outside, address: str, clock: Clock, method: str
):
    before = letter.links(), len(letters_to_partner(letter, clock))
    for path in ("", "/documents/draft", "?done=answer"):
        getattr(browser, method)(address + path)
    assert (letter.links(), len(letters_to_partner(letter, clock))) == before


def test_a_scanner_that_presses_every_button_answers_nothing(browser: FlaskClient, letter: Outside, address: str):
    browser.post(f"{address}/code")
    browser.post(f"{address}/open", data={"code": "AAAAAAAA"})
    for what in ("answer", "comment", "ask_question", "wrong_person"):
        sent = browser.post(
            f"{address}/act/{what}", data={"guest_answer": "agreed", "guest_name": "S", "guest_reason": "x"}
        )
        assert sent.status_code == 400
    browser.post(f"{address}/renew")
    (link,) = letter.links()
    assert (link.opened_at, link.answered_at, link.ended_at) == (None, None, None)
    assert letter.state() == "talk"


def test_the_secret_goes_nowhere(browser: FlaskClient, letter: Outside, address: str, clock: Clock, caplog):
    page = opened(browser, letter, address, clock)
    token = address.removeprefix("/x/")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    title = re.search(r"<title>(.*?)</title>", page.text)
    assert title is not None
    assert token not in title[1]
    assert token not in caplog.text


def test_the_partner_reads_agrees_and_hands_in_a_file(
    browser: FlaskClient, letter: Outside, address: str, clock: Clock
):
    page = opened(browser, letter, address, clock)
    assert "主旨" in page.text
    assert "for our eyes" not in page.text
    with browser.get(f"{address}/documents/draft") as paper:
        assert paper.data.startswith(b"%PDF")
    assert browser.get(f"{address}/documents/inner").status_code == 404
    done = answer(browser, page, address, "agreed", reply=upload(), remarks="fine")
    assert done.status_code == 303
    receipt = browser.get(address)
    assert "Thank you" in receipt.text
    assert NAME in receipt.text
    assert "主旨" not in receipt.text
    assert letter.state() == "decision"
    assert "has received this from you: We agree" in letters_to_partner(letter, clock)[0]


def test_an_answer_without_what_it_needs_comes_back_with_what_was_typed(
    browser: FlaskClient, letter: Outside, address: str, clock: Clock
):
    page = opened(browser, letter, address, clock)
    back = answer(browser, page, address, "agreed", remarks="almost", guest_name="")
    assert back.status_code == 422
    assert "almost" in back.text
    assert "Enter your name" in back.text
    nothing = submit(browser, page, f"{address}/act/answer", guest_name=NAME, reply=upload())
    assert nothing.status_code == 422
    assert "Choose an answer" in nothing.text
    assert "signed.pdf" in nothing.text
    done = answer(browser, nothing, address, "counter")
    assert done.status_code == 303
    assert letter.state() == "redraft"


def test_a_wrong_code_says_how_many_tries_are_left(browser: FlaskClient, letter: Outside, address: str):
    submit(browser, browser.get(address), f"{address}/code")
    wrong = submit(browser, browser.get(address), f"{address}/open", code="AAAA-AAAA")
    assert wrong.status_code == 409
    assert "4 more tries" in wrong.text


def test_the_code_does_nothing_in_another_browser(app: Flask, letter: Outside, address: str, clock: Clock):
    one, other = app.test_client(), app.test_client()
    clock.pass_by(minutes=1)
    submit(one, one.get(address), f"{address}/code")
    code = code_in(letters_to_partner(letter, clock)[0])
    assert other.post(f"{address}/open", data={"code": code}).status_code == 409
    assert "Mail me the code" in other.get(address).text


def test_a_form_of_another_browser_is_not_taken(app: Flask, letter: Outside, address: str, clock: Clock):
    one, other = app.test_client(), app.test_client()
    page = opened(one, letter, address, clock)
    opened(other, letter, address, clock)
    assert answer(other, page, address, "agreed", reply=upload()).status_code == 400


def test_comment_question_and_wrong_person_each_say_what_happened(
    browser: FlaskClient, letter: Outside, address: str, clock: Clock
):
    page = opened(browser, letter, address, clock)
    for what in ("comment", "ask_question", "wrong_person"):
        typed = {"guest_reason": "some words", "guest_name": NAME}
        done = submit(browser, page, f"{address}/act/{what}", **typed)
        assert done.status_code == 303, done.text
        page = browser.get(done.location)
        assert WORDS[f"outside.done_{what}"].en in page.text
    assert "no longer in use" in page.text


@pytest.mark.parametrize("ending", ["expired", "revoked", "replaced", "over"])
def test_a_link_that_opens_nothing_says_what_to_do(
    browser: FlaskClient, letter: Outside, address: str, clock: Clock, ending: str
):
    if ending == "expired":
        clock.pass_by(days=15)
    elif ending == "over":
        letter.by_desk("declined", replied_on="2026-09-01", reason="by phone")
    else:
        letter.by_desk({"revoked": "revoke_link", "replaced": "send_link"}[ending], reason="so")
    page = browser.get(address)
    assert page.status_code == 200
    said = {
        "expired": "Mail me a new link",
        "revoked": "has ended it",
        "replaced": "newest letter",
        "over": "Nothing is",
    }
    assert said[ending] in page.text
    assert "主旨" not in page.text


def test_one_click_mails_a_new_link_to_the_same_address_once(
    browser: FlaskClient, letter: Outside, address: str, clock: Clock
):
    clock.pass_by(days=15)
    done = submit(browser, browser.get(address), f"{address}/renew")
    assert "on its way" in browser.get(done.location).text
    assert letter.links()[-1].address == PARTNER
    assert browser.post(f"{address}/renew").status_code == 409
    assert len(letter.links()) == 2


def test_an_unknown_link_is_told_kindly(browser: FlaskClient):
    page = browser.get("/x/" + "A" * 43)
    assert page.status_code == 404
    assert "We do not know this link" in page.text
    assert browser.post("/x/nothing/code").status_code == 404


def test_the_deadline_stands_with_its_time_zone(browser: FlaskClient, letter: Outside, address: str, clock: Clock):
    assert "Taipei time (UTC+8)" in opened(browser, letter, address, clock).text


def test_guessing_is_slowed_down(browser: FlaskClient, letter: Outside):
    answers = {browser.get(f"/x/guess{number}").status_code for number in range(70)}
    assert answers == {404, 429}


def test_a_link_opens_no_other_page(browser: FlaskClient, app: Flask, letter: Outside, address: str, clock: Clock):
    opened(browser, letter, address, clock)
    number = quote(letter.done.number)
    for path in ("/", "/inbox", f"/cases/{number}", f"/cases/{number}/documents/draft/1", "/search?q=x", "/mine"):
        assert browser.get(path).status_code in {302, 303}, path
    assert browser.get(f"/api/v1/cases/{number}").status_code == 401
    other = begin_letter(letter.desk, letter.root)
    assert "Mail me the code" in browser.get(f"/x/{other.token()}").text


def test_whoever_is_signed_in_is_nobody_on_the_page_of_a_link(client: FlaskClient, letter: Outside, address: str):
    sign_in(client, "chief")
    page = client.get(address)
    assert "Mail me the code" in page.text
    assert "chief (demo)" not in page.text


def test_the_desk_sees_how_far_the_link_came_and_who_acted(
    client: FlaskClient, browser: FlaskClient, letter: Outside, address: str, clock: Clock
):
    desk, number = sign_in(client, "first"), quote(letter.done.number)
    assert "Written, not sent yet" in desk.get(f"/cases/{number}").text
    submit(browser, browser.get(address), f"{address}/code")
    assert "Code asked for" in desk.get(f"/cases/{number}").text
    page = opened(browser, letter, address, clock)
    assert "Opened" in desk.get(f"/cases/{number}").text
    submit(browser, page, f"{address}/act/comment", guest_reason="clause 3", guest_name=NAME)
    shown = desk.get(f"/cases/{number}").text
    assert "clause 3" in shown
    assert NAME in shown
    answer(browser, browser.get(address), address, "counter", reply=upload())
    shown = desk.get(f"/cases/{number}").text
    assert "Answered" in shown
    assert "127.0.0.1" in shown


def test_the_desk_sends_the_link_elsewhere_from_the_case_page(client: FlaskClient, letter: Outside):
    desk, number = sign_in(client, "first"), letter.done.number
    page = desk.get(f"/cases/{quote(number)}")
    back = submit(desk, page, f"/cases/{quote(number)}/send_link", address="new@example.org")
    assert back.status_code == 422
    done = submit(desk, page, f"/cases/{quote(number)}/send_link", address="new@example.org", reason="retired")
    assert done.status_code == 303
    assert [it.address for it in letter.links()] == [PARTNER, "new@example.org"]


def test_in_the_demo_the_sent_letter_leads_to_the_page(client: FlaskClient, letter: Outside, address: str):
    listed = client.get("/mailbox?to=guest")
    key = re.search(r'href="(/mailbox/[^"]+)"', listed.text)
    assert key is not None
    assert f'href="{address}"' in client.get(key[1]).text


def test_a_session_ends_after_eight_hours(browser: FlaskClient, letter: Outside, address: str, clock: Clock):
    opened(browser, letter, address, clock)
    clock.pass_by(hours=8)
    door = find_door(letter.runtime, replace(letter).token(), None, clock() - timedelta(hours=8))
    assert door.state == "shut"
    assert "Mail me the code" in browser.get(address).text
