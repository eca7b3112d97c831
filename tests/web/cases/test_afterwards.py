"""Recording after the fact on the page of a case and on the page before sending."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.afterwards import publish_afterwards
from tests.support.office import Office
from tests.web.apply.conftest import begin
from tests.web.browsing import form_to, sign_in, submit
from tests.web.cases.test_acting import opened, path
from workflow.services.act import Done


@pytest.fixture
def case(desk: Office) -> Done:
    publish_afterwards(desk)
    case = desk.start()
    desk.act(case, "first", "agree")
    desk.act(case, "second", "agree")
    return case


@pytest.fixture
def chief(client: FlaskClient, case: Done) -> FlaskClient:
    return sign_in(client, "chief")


def test_an_approval_is_recorded_and_marked(chief: FlaskClient, case: Done):
    page = opened(chief, case)
    typed = {"retroactive_on": "2026-08-31", "retroactive_by": "the head, by phone", "reason": "guests came early"}
    assert submit(chief, page, path(case, "approve"), **typed).status_code == 303
    again = opened(chief, case).text
    assert "After the fact" in again
    assert "the head, by phone" in again
    assert "consented by word of mouth on 31 Aug 2026" in again


def test_what_is_missing_comes_back_with_what_was_typed(chief: FlaskClient, case: Done):
    answer = submit(chief, opened(chief, case), path(case, "approve"), retroactive_on="2026-08-31")
    assert answer.status_code == 422
    assert form_to(answer, path(case, "approve")).fields["retroactive_on"] == "2026-08-31"
    assert 'href="#f-' in answer.text


def test_without_it_an_approval_is_as_ever(chief: FlaskClient, case: Done):
    page = opened(chief, case)
    assert "somebody had consented already" in page.text
    assert submit(chief, page, path(case, "approve")).status_code == 303
    assert "consented by word of mouth on" not in opened(chief, case).text


def test_a_request_is_sent_after_the_fact(desk: Office, client: FlaskClient, case: Done):
    filing = begin(sign_in(client, "clerk"), "pair")
    filing.save(subject="Twinning")
    wrong = filing.send(retroactive_on="2026-08-31", reason="guests came early")
    assert wrong.status_code == 422
    assert form_to(wrong, f"{filing.path}/check").fields["retroactive_on"] == "2026-08-31"
    sent = filing.send(page=wrong, retroactive_by="the head")
    assert sent.status_code == 303
    assert "After the fact" in filing.client.get(sent.location.removesuffix("/sent")).text
