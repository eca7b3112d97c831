from datetime import timedelta

import pytest

from tests.support.office import LOGINS, NOW, open_office
from workflow.services.sessions import (
    ABSOLUTE,
    IDLE,
    KEPT_FOR,
    begin_session,
    end_other_sessions,
    end_session,
    find_session,
    keep_form,
    write_session,
)
from workflow.store import people, sessions

MINUTE = timedelta(minutes=1)
CLERK = LOGINS["clerk"]


@pytest.fixture
def runtime(database):
    return open_office(database).runtime


def is_live(runtime, token, now):
    found = find_session(runtime, token, now)
    return found is not None and found.live


def test_a_session_opens_for_its_person_and_only_its_digest_is_stored(runtime):
    token = begin_session(runtime, CLERK, NOW)
    assert find_session(runtime, token, NOW).person.login == "clerk"
    with runtime.database.snapshot() as connection:
        assert sessions.get(connection, token) is None


def test_a_token_that_nobody_has_opens_nothing(runtime):
    begin_session(runtime, CLERK, NOW)
    assert find_session(runtime, "\ud800 guess", NOW) is None


def test_a_session_ends_after_half_an_hour_without_a_request(runtime):
    token = begin_session(runtime, CLERK, NOW)
    assert is_live(runtime, token, NOW + IDLE - MINUTE)
    assert is_live(runtime, token, NOW + 2 * IDLE - 2 * MINUTE)
    assert not is_live(runtime, token, NOW + 3 * IDLE)


def test_a_session_ends_after_twelve_hours_however_busy(runtime):
    token = begin_session(runtime, CLERK, NOW)
    moments = [NOW + quarter * timedelta(minutes=15) for quarter in range(49)]
    assert [is_live(runtime, token, moment) for moment in moments] == [True] * 48 + [False]
    assert moments[-1] == NOW + ABSOLUTE


def test_what_the_pages_remember_is_there_again_and_so_is_a_form_that_came_too_late(runtime):
    token = begin_session(runtime, CLERK, NOW)
    write_session(runtime, token, {"csrf_token": "abc"})
    end_session(runtime, token, NOW)
    keep_form(runtime, token, {"path": "/cases/1"})
    found = find_session(runtime, token, NOW)
    assert (found.live, found.data, found.kept) == (False, {"csrf_token": "abc"}, {"path": "/cases/1"})


def test_whoever_leaves_has_no_session_from_the_next_request_on(runtime):
    token = begin_session(runtime, CLERK, NOW)
    with runtime.database.transaction() as connection:
        people.set_active(connection, CLERK, active=False)
    assert find_session(runtime, token, NOW) is None


def test_the_other_sessions_of_a_person_can_be_ended_and_nobody_elses(runtime):
    here, there = begin_session(runtime, CLERK, NOW), begin_session(runtime, CLERK, NOW)
    chief = begin_session(runtime, LOGINS["chief"], NOW)
    assert end_other_sessions(runtime, CLERK, here, NOW) == 1
    assert [is_live(runtime, token, NOW) for token in (here, there, chief)] == [True, False, True]


def test_sessions_long_over_are_dropped_when_somebody_signs_in(runtime):
    token = begin_session(runtime, CLERK, NOW)
    begin_session(runtime, LOGINS["chief"], NOW + KEPT_FOR + MINUTE)
    assert find_session(runtime, token, NOW) is None
