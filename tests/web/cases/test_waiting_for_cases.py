"""A case that waits for others, and those others, on their pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.office import Office
from tests.support.waiting import begun, end_view, heard, publish_waiting
from tests.web.browsing import sign_in
from tests.web.cases.test_acting import opened

CHILD = "見-115-001"


@pytest.fixture
def waiting(desk: Office) -> Office:
    publish_waiting(desk)
    return desk


def test_the_page_says_what_is_waited_for_and_leads_there_and_back(client: FlaskClient, waiting: Office):
    done = begun(waiting)
    clerk = sign_in(client, "clerk")
    plan, view = opened(clerk, done).text, clerk.get(f"/cases/{CHILD}").text
    assert "waiting for other cases: 2 of 2 have not ended" in plan
    assert f"{CHILD} 甲系: 計畫</a>" in plan.partition("Case waited for")[2]
    assert f"{done.number} 計畫</a>" in view.partition("Waits for this case")[2]


def test_the_history_says_how_each_ended_and_the_page_what_was_taken_over(client: FlaskClient, waiting: Office):
    done = begun(waiting)
    end_view(waiting, CHILD, said="很好")
    heard(waiting)
    page = opened(sign_in(client, "clerk"), done).text
    assert "1 of 2 have not ended" in page
    assert "Case 1 of those waited for has ended: Approved" in page
    assert "很好" in page


def test_whoever_looks_after_it_has_it_in_the_inbox_and_may_leave(client: FlaskClient, waiting: Office):
    done = begun(waiting)
    chief = sign_in(client, "chief")
    assert done.number in chief.get("/inbox").text
    assert "Stop" in opened(chief, done).text
