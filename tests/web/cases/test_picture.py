"""The picture of a case and of a process, as answers of their own."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.support.office import Office
from tests.web.browsing import sign_in
from web.pictures import CONTENT_POLICY


def test_whoever_may_see_the_case_sees_its_picture(client: FlaskClient, desk: Office):
    case = desk.start()
    page = sign_in(client, "clerk").get(f"/cases/{case.number}")
    address = f"/cases/{case.number}/picture.svg".replace("對", "%E5%B0%8D")
    assert address in page.text
    answer = client.get(address)
    assert answer.mimetype == "image/svg+xml"
    assert "The case now stands in “Votes”." in answer.text
    assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY


def test_a_stranger_is_told_nothing_of_it(client: FlaskClient, desk: Office):
    case = desk.start()
    assert sign_in(client, "clerk.2").get(f"/cases/{case.number}/picture.svg").status_code == 404


def test_the_way_of_a_process_can_be_seen_before_one_applies(client: FlaskClient):
    page = sign_in(client, "clerk").get("/apply/pair")
    assert "/apply/pair/picture.svg" in page.text
    assert "Two agree, version 1" in client.get("/apply/pair/picture.svg").text
