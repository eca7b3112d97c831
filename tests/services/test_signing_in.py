from datetime import timedelta

import pytest

from tests.support.office import LOGINS, NOW, open_office
from workflow.core.errors import NotFound, Refused
from workflow.services.passwords import set_password
from workflow.services.signing_in import (
    MOST_PER_ADDRESS,
    MOST_PER_LOGIN,
    WINDOW,
    list_desks,
    person_of_login,
    sign_in,
)
from workflow.store import people, sessions

PASSWORD = "correct horse battery"
HERE = "192.0.2.1"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def runtime(database):
    runtime = open_office(database).runtime
    set_password(runtime, "clerk", PASSWORD, NOW)
    return runtime


def attempt(runtime, login, password=PASSWORD, *, address=HERE, now=NOW):
    """The person, or the code of the refusal."""
    try:
        return sign_in(runtime, login, password, address, now)
    except Refused as refused:
        return refused.refusals[0].code


def test_the_right_password_opens(runtime):
    assert attempt(runtime, "clerk") == LOGINS["clerk"]


def test_a_wrong_password_and_a_login_that_nobody_has_are_answered_alike_and_locked_alike(runtime):
    tries = range(MOST_PER_LOGIN + 1)
    known = [attempt(runtime, "clerk", "wrong horse") for _ in tries]
    unknown = [attempt(runtime, "nobody", "wrong horse") for _ in tries]
    assert known == unknown == ["sign_in_failed"] * MOST_PER_LOGIN + ["sign_in_locked"]


def test_five_failures_lock_a_login_for_a_quarter_of_an_hour_from_the_last_one_and_name_the_end(runtime):
    for minute in range(MOST_PER_LOGIN):
        attempt(runtime, "clerk", "wrong horse", now=NOW + minute * MINUTE)
    last = NOW + (MOST_PER_LOGIN - 1) * MINUTE
    with pytest.raises(Refused) as caught:
        sign_in(runtime, "clerk", PASSWORD, HERE, last + WINDOW - MINUTE)
    assert caught.value.refusals[0].params == {"until": last + WINDOW}
    assert attempt(runtime, "clerk", now=last + WINDOW + MINUTE) == LOGINS["clerk"]


def test_a_lock_of_one_login_keeps_nobody_else_out(runtime):
    set_password(runtime, "chief", PASSWORD, NOW)
    for _ in range(MOST_PER_LOGIN + 1):
        attempt(runtime, "clerk", "wrong horse")
    assert attempt(runtime, "chief") == LOGINS["chief"]


def test_success_forgets_the_failures_before_it(runtime):
    for _ in range(2):
        answers = [attempt(runtime, "clerk", "wrong horse") for _ in range(MOST_PER_LOGIN - 1)]
        assert [*answers, attempt(runtime, "clerk")] == ["sign_in_failed"] * (MOST_PER_LOGIN - 1) + [LOGINS["clerk"]]


def test_an_address_that_tries_many_logins_is_locked_whatever_it_tries(sqlite):
    runtime = open_office(sqlite).runtime
    set_password(runtime, "clerk", PASSWORD, NOW)
    with sqlite.transaction() as connection:
        for _ in range(MOST_PER_ADDRESS):
            sessions.count_attempt(connection, f"address:{HERE}", NOW, since=NOW, counted_from=0)
    assert attempt(runtime, "clerk") == "sign_in_locked"
    assert attempt(runtime, "clerk", address="192.0.2.2") == LOGINS["clerk"]


def test_the_desks_hold_everybody_by_unit_in_the_order_of_the_organisation(runtime):
    desks = list_desks(runtime, NOW)
    assert [(desk.unit.en, [seat.login for seat in desk.seats]) for desk in desks] == [
        ("School", ["head"]),
        ("Office", ["chief", "first", "second", "clerk", "clerk.2"]),
    ]


def test_desks_are_found_by_words_of_either_language(runtime):
    found = [list_desks(runtime, NOW, matching=words) for words in ("承辦人 OFFICE", "校長", "nothing of the kind")]
    assert [[seat.login for desk in desks for seat in desk.seats] for desks in found] == [
        ["clerk", "clerk.2"],
        ["head"],
        [],
    ]


def test_whoever_left_cannot_be_chosen(runtime):
    assert person_of_login(runtime, "clerk").id == LOGINS["clerk"]
    with runtime.database.transaction() as connection:
        people.set_active(connection, LOGINS["clerk"], active=False)
    for login in ("clerk", "nobody"):
        with pytest.raises(NotFound):
            person_of_login(runtime, login)
