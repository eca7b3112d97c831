"""A step goes on on paper and is recorded through the page of the case, without scripts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.office import Office
from tests.support.papered import begin_papered, publish_papered
from tests.web.browsing import sign_in, submit
from tests.web.cases.test_acting import opened, path
from tests.web.cases.test_paperwork import PDF, problems, send


@pytest.fixture
def case(desk: Office):
    publish_papered(desk)
    return begin_papered(desk)


@pytest.fixture
def second(client: FlaskClient, case) -> FlaskClient:
    return sign_in(client, "second")


def test_whoever_signs_reads_that_it_is_on_paper(client, case):
    page = opened(sign_in(client, "chief"), case).text
    assert "On paper (room 3)" in page
    assert "Sign there; it is recorded from the paper." in page


def test_the_desk_records_who_signed_with_the_scan(second, case):
    page = opened(second, case)
    files = {"scan": ("signed.pdf", PDF)}
    answer = send(second, page, files=files, action="approve", signer="chief", signed_on="2026-09-01")
    assert answer.status_code == 303
    page = opened(second, case).text
    assert "Signed on paper" in page
    assert "Recorded from paper:" in page
    assert "signed.pdf" in page


def test_what_is_missing_is_told_at_once_and_what_was_typed_is_kept(second, case):
    answer = send(second, opened(second, case), action="approve", signer="first", signed_on="2026-09-01")
    assert answer.status_code == 422
    assert "f-scan" in problems(answer)
    assert 'value="2026-09-01"' in answer.text


def test_somebody_who_could_not_have_signed_is_told_with_the_field(second, case):
    files = {"scan": ("signed.pdf", PDF)}
    answer = send(second, opened(second, case), files=files, action="approve", signer="first", signed_on="2026-09-01")
    assert (answer.status_code, "could not have answered this on that day" in answer.text) == (422, True)


def test_the_desk_brings_it_back_online(second, case):
    assert submit(second, opened(second, case), path(case, "to_online"), reason="the paper is lost").status_code == 303
    assert "On paper (room 3)" not in opened(second, case).text.partition('id="history"')[0]
