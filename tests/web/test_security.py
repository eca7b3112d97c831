import gzip
import re

import pytest

from tests.support.office import LOGINS
from tests.web.browsing import sign_in, submit
from web.security import CONTENT_POLICY
from workflow.core.directory import Person
from workflow.core.text import Text
from workflow.store import people

PAGES = ("/signin", "/status", "/me/password", "/no/such/page", "/healthz")
HTTPS = "https://qianhe.example.edu"


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_tells_the_browser_what_it_may_not_do(client, path):
    headers = sign_in(client, "clerk").get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers.getlist("Vary")


def test_nothing_is_allowed_that_is_not_named_and_nothing_inline():
    assert CONTENT_POLICY.startswith("default-src 'none'")
    assert "unsafe" not in CONTENT_POLICY
    assert "*" not in CONTENT_POLICY


@pytest.mark.parametrize("path", PAGES[:-1])
def test_no_page_holds_a_script_or_a_style_of_its_own(client, path):
    page = sign_in(client, "clerk").get(path).text
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", page)


def test_addresses_that_are_secrets_are_told_to_no_other_site(client):
    for path in ("/verify/ABC", "/x/token"):
        assert client.get(path).headers["Referrer-Policy"] == "no-referrer"


def test_https_is_insisted_on_once_it_is_there(production, client):
    answer = production.test_client().get("/healthz", base_url=HTTPS)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_a_foreign_host_name_gets_no_answer(production):
    client = production.test_client()
    assert client.get("/signin", base_url="https://evil.example").status_code == 400
    for base in (HTTPS, "http://127.0.0.1:8000", "http://localhost:8000"):
        assert client.get("/healthz", base_url=base).status_code == 200


def test_a_form_without_the_token_of_the_session_changes_nothing(client):
    page = sign_in(client, "clerk").get("/status")
    answer = submit(client, page, "/signout", csrf_token="made up")
    assert answer.status_code == 400
    assert client.get("/me/password").status_code == 200


def test_the_token_of_one_session_is_none_for_another(client, app):
    page = sign_in(client, "clerk").get("/status")
    other = sign_in(app.test_client(), "chief")
    assert submit(other, page, "/signout").status_code == 400


def test_a_form_that_the_browser_says_is_of_another_site_is_not_looked_at(client):
    sign_in(client, "clerk")
    answer = client.post("/signin/stay", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400


def test_names_are_shown_as_text_whatever_they_hold(client, desk):
    name = Text("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
    with desk.runtime.database.transaction() as connection:
        people.put_person(connection, Person(LOGINS["clerk"], "clerk", name, "clerk@example.edu"))
    for page in (client.get("/signin?lang=en").text, sign_in(client, "clerk").get("/status?lang=zh-TW").text):
        assert "<script>alert" not in page
        assert "<img" not in page


def test_what_is_asked_for_is_shown_as_text(client):
    assert "<b>" not in client.get("/signin?q=<b>x</b>&next=/<b>").text


def test_a_request_beyond_the_limit_is_refused_in_a_sentence(client):
    page = sign_in(client, "clerk").get("/status")
    answer = submit(client, page, "/signin/stay", opinion="x" * 3_000_000)
    assert answer.status_code == 413
    assert "20 MB" in answer.text


def test_pages_are_sent_compressed_with_a_length_that_says_nothing(client):
    answers = [client.get("/signin", headers={"Accept-Encoding": "gzip"}) for _ in range(20)]
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}
    assert "<h1>Sign in</h1>" in gzip.decompress(answers[0].data).decode()
    assert len({len(answer.data) for answer in answers}) > 5
