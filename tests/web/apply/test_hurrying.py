"""Choosing the class of speed on the page where a request is checked and sent."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.support.hurried import publish_hurried
from tests.support.office import Office
from tests.web.apply.conftest import Filing, begin
from tests.web.browsing import form_to
from workflow.services.showing import show_case


@pytest.fixture
def filing(desk: Office, clerk) -> Filing:
    publish_hurried(desk)
    filing = begin(clerk, "pair")
    filing.save(subject="Twinning")
    return filing


def test_the_usual_class_is_chosen_already_and_another_one_counts(desk: Office, clock, filing: Filing):
    page = filing.client.get(f"{filing.path}/check")
    assert form_to(page, f"{filing.path}/check").fields["speed"] == "ordinary"
    sent = filing.send(speed="urgent")
    case = show_case(desk.runtime, unquote(sent.location.split("/")[2]), clock.now)
    assert case["speed"] == "urgent"
    assert "Urgent" in filing.client.get(f"/cases/{case['number']}").text


def test_a_missing_reason_is_asked_for_with_the_choice_kept(filing: Filing):
    answer = filing.send(speed="most_urgent")
    assert answer.status_code == 422
    assert answer.text.count("Give the reason") == 2
    assert form_to(answer, f"{filing.path}/check").fields["speed"] == "most_urgent"
    assert filing.send(page=answer, reason="the minister comes").status_code == 303


def test_a_class_that_is_not_offered_is_told(filing: Filing):
    answer = filing.send(speed="slow")
    assert answer.status_code == 422
    assert "Choose one of the speeds" in answer.text


def test_where_nothing_can_be_chosen_nothing_is_asked(clerk):
    plain = begin(clerk, "pair")
    assert "Speed" not in clerk.get(f"{plain.path}/check").text
