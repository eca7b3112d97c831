"""The calendar of visits, and what others hold told before somebody holds it."""

from datetime import date
from urllib.parse import quote

import pytest

from tests.support.booked import answer, ask, publish_booked
from tests.support.office import FILES, NOW
from tests.web.browsing import sign_in, submit
from tests.web.counting import statements_of
from workflow.services.publishing import publish
from workflow.store import registers

KEPT_BACK = """
register: visits
version: 1
title: {zh-TW: 來訪, en: Visits}
key: code
may_see: [chief]
columns:
  code: {type: text, required: true, label: {zh-TW: 編號, en: Code}}
"""


@pytest.fixture
def booked(desk):
    publish_booked(desk)
    return desk


def text_of(client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def past_visit(desk, code: str, first: date, last: date) -> None:
    row = {
        "code": code,
        "name_zh": "參訪",
        "name_en": f"Visit {code}",
        "from": first.isoformat(),
        "to": last.isoformat(),
    }
    with desk.runtime.database.transaction() as connection:
        registers.put(
            connection, "visits", code, {**row, "unit": "office"}, by=0, at=NOW, valid_from=first, valid_to=last
        )


def test_a_month_shows_ones_own_cases_by_name_and_what_they_hold(client, booked):
    done = ask(booked, "hall", "2026-11-20", "2026-11-21")
    page = text_of(sign_in(client, "clerk"), "/visits?month=2026-11")
    assert done.number in page
    assert "Holds: Room hall" in page
    assert page.count("2026-11-20") >= 2


def test_of_cases_that_one_may_not_know_only_the_thing_is_told(client, booked):
    done = ask(booked, "hall", "2026-11-20", "2026-11-20", login="clerk.2")
    page = text_of(sign_in(client, "clerk"), "/visits?month=2026-11")
    assert done.number not in page
    assert "Room hall: held for another case" in page


def test_what_was_given_free_and_other_months_are_not_there(client, booked):
    done = ask(booked, "hall", "2026-11-20", "2026-11-20")
    client = sign_in(client, "clerk")
    assert "No visitors this month." in text_of(client, "/visits?month=2026-12")
    answer(booked, done, "clerk", "withdraw", reason="試")
    assert "No visitors this month." in text_of(client, "/visits?month=2026-11")


def test_visits_that_have_taken_place_stand_in_the_months_that_they_touch(client, booked):
    past_visit(booked, "A-1", date(2026, 10, 30), date(2026, 11, 2))
    client = sign_in(client, "clerk")
    for month in ("2026-10", "2026-11"):
        assert "Visit A-1" in text_of(client, f"/visits?month={month}")
    assert "Visit A-1" not in text_of(client, "/visits?month=2026-12")


def test_whoever_may_not_read_the_register_sees_no_visit_of_it(client, booked):
    publish(booked.runtime, {**FILES, "visits.yaml": KEPT_BACK.encode()}, by=0, now=NOW)
    past_visit(booked, "A-1", date(2026, 11, 2), date(2026, 11, 2))
    assert "Visit A-1" not in text_of(sign_in(client, "clerk"), "/visits?month=2026-11")
    assert "Visit A-1" in text_of(sign_in(client, "chief"), "/visits?month=2026-11")


@pytest.mark.parametrize("asked", ["", "2026-13", "nonsense", "9999-12", "1999-12", "2026-1"])
def test_what_is_no_month_is_the_present_one(client, booked, asked):
    assert "2026-09" in text_of(sign_in(client, "clerk"), f"/visits?month={asked}")


def test_the_page_speaks_both_languages_and_leads_to_the_months_beside(client, booked):
    page = text_of(sign_in(client, "clerk"), "/visits?month=2026-12&lang=zh-TW")
    assert "2026 年 12 月" in page
    assert "本月沒有訪賓。" in page
    assert 'href="/visits?month=2026-11"' in page
    assert 'href="/visits?month=2027-01"' in page


def test_more_bookings_cost_no_more_statements(client, booked):
    client = sign_in(client, "clerk")
    ask(booked, "hall", "2026-11-01", "2026-11-01")
    client.get("/visits?month=2026-11")  # what is loaded once is in memory afterwards
    few = statements_of(booked.runtime.database, lambda: client.get("/visits?month=2026-11"))
    for day in range(2, 12):
        ask(booked, "hall", f"2026-11-{day:02}", f"2026-11-{day:02}")
    many = statements_of(booked.runtime.database, lambda: client.get("/visits?month=2026-11"))
    assert many == few


def test_whoever_moves_a_case_reads_what_others_hold_around_its_days(client, booked):
    mine = ask(booked, "hall", "2026-11-20", "2026-11-20")
    answer(booked, mine, "chief", "approve")
    ask(booked, "hall", "2026-11-24", "2026-11-25", login="clerk.2")
    page = text_of(sign_in(client, "clerk"), f"/cases/{mine.number}")
    assert "Held around these days" in page
    assert "another case" in page


def test_a_date_that_is_taken_comes_back_with_what_is_in_the_way_and_what_was_typed(client, booked):
    mine = ask(booked, "hall", "2026-11-20", "2026-11-20")
    answer(booked, mine, "chief", "approve")
    ask(booked, "hall", "2026-11-24", "2026-11-25", login="clerk.2")
    client = sign_in(client, "clerk")
    address = f"/cases/{mine.number}"
    sent = submit(client, client.get(address), f"{quote(address)}/submit", first="2026-11-24", last="2026-11-24")
    page = sent.get_data(as_text=True)
    assert sent.status_code == 409
    assert "“Room hall” is held for another case" in page
    assert 'value="2026-11-24"' in page
