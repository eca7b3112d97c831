"""Setting and ending deputies on the page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.office import LOGINS, NOW, Office
from tests.web.browsing import Clock, sign_in, submit
from workflow.services.inbox import count_tasks
from workflow.store import people

PAGE = "/me/delegation"
DAYS = {"first": "2026-09-01", "last": "2026-09-03"}


@pytest.fixture
def set_deputy(client: FlaskClient, desk: Office):
    """Fills in the form of a person and sends it."""

    def add(login: str, deputy: str, **typed: str) -> TestResponse:
        page = sign_in(client, login).get(PAGE)
        return submit(client, page, PAGE, **{"deputy": deputy, "capacity": "deputy", **DAYS, **typed})

    return add


def end_first(client: FlaskClient) -> TestResponse:
    page = client.get(PAGE)
    action = re.findall(r'action="(/me/delegation/\d+/end)"', page.text)[0]
    return submit(client, page, action)


def sections(page: TestResponse) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", page.text)


def test_whoever_has_nobody_is_told_so(client: FlaskClient):
    assert "Nobody stands in for you." in sign_in(client, "first").get(PAGE).text


def test_a_deputy_has_the_tasks_from_this_moment(client: FlaskClient, set_deputy, desk: Office):
    desk.start()
    assert count_tasks(desk.runtime, LOGINS["clerk.2"], NOW) == 0
    assert set_deputy("first", "clerk.2", reason="leave").status_code == 303
    assert count_tasks(desk.runtime, LOGINS["clerk.2"], NOW) == 1
    page = client.get(PAGE)
    assert sections(page) == ["Now", "Add a deputy"]
    assert "leave" in page.text


def test_a_deputy_may_be_chosen_by_name(set_deputy):
    assert set_deputy("first", "clerk.2 (demo)").status_code == 303


def test_the_deputy_reads_for_whom(client: FlaskClient, set_deputy):
    set_deputy("first", "clerk.2", first="2026-09-02")
    page = sign_in(client, "clerk.2").get(PAGE)
    assert "You stand in for" in page.text
    assert f'action="{PAGE}/' not in page.text


def test_ending_takes_the_tasks_back_and_keeps_what_was(client: FlaskClient, set_deputy, desk: Office, clock: Clock):
    desk.start()
    set_deputy("first", "clerk.2")
    clock.pass_by(minutes=5)
    assert end_first(client).status_code == 303
    assert count_tasks(desk.runtime, LOGINS["clerk.2"], clock.now) == 0
    assert sections(client.get(PAGE)) == ["Add a deputy", "Past"]
    with desk.runtime.database.snapshot() as connection:
        ((_, row),) = people.standing_deputyships(connection)
    assert (row.valid_from, row.valid_to) == (NOW, clock.now)


def test_one_that_has_not_begun_can_be_ended_and_set_anew(client: FlaskClient, set_deputy):
    later = {"first": "2026-09-07", "last": "2026-09-08"}
    set_deputy("first", "clerk.2", **later)
    assert "Planned" in sections(client.get(PAGE))
    end_first(client)
    assert "ended before it began" in client.get(PAGE).text
    assert set_deputy("first", "clerk.2", **later).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"deputy": "first"}, "nobody is their own deputy"),
        ({"deputy": "nobody.here"}, "was not found"),
        ({"deputy": ""}, "Choose “Deputy”"),
        ({"first": "2026-08-31"}, "Choose today or a later day"),
        ({"last": "2026-08-31"}, "The last day cannot be before the first"),
        ({"last": "tomorrow"}, "Write the date as"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(set_deputy, typed, said):
    answer = set_deputy("first", typed.pop("deputy", "clerk.2"), **typed)
    assert answer.status_code == 422
    assert said in unescape(answer.text)


def test_the_same_person_is_not_set_twice_for_the_same_days(set_deputy):
    set_deputy("first", "clerk.2")
    answer = set_deputy("first", "clerk.2", first="2026-09-03", last="2026-09-09")
    assert "is your deputy already from" in answer.text
    assert set_deputy("first", "clerk.2", first="2026-09-04", last="2026-09-09").status_code == 303


def test_a_form_sent_twice_sets_one(client: FlaskClient, set_deputy, desk: Office, clock: Clock):
    set_deputy("first", "clerk.2")
    clock.pass_by(seconds=2)
    assert set_deputy("first", "clerk.2").status_code == 303
    with desk.runtime.database.snapshot() as connection:
        assert len(people.standing_deputyships(connection)) == 1


def test_nobody_stands_in_for_himself_through_others(set_deputy):
    set_deputy("first", "second")
    set_deputy("second", "clerk.2")
    answer = set_deputy("clerk.2", "first")
    assert answer.status_code == 422
    assert "directly or through others" in answer.text
    assert set_deputy("clerk.2", "first", first="2026-09-04", last="2026-09-05").status_code == 303


def test_whoever_has_left_cannot_be_a_deputy(set_deputy, desk: Office):
    with desk.runtime.database.transaction() as connection:
        people.set_active(connection, LOGINS["clerk.2"], active=False)
    assert "This person has left" in set_deputy("first", "clerk.2").text


def test_the_deputyship_of_somebody_else_is_not_found(client: FlaskClient, set_deputy):
    set_deputy("first", "clerk.2")
    page = client.get(PAGE)
    action = re.findall(r'action="(/me/delegation/\d+/end)"', page.text)[0]
    mine = sign_in(client, "second").get(PAGE)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', mine.text)[0]
    answer = client.post(action, data={"csrf_token": token}, headers={"Referer": mine.request.url})
    assert answer.status_code == 404
    assert sections(sign_in(client, "first").get(PAGE)) == ["Now", "Add a deputy"]
