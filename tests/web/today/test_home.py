"""The start page: what waits, how one's things stand, what is due soon."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.support.office import Office
from tests.web.browsing import sign_in
from tests.web.counting import statements_of


def test_whoever_is_new_is_shown_where_to_start(client: FlaskClient):
    text = sign_in(client, "clerk.2").get("/").text
    assert "Start here" in text


def test_the_first_five_tasks_are_shown_with_the_way_to_the_rest(client: FlaskClient, desk: Office):
    for number in range(7):
        desk.start(subject=f"Subject {number}")
    text = sign_in(client, "first").get("/").text
    assert "Waiting for you (7)" in text
    assert "See all 7 tasks" in text
    assert "The next 14 days (2)" in text


def test_of_very_many_deadlines_the_next_ten_are_listed_and_all_counted(client: FlaskClient, desk: Office):
    for number in range(17):
        desk.start(subject=f"Subject {number}")
    text = sign_in(client, "first").get("/").text
    assert "The next 14 days (12)" in text
    assert text.count("Your task") == 10


def test_an_applicant_sees_where_the_request_stands_and_when_others_must_answer(client: FlaskClient, desk: Office):
    case = desk.start()
    text = sign_in(client, "clerk").get("/").text
    assert "My requests (1)" in text
    assert case.number in text
    assert "Nothing waits for you. Next deadline: 4 Sep 2026." in text
    assert "With somebody else" in text


def test_signing_in_leads_here(client: FlaskClient):
    assert sign_in(client, "first").get("/signin").location == "/"


def test_the_page_costs_the_same_statements_however_much_there_is(client: FlaskClient, desk: Office):
    desk.start()
    first = sign_in(client, "first")
    first.get("/")
    few = statements_of(desk.runtime.database, lambda: first.get("/"))
    for _ in range(9):
        desk.start()
    assert statements_of(desk.runtime.database, lambda: first.get("/")) == few <= 20
