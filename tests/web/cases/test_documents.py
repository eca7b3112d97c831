"""Documents that a case makes of itself, on its page and where anybody checks them."""

import pytest

from tests.support.letters import Desk
from tests.web.browsing import sign_in
from web.site import site
from workflow.services.verifying_codes import check_code
from workflow.store import renderings


@pytest.fixture
def letters(desk, drawer, app):
    with app.app_context():
        return Desk(desk, drawer, site().settings.files)


def page_of(client, done):
    return client.get(f"/cases/{done.number}").text


def code_of(letters, done):
    with letters.office.runtime.database.snapshot() as connection:
        return renderings.newest(connection, done.case, "thanks").code


def test_a_document_that_is_still_being_made_says_so(client, letters):
    done = letters.act(letters.start(), "first", "agree")
    assert "Fixed; being made" in page_of(sign_in(client, "chief"), done)


def test_an_issued_letter_stands_on_the_page_with_its_number_and_can_be_opened(client, letters):
    done = letters.act(letters.up_to_review(), "head", "issue")
    letters.render()
    page = page_of(sign_in(client, "clerk"), done)
    assert "Issued" in page
    assert "校國字第 1150001 號" in page
    assert "Made by the service" in page
    assert "Letter of thanks issued as version 2" in page
    with client.get(f"/cases/{done.number}/documents/thanks/2") as got:
        assert (got.status_code, got.mimetype, got.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert client.get(f"/cases/{done.number}/documents/thanks/3").status_code == 404


def test_a_decision_that_needs_the_document_waits_in_a_sentence(client, letters):
    done = letters.act(letters.start(), "first", "agree")
    assert "“Opinions and checks” is still being made" in page_of(sign_in(client, "chief"), done)


@pytest.mark.parametrize(
    ("action", "verdict", "said"),
    [("issue", "valid", "Valid"), ("not_issued", "revoked", "Revoked"), (None, "draft", "A draft, not issued")],
)
def test_anybody_reads_whether_a_letter_holds(client, letters, action, verdict, said):
    done = letters.up_to_review()
    if action is not None:
        letters.act(done, "head", action)
        letters.render()
    code = code_of(letters, done)
    assert check_code(letters.office.runtime, code).verdict == verdict
    page = client.get(f"/verify/{code}").text
    assert said in page
    assert "Letter of thanks" in page
