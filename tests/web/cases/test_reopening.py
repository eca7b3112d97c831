"""Giving a carried answer anew on the page of a case, without scripts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.office import Office
from tests.web.browsing import form_to, sign_in, submit
from tests.web.cases.test_acting import opened, path
from workflow.services.act import Done


@pytest.fixture
def case(desk: Office) -> Done:
    case = desk.start()
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "return")):
        desk.act(case, login, action, reason="more money")
    desk.act(case, "clerk", "submit", amount="200")
    return case


@pytest.fixture
def first(client: FlaskClient, case: Done) -> FlaskClient:
    return sign_in(client, "first")


def test_the_page_says_that_the_answer_counts_and_lets_its_giver_decide_again(first: FlaskClient, case: Done):
    page = opened(first, case)
    assert "Your earlier decision still counts" in page.text
    assert "Unchanged, still counts" in page.text
    answer = submit(first, page, path(case, "reopen"), reason="the terms are others now")
    assert (answer.status_code, answer.location) == (303, path(case))
    again = opened(first, case).text
    assert "The step is yours again." in again
    assert "Your task: Votes (First)" in again
    assert "the terms are others now" in again
    assert "Your earlier decision still counts" not in again


def test_without_a_reason_the_form_comes_back_with_what_was_typed(first: FlaskClient, case: Done):
    answer = submit(first, opened(first, case), path(case, "reopen"), reason="  ")
    assert answer.status_code == 422
    assert "Give the reason" in answer.text
    assert form_to(answer, path(case, "reopen"))


def test_others_see_that_it_is_carried_and_no_way_to_change_it(client: FlaskClient, case: Done):
    page = opened(sign_in(client, "second"), case).text
    assert "Unchanged, still counts" in page
    assert "Your earlier decision still counts" not in page
