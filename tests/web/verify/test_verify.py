"""Papers: who gets the PDF of a case, and what anybody learns from a code."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.support.papers import words_of
from tests.web.browsing import sign_in
from web.site import EXTENSION
from workflow.adapters.signing import make_key
from workflow.bootstrap import new_press
from workflow.core.errors import PdfFailed
from workflow.core.verify_codes import make_code
from workflow.services.verifying_files import verify_file


@pytest.fixture
def case(desk):
    return desk.start(subject="機密主旨")


@pytest.fixture
def number(case):
    return case.number


@pytest.fixture
def drawn(app, drawer):
    """The application with a press that draws by the shipped fonts."""
    site = app.extensions[EXTENSION]
    make_key(site.settings.signing_key)
    press = replace(new_press(site.settings), draw=drawer.draw)
    app.extensions[EXTENSION] = replace(site, press=lambda: press)
    return app


@pytest.fixture
def applicant(drawn, client):
    return sign_in(client, "clerk")


def paper(client, number):
    return client.get(f"/cases/{quote(number)}/record.pdf")


def code_on(pdf):
    return re.search(r"查驗碼([2-9A-HJ-NP-Z-]{34})", words_of(pdf))[1]


@pytest.fixture
def code(applicant, number):
    return code_on(paper(applicant, number).data)


@pytest.fixture
def stranger(app):
    """Somebody outside, with a browser that knows nothing."""
    return app.test_client()


def test_the_applicant_gets_the_paper_of_the_case(applicant, number):
    got = paper(applicant, number)
    assert (got.status_code, got.mimetype, got.headers["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    assert quote(number) in got.headers["Content-Disposition"]
    assert verify_file(got.data).ok


def test_the_page_of_the_case_leads_to_its_paper(applicant, number):
    assert f'href="/cases/{quote(number)}/record.pdf"' in applicant.get(f"/cases/{quote(number)}").text


def test_who_may_not_know_the_case_gets_nothing_and_a_guest_is_asked_to_sign_in(drawn, client, stranger, number):
    assert paper(sign_in(client, "clerk.2"), number).status_code == 404
    assert paper(client, "無此案").status_code == 404
    assert paper(stranger, number).status_code in {302, 303}


def test_a_valid_code_tells_the_verdict_and_what_to_compare_in_both_languages(stranger, code, number):
    page = stranger.get(f"/verify/{code}")
    assert page.status_code == 200
    told = [
        "有效",
        "Valid",
        "兩人同意",
        "Two agree",
        number,
        "c***（示範）",
        "c*** (demo)",
        "115年9月1日",
        "1 Sep 2026",
    ]
    assert [said for said in told if said not in page.text] == []
    assert "機密主旨" not in page.text
    assert "clerk" not in page.text


def test_a_code_may_be_typed_in_any_way(stranger, code):
    asked = stranger.get("/verify", query_string={"code": f" {code.lower().replace('-', ' ')} "})
    assert asked.status_code == 303
    assert "Valid" in stranger.get(asked.headers["Location"]).text


def test_a_paper_of_an_earlier_version_is_replaced(stranger, desk, code, case):
    desk.act(case, "first", "agree")
    page = stranger.get(f"/verify/{code}")
    assert "已由新版取代" in page.text
    assert "Replaced" in page.text


@pytest.mark.parametrize(
    ("typed", "said"), [(make_code(bytes(16)), "No document with this code"), ("ABCD", "mistyped"), ("<b>", "mistyped")]
)
def test_an_unknown_code_tells_nothing(stranger, desk, typed, said):
    page = stranger.get(f"/verify/{quote(typed, safe='')}")
    assert page.status_code == 200
    assert said in page.text
    assert "<b>" not in page.text


def test_the_page_is_for_no_index_and_tells_no_other_site_where_one_was(stranger):
    for path in ("/verify", f"/verify/{make_code(bytes(16))}"):
        headers = stranger.get(path).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in headers
    assert headers["Referrer-Policy"] == "no-referrer"


def test_codes_cannot_be_tried_without_end(stranger, clock):
    answers = [stranger.get("/verify/ABCD").status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    clock.pass_by(minutes=1)
    assert stranger.get("/verify/ABCD").status_code == 200


def test_a_paper_that_cannot_be_made_is_said_and_the_next_one_is_made(drawn, applicant, number):
    site = drawn.extensions[EXTENSION]

    def fail(*_):
        raise PdfFailed("pdf_library_missing", packages="libpangoft2-1.0-0")

    drawn.extensions[EXTENSION] = replace(site, press=lambda: replace(site.press(), draw=fail))
    got = paper(applicant, number)
    assert (got.status_code, got.headers["Retry-After"]) == (503, "5")
    assert "libpangoft2-1.0-0" in got.text
    drawn.extensions[EXTENSION] = site
    assert paper(applicant, number).status_code == 200
