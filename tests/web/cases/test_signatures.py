"""Signing a decision on the page of the case."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.services.test_races import state_of
from tests.services.test_signatures import PASSWORD
from tests.support.office import NOW, Office
from tests.support.signed import begin_signed, publish_signed
from tests.web.api.calling import caller
from tests.web.browsing import Clock, settings, sign_in, submit
from web import create_app
from web.language import COOKIE as LANGUAGE
from workflow.services.act import Done
from workflow.services.passwords import set_password
from workflow.services.signing_in import MOST_PER_LOGIN


@pytest.fixture
def case(desk: Office) -> Done:
    publish_signed(desk)
    set_password(desk.runtime, "chief", PASSWORD, NOW)
    return begin_signed(desk)


@pytest.fixture
def chief(desk: Office, case: Done, clock: Clock, sqlite_url: str, tmp_path: Path) -> FlaskClient:
    """The chief where people have passwords."""
    client = create_app(settings(tmp_path, sqlite_url, "test"), desk.runtime, clock).test_client()
    client.set_cookie(LANGUAGE, "en")
    return sign_in(client, "chief")


def address(case: Done) -> str:
    return f"/cases/{quote(case.number)}/approve"


def test_in_the_demo_a_tick_stands_for_the_password(client: FlaskClient, desk: Office, case: Done):
    page = sign_in(client, "chief").get(f"/cases/{case.number}")
    assert 'type="password"' not in page.text
    refused = submit(client, page, address(case), reason="kept")
    assert refused.status_code == 422
    assert "Tick the confirmation to sign." in refused.text
    assert "kept" in refused.text
    assert submit(client, page, address(case), confirmed="1").status_code == 303
    assert state_of(desk, case) == "done"
    assert "Confirmed by a tick" in client.get(f"/cases/{case.number}").text


def test_the_password_is_asked_again_and_what_was_typed_is_kept(chief: FlaskClient, desk: Office, case: Done):
    page = chief.get(f"/cases/{case.number}")
    for given, said in (({}, "Give your password to sign."), ({"password": "wrong"}, "The password is wrong")):
        answer = submit(chief, page, address(case), reason="my remark", **given)
        assert answer.status_code == 422
        assert said in answer.text
        assert "my remark" in answer.text
        assert PASSWORD not in answer.text
    assert state_of(desk, case) == "decision"
    assert submit(chief, page, address(case), reason="my remark", password=PASSWORD).status_code == 303
    assert state_of(desk, case) == "done"
    text = chief.get(f"/cases/{case.number}").text
    assert "Signed by giving the password again" in text


def test_the_same_form_twice_signs_once(chief: FlaskClient, desk: Office, case: Done):
    page = chief.get(f"/cases/{case.number}")
    for _ in range(2):
        assert submit(chief, page, address(case), password=PASSWORD).status_code == 303
    assert chief.get(f"/cases/{case.number}").text.count("Signed by giving the password again") == 2


def test_too_many_wrong_passwords_lock_signing_too(chief: FlaskClient, desk: Office, case: Done):
    page = chief.get(f"/cases/{case.number}")
    for _ in range(MOST_PER_LOGIN):
        submit(chief, page, address(case), password="wrong")
    answer = submit(chief, page, address(case), password=PASSWORD)
    assert "Too many attempts." in answer.text
    assert state_of(desk, case) == "decision"


def test_a_program_is_refused(app: Flask, desk: Office, case: Done):
    refused = caller(app, "chief").act({"number": case.number}, "approve", 409)
    assert [it["code"] for it in refused["refusals"]] == ["signature_needed"]
    assert state_of(desk, case) == "decision"
