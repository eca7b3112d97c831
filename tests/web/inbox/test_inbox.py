"""The inbox: what waits, in which order, and found by which address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.support.office import LOGINS, NOW, Office
from tests.web.browsing import Clock, sign_in
from tests.web.counting import statements_of
from workflow.core.directory import Deputyship
from workflow.store import people


@pytest.fixture
def first(client: FlaskClient):
    return sign_in(client, "first")


def test_whoever_has_nothing_to_do_is_told_so(first):
    assert "Nothing waits for you." in first.get("/inbox").text


def test_a_task_is_listed_with_its_case_and_how_much_time_is_left(first, desk: Office):
    case = desk.start(subject="Harbour")
    text = first.get("/inbox").text
    assert case.number in text
    assert "Harbour" in text
    assert "Due 4 Sep 2026, 3 working days left" in text
    assert "Inbox (1)" in text


def test_what_is_overdue_comes_first_under_its_own_head(client: FlaskClient, desk: Office, clock: Clock):
    desk.start(subject="Old")
    clock.pass_by(days=8)
    desk.start(subject="Fresh", now=clock.now)
    text = sign_in(client, "first").get("/inbox").text
    places = [text.index(word) for word in ('id="group-overdue"', "Old", 'id="group-later"', "Fresh")]
    assert places == sorted(places)


def test_filters_stand_in_the_address(client: FlaskClient, desk: Office, clock: Clock):
    desk.start(subject="Old")
    clock.pass_by(days=8)
    desk.start(subject="Fresh", now=clock.now)
    text = sign_in(client, "first").get("/inbox?due=overdue&state=votes&process=pair").text
    assert "Old" in text
    assert "Fresh" not in text
    assert "No task matches (2 in all)." in client.get("/inbox?state=decision").text


def test_the_tasks_of_somebody_else_stand_under_their_own_tab(first, desk: Office):
    desk.start()
    with desk.runtime.database.transaction() as connection:
        until = NOW + timedelta(days=9)
        people.add_deputyship(connection, Deputyship(LOGINS["second"], LOGINS["first"], "deputy", 1, NOW, until))
    text = first.get("/inbox?tab=deputy").text
    assert "For second (demo)" in text
    assert "As deputy 1" in text
    assert "Mine 1" in text


def test_pages_of_fifty_follow_each_other(first, desk: Office):
    numbers = {desk.start().number for _ in range(53)}
    page = first.get("/inbox").text
    following = page.partition("after=")[2].partition('"')[0].replace("&amp;", "&")
    rest = first.get(f"/inbox?after={following}").text
    shown = [{number for number in numbers if number in text} for text in (page, rest)]
    assert [len(found) for found in shown] == [50, 3]
    assert shown[0] | shown[1] == numbers


def test_a_case_that_changed_since_one_looked_is_marked(first, desk: Office):
    case = desk.start()
    assert "Not opened yet" in first.get("/inbox").text
    first.get(f"/cases/{case.number}")
    assert "Not opened yet" not in first.get("/inbox").text
    desk.act(case, "clerk", "comment", reason="more")
    assert "Changed since you looked" in first.get("/inbox").text


def test_an_invented_place_is_answered_with_what_is_wrong(first):
    assert first.get("/inbox?after=somewhere").status_code == 422


def test_the_page_costs_the_same_statements_however_much_waits(first, desk: Office):
    desk.start()
    first.get("/inbox")
    few = statements_of(desk.runtime.database, lambda: first.get("/inbox"))
    for _ in range(9):
        desk.start()
    assert statements_of(desk.runtime.database, lambda: first.get("/inbox")) == few <= 10
