import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.office import LOGINS, NOW, open_office
from workflow.core.errors import Invalid, NotFound
from workflow.services.passwords import check_password, set_password
from workflow.services.tokens import Bearer, create_token, find_token
from workflow.store import credentials, people, tokens
from workflow.store.tables import tokens as token_rows

PASSWORD = "correct horse battery"


def counting(size):
    return bytes(range(size))


@pytest.fixture
def runtime(database):
    return open_office(database).runtime


def leave(runtime, login):
    with runtime.database.transaction() as connection:
        people.set_active(connection, LOGINS[login], active=False)


def row_of_token(runtime):
    with runtime.database.snapshot() as connection:
        return connection.execute(select(token_rows)).mappings().one()


def test_a_token_opens_for_its_person(runtime):
    secret = create_token(runtime, "clerk", "timetable", NOW, counting)
    assert find_token(runtime, secret, NOW) == Bearer(LOGINS["clerk"], "clerk", "timetable")


def test_only_the_digest_of_256_random_bits_is_kept(runtime):
    secret = create_token(runtime, "clerk", "timetable", NOW, counting)
    row = row_of_token(runtime)
    assert len(secret) == len("qh_") + 43
    assert row["digest"] == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(dict(row))


@pytest.mark.parametrize("secret", ["", "qh_", "qh_" + "A" * 43, "Bearer", "qh_\ud800"])
def test_what_is_no_token_opens_nothing(runtime, secret):
    create_token(runtime, "clerk", "timetable", NOW, counting)
    assert find_token(runtime, secret, NOW) is None


def test_a_revoked_token_opens_nothing(runtime):
    secret = create_token(runtime, "clerk", "timetable", NOW, counting)
    with runtime.database.transaction() as connection:
        tokens.revoke(connection, NOW, person=LOGINS["clerk"])
    assert find_token(runtime, secret, NOW) is None


def test_a_leaver_has_no_token_and_gets_none(runtime):
    secret = create_token(runtime, "clerk", "timetable", NOW, counting)
    leave(runtime, "clerk")
    assert find_token(runtime, secret, NOW) is None
    with pytest.raises(NotFound):
        create_token(runtime, "clerk", "another", NOW, counting)


def test_use_is_noted_once_an_hour(runtime):
    secret = create_token(runtime, "clerk", "timetable", NOW, counting)
    for minutes in (0, 30, 59):
        find_token(runtime, secret, NOW + timedelta(minutes=minutes))
    assert row_of_token(runtime)["used_at"] == NOW
    find_token(runtime, secret, NOW + timedelta(minutes=60))
    assert row_of_token(runtime)["used_at"] == NOW + timedelta(minutes=60)


def test_a_password_is_checked_and_never_kept(runtime):
    set_password(runtime, "clerk", PASSWORD, NOW)
    assert check_password(runtime, "clerk", PASSWORD, NOW) == LOGINS["clerk"]
    assert check_password(runtime, "clerk", PASSWORD.upper(), NOW) is None
    with runtime.database.snapshot() as connection:
        kept = credentials.get(connection, LOGINS["clerk"])
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_nobody_signs_in_without_a_password_or_after_leaving(runtime):
    assert check_password(runtime, "chief", "", NOW) is None
    assert check_password(runtime, "nobody", PASSWORD, NOW) is None
    set_password(runtime, "clerk", PASSWORD, NOW)
    leave(runtime, "clerk")
    assert check_password(runtime, "clerk", PASSWORD, NOW) is None


@pytest.mark.parametrize(("length", "code"), [(0, "too_short"), (11, "too_short"), (129, "too_long")])
def test_a_password_has_12_to_128_characters(runtime, length, code):
    with pytest.raises(Invalid) as refused:
        set_password(runtime, "clerk", "x" * length, NOW)
    assert [(it.field, it.code) for it in refused.value.problems] == [("password", code)]


def test_a_password_is_not_cut_and_its_spelling_does_not_matter(runtime):
    more = 128 - len(PASSWORD)
    set_password(runtime, "clerk", PASSWORD + "e\u0301" * more, NOW)
    assert check_password(runtime, "clerk", PASSWORD + "\u00e9" * more, NOW) == LOGINS["clerk"]
    assert check_password(runtime, "clerk", PASSWORD + "\u00e9" * (more - 1), NOW) is None


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "qwertyuiop12",
        "clerk-clerk-2026",
        "clerk@example.edu",
        "Office Clerk 1",
        "qianhe-qianhe",
        "承辦人承辦人承辦人承辦人",
        "學校辦公室承辦人示範2026",
    ],
)
def test_a_password_that_is_tried_first_is_refused(runtime, password):
    with pytest.raises(Invalid) as refused:
        set_password(runtime, "clerk", password, NOW)
    assert [(it.field, it.code) for it in refused.value.problems] == [("password", "too_guessable")]
    assert check_password(runtime, "clerk", password, NOW) is None


def test_an_unknown_login_gets_no_password(runtime):
    with pytest.raises(NotFound):
        set_password(runtime, "nobody", PASSWORD, NOW)
