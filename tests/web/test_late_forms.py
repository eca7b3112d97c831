"""A form that is sent when the session is over: kept for its person, shown to nobody else, sent once."""

import pytest

from tests.web.browsing import forms, from_page, sign_in, submit
from web.sessions import COOKIE
from workflow.services.passwords import has_password

TYPED = "自強號誤點，意見打到一半"


@pytest.fixture
def late(client, clock):
    """The answer to a form sent an hour too late; the form is the one that keeps the session, with a word more."""
    page = sign_in(client, "clerk").get("/status")
    clock.pass_by(hours=1)
    return submit(client, page, "/signin/stay", opinion=TYPED, saw="abc", new_password="never kept")


def let_in(client, late, login):
    return submit(client, client.get(late.headers["Location"]), "/signin/demo", login=login)


def test_whoever_comes_too_late_is_told_that_the_form_is_kept(client, late):
    assert late.headers["Location"] == "/signin?next=%2Fstatus&late=kept"
    page = client.get(late.headers["Location"]).text
    assert "It is kept" in page
    assert TYPED not in page


def test_the_same_person_finds_the_form_after_signing_in_and_can_send_it(client, late):
    assert let_in(client, late, "clerk").headers["Location"] == "/signin/kept"
    page = client.get("/signin/kept")
    form = next(form for form in forms(page) if "opinion" in form.fields)
    assert TYPED in page.text
    assert "never kept" not in page.text
    assert (form.action, form.fields["opinion"], form.fields["saw"]) == ("/signin/stay", TYPED, "abc")
    assert client.post(form.action, data=form.fields).status_code == 204


def test_another_person_at_the_same_browser_never_sees_it(client, late):
    assert let_in(client, late, "chief").headers["Location"] == "/status"
    assert client.get("/signin/kept").headers["Location"] == "/"


def test_it_is_offered_once(client, late):
    let_in(client, late, "clerk")
    submit(client, client.get("/status"), "/signout")
    page = client.get("/signin")
    assert submit(client, page, "/signin/demo", login="clerk").headers["Location"] == "/"


def test_a_form_that_another_site_made_up_is_not_kept(client, clock):
    sign_in(client, "clerk")
    clock.pass_by(hours=1)
    answer = client.post("/signin/stay", data={"opinion": TYPED, "csrf_token": "made up"})
    assert answer.headers["Location"].endswith("late=lost")
    assert let_in(client, answer, "clerk").headers["Location"] != "/signin/kept"


def test_a_browser_without_a_session_is_told_that_nothing_was_sent(client):
    answer = client.post("/signin/stay", data={"opinion": TYPED})
    assert "Sign in and send it again" in client.get(answer.headers["Location"]).text


def test_a_page_that_asks_for_a_part_is_sent_to_the_sign_in_page_as_a_whole(client):
    answer = client.post("/signin/stay", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"][:7]) == (204, "/signin")


def test_a_form_from_before_a_new_sign_in_is_shown_again_instead_of_being_lost(client, clock):
    page = sign_in(client, "clerk").get("/status")
    sign_in(client, "clerk")
    answer = submit(client, page, "/signin/stay", opinion=TYPED)
    assert answer.status_code == 400
    again = next(form for form in forms(answer) if "opinion" in form.fields)
    assert client.post(again.action, data=again.fields, headers=from_page(page)).status_code == 204


def test_an_address_kept_from_a_session_long_gone_is_no_harm(client, desk, clock):
    sign_in(client, "clerk")
    clock.pass_by(days=30)
    assert client.get("/me/password").status_code == 303
    assert client.get_cookie(COOKIE) is not None
    assert not has_password(desk.runtime, 5)
