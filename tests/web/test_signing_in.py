import pytest

from tests.support.office import LOGINS, NOW
from tests.web.browsing import form_to, forms, sign_in, submit
from web.sessions import COOKIE, GUEST_COOKIE
from workflow.services.passwords import set_password
from workflow.services.sessions import find_session
from workflow.store import people

PASSWORD = "correct horse battery"


@pytest.fixture
def with_password(desk):
    set_password(desk.runtime, "clerk", PASSWORD, NOW)


def enter(client, login="clerk", password=PASSWORD, **typed):
    return submit(client, client.get("/signin"), "/signin", login=login, password=password, **typed)


def token(client):
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else None


def test_login_and_password_open(client, with_password):
    answer = enter(client)
    assert answer.status_code == 303
    assert client.get("/me/password").status_code == 200


def test_a_wrong_password_is_said_with_401_and_keeps_the_login_but_not_the_password(client, with_password):
    answer = enter(client, password="wrong horse")
    assert answer.status_code == 401
    assert "The login or the password is wrong." in answer.text
    assert 'value="clerk"' in answer.text
    assert "wrong horse" not in answer.text


def test_an_unknown_login_is_answered_like_a_wrong_password(client, with_password):
    known, unknown = enter(client, password="wrong horse"), enter(client, "nobody", "wrong horse")
    assert known.status_code == unknown.status_code
    assert "The login or the password is wrong." in unknown.text


def test_after_five_failures_the_right_password_waits_too(client, with_password, clock):
    for _ in range(5):
        enter(client, password="wrong horse")
    assert "Too many attempts" in enter(client).text
    clock.pass_by(minutes=16)
    assert enter(client).status_code == 303


def test_the_demo_lists_everybody_and_lets_one_in_without_a_password(client):
    page = client.get("/signin")
    seats = next(form for form in forms(page) if form.action == "/signin/demo")
    assert {value for _, value in seats.buttons} == set(LOGINS)
    submit(client, page, "/signin/demo", login="chief")
    assert "chief (demo)" in client.get("/status").text


def test_posts_of_the_demo_are_found_by_a_word(client):
    page = client.get("/signin?q=第")
    assert "No post matches" in page.text
    seats = next(form for form in forms(client.get("/signin?q=承辦人")) if form.action == "/signin/demo")
    assert [value for _, value in seats.buttons] == ["clerk", "clerk.2"]


def test_one_lands_where_the_link_pointed_and_never_on_another_site(client):
    for wanted, landed in (
        ("/me/password", "/me/password"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        page = client.get("/signin", query_string={"next": wanted})
        assert submit(client, page, "/signin/demo", login="clerk").headers["Location"] == landed
        submit(client, client.get("/status"), "/signout")


def test_signing_in_makes_a_new_session_and_ends_the_one_before(client, desk):
    sign_in(client, "clerk")
    before = token(client)
    page = client.get("/status")
    client.post("/signin/demo", data={**form_to(page, "/signout").fields, "login": "chief"})
    assert token(client) != before
    assert not find_session(desk.runtime, before, NOW).live


def test_a_token_that_a_browser_brings_along_is_never_taken_over(client):
    client.set_cookie(COOKIE, "chosen-by-somebody-else")
    submit(client, client.get("/signin"), "/signin/demo", login="clerk")
    assert token(client) != "chosen-by-somebody-else"


def test_signing_out_ends_the_session_on_the_server(client, desk):
    sign_in(client, "clerk")
    used = token(client)
    answer = submit(client, client.get("/status"), "/signout")
    assert answer.headers["Location"] == "/signin"
    assert not find_session(desk.runtime, used, NOW).live
    assert "You have signed out." in client.get("/signin").text


def test_a_session_ends_half_an_hour_after_the_last_request(client, clock):
    sign_in(client, "clerk")
    clock.pass_by(minutes=29)
    assert client.get("/me/password").status_code == 200
    clock.pass_by(minutes=29)
    assert client.get("/me/password").status_code == 200
    clock.pass_by(minutes=31)
    assert client.get("/me/password").headers["Location"] == "/signin?next=%2Fme%2Fpassword"


def test_whoever_leaves_is_out_at_the_next_request(client, desk):
    sign_in(client, "clerk")
    with desk.runtime.database.transaction() as connection:
        people.set_active(connection, LOGINS["clerk"], active=False)
    assert client.get("/me/password").status_code == 303


def test_staying_moves_the_end(client, clock):
    sign_in(client, "clerk")
    page = client.get("/status")
    clock.pass_by(minutes=28)
    assert submit(client, page, "/signin/stay").status_code == 204
    clock.pass_by(minutes=28)
    assert client.get("/me/password").status_code == 200


def test_cookies_are_hidden_from_scripts_and_bound_to_https_in_production(production, desk):
    set_password(desk.runtime, "clerk", PASSWORD, NOW)
    client = production.test_client()
    base = "https://qianhe.example.edu"
    page = client.get("/signin", base_url=base)
    guest = page.headers["Set-Cookie"]
    data = {**forms(page)[0].fields, "login": "clerk", "password": PASSWORD}
    signed_in = client.post("/signin", data=data, base_url=base).headers["Set-Cookie"]
    for cookie, name in ((guest, GUEST_COOKIE), (signed_in, COOKIE)):
        assert cookie.startswith(f"__Host-{name}=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
