from datetime import timedelta

import pytest

from tests.store.writing import rows, written
from tests.support.steps import DEAN, LAWYER, MORNING, following, letter, start
from workflow.store import outgoing
from workflow.store.errors import Violated
from workflow.store.retrying import MAIL_WAITS

LEASE = timedelta(seconds=20)
SOON = MORNING + timedelta(seconds=1)


def claim(database, owner="a", now=MORNING):
    with database.transaction() as connection:
        return outgoing.claim(connection, owner, now, LEASE)


def call(database, function, *arguments, **options):
    with database.transaction() as connection:
        return function(connection, *arguments, **options)


def test_a_claimed_letter_is_one_owner_s_until_the_lease_ends(database):
    written(database, start(5))
    first = claim(database)
    assert (first.case_id, first.kind, first.recipient, first.attempts) == (5, "task_opened", DEAN, 1)
    assert (first.facts, first.created_at) == ({"state": "cosign", "key": "legal"}, MORNING)
    assert claim(database, "b", MORNING + LEASE - timedelta(seconds=1)) is None
    again = claim(database, "b", MORNING + LEASE)
    assert (again.key, again.attempts) == (first.key, 2)


def test_what_is_sent_is_not_sent_again(database):
    written(database, start(5))
    letter_sent = claim(database)
    assert call(database, outgoing.mark_sent, letter_sent.key, "a", SOON)
    assert claim(database, now=MORNING + timedelta(days=9)) is None
    assert not call(database, outgoing.mark_sent, letter_sent.key, "a", SOON)


def test_an_owner_whose_lease_went_to_another_cannot_settle_the_letter(database):
    written(database, start(5))
    key = claim(database, "a").key
    claim(database, "b", MORNING + LEASE)
    assert not call(database, outgoing.mark_sent, key, "a", SOON)
    assert call(database, outgoing.mark_sent, key, "b", SOON)


def test_nothing_leaves_before_its_moment(database):
    first = start(5)
    later = MORNING + timedelta(seconds=60)
    written(database, first, following(first.after, outgoing=(letter(LAWYER, not_before=later),)))
    call(database, outgoing.mark_sent, claim(database).key, "a", SOON)
    assert claim(database, now=later - timedelta(seconds=1)) is None
    assert claim(database, now=later).recipient == LAWYER


def test_one_recipient_gets_the_letters_of_a_case_in_order(database):
    late = letter(DEAN, not_before=MORNING + timedelta(hours=1))
    first = start(5)
    written(database, first, following(first.after, outgoing=(late,)), start(6))
    written(database, following(following(first.after, outgoing=(late,)).after, outgoing=(letter(DEAN),)))
    keys = [claim(database, now=SOON).key, claim(database, now=SOON).key]
    assert sorted(keys) == ["5.1.0", "6.1.0"]
    for key in keys:
        call(database, outgoing.mark_sent, key, "a", SOON)
    assert claim(database, now=SOON) is None
    assert claim(database, now=MORNING + timedelta(hours=1)).key == "5.2.0"


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(database):
    written(database, start(5))
    now = MORNING
    for _ in MAIL_WAITS:
        key = claim(database, now=now).key
        again = call(database, outgoing.mark_failed, key, "a", now, "451 busy")
        assert claim(database, now=again - timedelta(seconds=1)) is None
        now = again
    assert call(database, outgoing.mark_failed, claim(database, now=now).key, "a", now, "451 busy") is None
    assert claim(database, now=now + timedelta(days=9)) is None
    assert rows(database, "SELECT result, last_error FROM outgoing") == [("failed", "451 busy")]


def test_a_refused_letter_lets_the_next_one_pass(database):
    first = start(5)
    written(database, first, following(first.after, outgoing=(letter(),)))
    call(database, outgoing.refuse, claim(database).key, "a", MORNING, "550 no such user")
    assert claim(database).key == "5.2.0"


def test_what_an_undone_step_would_send_can_be_taken_back_unless_somebody_is_sending_it(database):
    first = start(5)
    written(database, first, following(first.after, outgoing=(letter(LAWYER), letter(14))))
    assert claim(database).key == "5.1.0"
    assert call(database, outgoing.cancel_since, 5, MORNING, MORNING) == 2
    assert rows(database, "SELECT count(*) FROM outgoing WHERE result = 'cancelled'") == [(2,)]
    assert claim(database) is None


def test_two_deliverers_never_hold_the_same_letter(postgresql):
    written(postgresql, start(5), start(6))
    with postgresql.transaction() as first, postgresql.transaction() as second, postgresql.transaction() as third:
        keys = {outgoing.claim(each, "x", MORNING, LEASE).key for each in (first, second)}
        assert len(keys) == 2
        assert outgoing.claim(third, "x", MORNING, LEASE) is None


def test_something_of_no_case_is_posted_once(database):
    call(database, outgoing.post, "digest.11.2026-03-02", "digest", 11, {"open": 3}, at=MORNING)
    with pytest.raises(Violated):
        call(database, outgoing.post, "digest.11.2026-03-02", "digest", 11, {"open": 4}, at=MORNING)
    assert claim(database).facts == {"open": 3}


def test_the_backlog_says_how_much_is_late_and_since_when(database):
    assert call(database, outgoing.backlog, MORNING) == (0, None)
    written(database, start(5), start(6))
    assert call(database, outgoing.backlog, SOON) == (2, MORNING)
