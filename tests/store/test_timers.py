from datetime import timedelta

from tests.store.writing import rows, view, written
from tests.support.steps import MORNING, case_life, following, start
from workflow.store import timers
from workflow.store.retrying import MAIL_WAITS, TIMER_WAITS, next_try
from workflow.store.steps import load_case, write_step

HOUR = timedelta(hours=1)


def claimed(database, now):
    with database.transaction() as connection:
        return timers.claim_due(connection, now)


def test_the_timer_that_is_due_longest_comes_first_and_none_before_it_is_due(database):
    written(database, start(5, due=MORNING + 2 * HOUR), start(6, due=MORNING + HOUR))
    assert claimed(database, MORNING) is None
    assert claimed(database, MORNING + HOUR) == (6, 1)
    assert claimed(database, MORNING + 3 * HOUR) == (6, 1)


def test_a_settled_timer_is_never_claimed(database):
    written(database, *case_life(5))
    assert claimed(database, MORNING + timedelta(days=99)) is None


def test_a_clock_passes_over_a_case_that_another_one_works_on(postgresql):
    written(postgresql, start(5, due=MORNING), start(6, due=MORNING + HOUR))
    with postgresql.transaction() as first, postgresql.transaction() as second, postgresql.transaction() as third:
        assert timers.claim_due(first, MORNING + HOUR) == (5, 1)
        assert timers.claim_due(second, MORNING + HOUR) == (6, 1)
        assert timers.claim_due(third, MORNING + HOUR) is None


def test_a_clock_steps_in_the_transaction_of_its_claim(database):
    first = start(5, due=MORNING)
    written(database, first)
    with database.transaction() as connection:
        case, seq = timers.claim_due(connection, MORNING)
        loaded = load_case(connection, case)
        assert write_step(connection, following(loaded.view, timers_settled={seq: "fired"}))
    assert view(database, 5).timers == ()
    assert claimed(database, MORNING) is None


def test_a_failing_timer_waits_longer_each_time_and_is_given_up_after_the_eighth(database):
    written(database, start(5, due=MORNING))
    now = MORNING
    for attempt in range(1, 9):
        assert claimed(database, now) == (5, 1)
        with database.transaction() as connection:
            assert timers.postpone(connection, 5, 1, now, "boom") == attempt
        assert claimed(database, now) is None
        now += timedelta(days=1)
    assert claimed(database, now + timedelta(days=99)) is None
    assert rows(database, "SELECT attempts, last_error FROM timers") == [(8, "boom")]


def test_a_timer_given_up_can_be_released_by_a_human(database):
    written(database, start(5, due=MORNING))
    with database.transaction() as connection:
        for _ in range(8):
            timers.postpone(connection, 5, 1, MORNING, "boom")
        timers.release(connection, 5, 1, MORNING)
    assert claimed(database, MORNING) == (5, 1)


def test_waits_only_grow_and_end():
    for waits in (TIMER_WAITS, MAIL_WAITS):
        moments = [next_try(waits, attempts, MORNING) for attempts in range(1, len(waits) + 1)]
        assert moments == sorted(moments)
        assert next_try(waits, len(waits) + 1, MORNING) is None
