import pytest

from tests.support.office import LOGINS, NOW
from tests.web.browsing import sign_in, submit
from workflow.services.passwords import check_password, set_password
from workflow.services.sessions import begin_session, find_session

OLD, NEW = "correct horse battery", "a staple of another kind"


@pytest.fixture
def clerk(client, desk):
    set_password(desk.runtime, "clerk", OLD, NOW)
    return sign_in(client, "clerk")


def change(client, current=OLD, new=NEW, again=NEW):
    typed = {"current_password": current, "new_password": new, "new_password_again": again}
    return submit(client, client.get("/me/password"), "/me/password", **typed)


def test_a_new_password_opens_and_the_old_one_does_not(clerk, desk):
    assert change(clerk).status_code == 303
    assert check_password(desk.runtime, "clerk", NEW, NOW) == LOGINS["clerk"]
    assert check_password(desk.runtime, "clerk", OLD, NOW) is None


def test_changing_it_ends_every_other_session(clerk, desk):
    elsewhere = begin_session(desk.runtime, LOGINS["clerk"], NOW)
    change(clerk)
    assert not find_session(desk.runtime, elsewhere, NOW).live
    assert "signed out everywhere else" in clerk.get("/me/password").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": "wrong horse battery"}, "The current password is wrong"),
        ({"again": "a staple of another sort"}, "The two new passwords differ"),
        ({"new": "short", "again": "short"}, "Too short: at least 12"),
        ({"new": ""}, "Fill in this field"),
        ({"new": "passwordpassword", "again": "passwordpassword"}, "Too easy to guess"),
        ({"new": "clerk-clerk-2026", "again": "clerk-clerk-2026"}, "Too easy to guess"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(clerk, desk, typed, said):
    answer = change(clerk, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert check_password(desk.runtime, "clerk", OLD, NOW) == LOGINS["clerk"]


def test_guessing_the_current_password_locks_like_signing_in(clerk):
    for _ in range(5):
        change(clerk, current="wrong horse battery")
    assert "Too many attempts" in change(clerk).text


def test_an_account_without_a_password_has_none_to_change(client):
    page = sign_in(client, "chief").get("/me/password")
    assert "there is none to change" in page.text
    assert "new_password" not in page.text
