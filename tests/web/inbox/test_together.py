"""Approving several cases at once, as a browser without scripts does it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.services.test_races import state_of
from tests.support.batches import WHOLE, agree, file_batch, publish_batch
from tests.support.office import FILES, LOGINS, NOW, Office
from tests.web.browsing import Form, form_to, from_page, sign_in
from workflow.core.case import Command
from workflow.services.act import Done, act
from workflow.services.inbox_page import Wanted, open_inbox
from workflow.services.publishing import publish

ADDRESS = "/inbox/together"


@pytest.fixture
def cases(desk: Office) -> list[Done]:
    publish_batch(desk)
    return [agree(desk, file_batch(desk, f"Case {place}")) for place in range(3)]


@pytest.fixture
def chief(client: FlaskClient, cases: list[Done]) -> FlaskClient:
    return sign_in(client, "chief")


def chosen(desk: Office) -> list[str]:
    items = open_inbox(desk.runtime, LOGINS["chief"], NOW, Wanted()).items
    return sorted(f"{it.number}/{it.task}" for it in items)


def review(chief: FlaskClient, desk: Office) -> TestResponse:
    return chief.get(ADDRESS, query_string={"chosen": chosen(desk)})


def send(chief: FlaskClient, page: TestResponse, refs: list[str]) -> TestResponse:
    form: Form = form_to(page, ADDRESS)
    typed = MultiDict([*((name, value) for name, value in form.fields.items() if name != "chosen")])
    typed.setlist("chosen", refs)
    return chief.post(ADDRESS, data=typed, headers=from_page(page))


def test_rows_that_can_go_together_have_a_box_and_lead_to_one_page(chief: FlaskClient, desk: Office):
    text = chief.get("/inbox").text
    assert text.count('name="chosen"') == 3
    assert " checked" not in text
    assert "Tick the 3 here" in text
    assert chief.get("/inbox?ticked=all").text.count(" checked") == 3
    assert 'name="chosen"' not in chief.get("/").text


def test_other_processes_have_no_boxes(client: FlaskClient, desk: Office):
    desk.start()
    text = sign_in(client, "first").get("/inbox").text
    assert 'name="chosen"' not in text
    assert "Review and approve" not in text


def test_the_page_shows_what_will_be_decided(chief: FlaskClient, desk: Office, cases: list[Done]):
    text = review(chief, desk).text
    assert "Approve together (3)" in text
    assert all(case.number in text for case in cases)
    assert "Your approval covers: Subject, Amount" in text
    assert "Due 4 Sep 2026" in text
    assert {state_of(desk, case) for case in cases} == {"decision"}


def test_what_is_left_ticked_is_approved_and_listed(chief: FlaskClient, desk: Office, cases: list[Done]):
    answer = send(chief, review(chief, desk), chosen(desk)[:2])
    assert "Done (2)" in answer.text
    assert [state_of(desk, case) for case in cases] == ["done", "done", "decision"]


def test_a_second_click_answers_the_same(chief: FlaskClient, desk: Office, cases: list[Done]):
    page, refs = review(chief, desk), chosen(desk)
    assert "Done (3)" in send(chief, page, refs).text
    assert "Done (3)" in send(chief, page, refs).text


def test_what_was_decided_meanwhile_is_said_beside_what_was_done(
    chief: FlaskClient, desk: Office, cases: list[Done]
):  # fmt: skip
    page, refs = review(chief, desk), chosen(desk)
    act(desk.runtime, cases[0].case, Command("return", LOGINS["chief"], input={"reason": "no"}), NOW)
    text = send(chief, page, refs).text
    assert "Done (2)" in text
    assert "Not done (1)" in text
    assert f'href="/cases/{quote(cases[0].number)}"' in text


def test_nothing_ticked_is_asked_again_with_the_same_cases(chief: FlaskClient, desk: Office, cases: list[Done]):
    answer = send(chief, review(chief, desk), [])
    assert answer.status_code == 422
    assert "No case is ticked." in answer.text
    assert all(case.number in answer.text for case in cases)
    assert "No case is ticked." in chief.get(ADDRESS).text


def test_more_than_fifty_are_not_taken(chief: FlaskClient):
    assert chief.get(ADDRESS, query_string={"chosen": [f"x/{n}" for n in range(51)]}).status_code == 422


def test_what_one_may_not_know_stays_unknown(chief: FlaskClient, client: FlaskClient, desk: Office):
    refs = chosen(desk)
    text = sign_in(client, "clerk.2").get(ADDRESS, query_string={"chosen": refs}).text
    assert "There is no such case" in text
    assert "Case 0" not in text


def test_without_the_token_nothing_is_done(chief: FlaskClient, desk: Office, cases: list[Done]):
    page = review(chief, desk)
    answer = chief.post(ADDRESS, data={"chosen": chosen(desk)[0]}, headers=from_page(page))
    assert answer.status_code == 400
    assert state_of(desk, cases[0]) == "decision"


def test_a_process_that_wants_all_or_none_says_so_and_names_what_held_it_up(desk: Office, client: FlaskClient):
    publish(desk.runtime, {**FILES, "batch.yaml": WHOLE.encode()}, by=0, now=NOW)
    cases = [agree(desk, file_batch(desk, f"Case {place}")) for place in range(2)]
    chief = sign_in(client, "chief")
    page, refs = review(chief, desk), chosen(desk)
    assert page.text.count("All that are ticked of this process, or none") == 2
    act(desk.runtime, cases[0].case, Command("return", LOGINS["chief"], input={"reason": "no"}), NOW)
    answer = send(chief, page, refs)
    assert f"all or none, and {cases[0].number} could not be approved" in answer.text
    assert state_of(desk, cases[1]) == "decision"
