"""What stands on the page of a case, for whom."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.support.office import LOGINS, NOW, Office
from tests.web.browsing import Clock, sign_in
from tests.web.counting import statements_of
from workflow.core.directory import Deputyship, Holding
from workflow.store import people


@pytest.fixture
def reader(client: FlaskClient):
    """Signs in and opens a case."""
    return lambda login, case: sign_in(client, login).get(f"/cases/{case.number}")


def decided(desk: Office):
    case = desk.start()
    desk.act(case, "first", "agree")
    desk.act(case, "second", "disagree", reason="too dear")
    return case


def test_the_sentence_says_who_has_the_case_and_how_far_it_is(reader, desk: Office):
    text = unescape(reader("clerk", desk.start()).text)
    assert "“Votes” is now with 2 offices: First, Office; Second, Office. Step 2 of 3." in text


def test_whoever_can_act_is_told_that_it_is_their_turn_and_until_when(reader, desk: Office):
    page = reader("first", desk.start())
    assert "It is your turn: “Votes”, step 2 of 3." in page.text
    assert "due 4 Sep 2026, 3 working days left" in page.text


def test_whoever_may_not_know_of_a_case_finds_no_page(reader, client: FlaskClient, desk: Office):
    assert reader("clerk.2", desk.start()).status_code == 404
    assert client.get("/cases/none-1").status_code == 404


def test_the_path_shows_who_signed_who_has_it_and_who_comes(reader, desk: Office):
    text = reader("clerk", decided(desk)).text
    path = text[text.index('<ol class="path">') : text.index("</ol>")]
    places = [path.index(word) for word in ("Draft", "first (demo)", "too dear", 'aria-current="step"', "Done")]
    assert places == sorted(places)


def test_opinions_stand_in_a_table_with_the_state_of_each_unit(reader, desk: Office):
    case = desk.start()
    desk.act(case, "first", "agree")
    text = reader("clerk", case).text
    assert "1 of 2 have answered" in text
    assert "Waiting" in text


def test_nobody_is_offered_what_is_for_others(reader, desk: Office):
    text = reader("chief", decided(desk)).text
    assert "/approve" in text
    assert "/withdraw" not in text


def test_a_way_that_is_closed_is_explained(reader, desk: Office):
    assert "The case has reached “Decision” and can no longer be withdrawn." in reader("clerk", decided(desk)).text


def test_a_deputy_is_told_for_whom_and_the_button_says_so(reader, desk: Office):
    case = decided(desk)
    with desk.runtime.database.transaction() as connection:
        until = NOW + timedelta(days=9)
        people.add_deputyship(connection, Deputyship(LOGINS["chief"], LOGINS["first"], "deputy", 1, NOW, until))
    text = reader("first", case).text
    assert "you act as deputy of chief (demo) (Chief, Office)" in text
    assert "Approve as deputy" in text


def test_whoever_fills_a_vacancy_is_told_so(reader, desk: Office):
    case = decided(desk)
    with desk.runtime.database.transaction() as connection:
        people.put_holding(connection, Holding(LOGINS["first"], "chief", "office", NOW.date(), acting=True))
    assert "you act in a vacant post: Chief, Office" in reader("first", case).text


def test_what_changed_since_the_last_look_stays_until_something_new_comes(reader, desk: Office, clock: Clock):
    case = decided(desk)
    reader("chief", case)
    desk.act(case, "chief", "return", reason="less")
    desk.act(case, "clerk", "submit", subject="主旨", amount="90")
    reader("second", case)
    clock.pass_by(minutes=5)
    page = reader("chief", case)
    assert "1 change since you last looked" in page.text
    assert '<del><span class="unseen">Removed: </span>100</del>' in page.text
    assert "1 change since you last looked" in reader("chief", case).text


def test_the_page_costs_the_same_statements_however_much_has_happened(reader, desk: Office, clock: Clock):
    short, long = desk.start(), decided(desk)
    for number in range(6):
        desk.act(long, "clerk", "comment", reason=f"no. {number}")
    clock.pass_by(minutes=2)
    reader("clerk", short)
    reader("clerk", long)
    counts = [statements_of(desk.runtime.database, lambda case=case: reader("clerk", case)) for case in (short, long)]
    assert counts[0] == counts[1] <= 14
