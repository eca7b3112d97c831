"""One's own requests: where each stands, and what one has to do oneself."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.office import LOGINS, NOW, Office
from tests.web.browsing import sign_in
from tests.web.counting import statements_of
from workflow.core.errors import Invalid
from workflow.services.drafts import begin_draft
from workflow.services.my_cases import list_my_cases


@pytest.fixture
def clerk(client: FlaskClient):
    return sign_in(client, "clerk")


def test_whoever_has_asked_for_nothing_is_told_so(clerk):
    assert "None of your requests is running." in clerk.get("/mine").text
    assert "No drafts." in clerk.get("/mine?tab=drafts").text
    assert "None of your requests is closed yet." in clerk.get("/mine?tab=closed").text


def test_a_running_request_says_who_has_it_and_that_nothing_is_to_be_done(clerk, desk: Office):
    case = desk.start()
    text = clerk.get("/mine").text
    assert case.number in text
    assert "is now with 2 offices" in text
    assert "Nothing for you to do" in text


def test_a_returned_request_says_that_it_is_ones_turn(clerk, desk: Office):
    case = desk.start()
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    desk.act(case, "chief", "return", reason="less")
    assert "It is your turn: “Draft”." in clerk.get("/mine").text


def test_drafts_come_first_and_closed_requests_have_their_own_tab(clerk, desk: Office):
    case = desk.start()
    begin_draft(desk.runtime, "pair", LOGINS["clerk"], NOW)
    desk.act(case, "clerk", "withdraw", reason="no")
    assert "Not sent yet" in clerk.get("/mine").text
    assert case.number not in clerk.get("/mine").text
    closed = clerk.get("/mine?tab=closed").text
    assert case.number in closed
    assert "Use as a template" in closed


def test_requests_of_others_are_not_listed(client, desk: Office):
    case = desk.start()
    assert case.number not in sign_in(client, "clerk.2").get("/mine").text


def test_pages_follow_each_other_without_gap_or_repeat(office: Office):
    numbers = {office.start().number for _ in range(5)}
    seen, place = [], None
    for _ in range(3):
        page = list_my_cases(office.runtime, LOGINS["clerk"], NOW, after=place, limit=2)
        seen += [case.number for case in page.cases]
        place = page.next
    assert place is None
    assert set(seen) == numbers
    assert len(seen) == 5


def test_an_invented_place_is_refused(office: Office):
    with pytest.raises(Invalid):
        list_my_cases(office.runtime, LOGINS["clerk"], NOW, after="somewhere")


def test_the_page_costs_the_same_statements_however_long_the_list(clerk, desk: Office):
    desk.start()
    clerk.get("/mine")
    few = statements_of(desk.runtime.database, lambda: clerk.get("/mine"))
    for _ in range(9):
        desk.start()
    assert statements_of(desk.runtime.database, lambda: clerk.get("/mine")) == few <= 12
