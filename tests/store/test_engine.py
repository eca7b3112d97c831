import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.store.writing import change, count, rows, view, written
from tests.support.steps import TITLE, case_life, following, letter, start
from workflow.store import numbers
from workflow.store.connecting import journal_pragmas
from workflow.store.engine import open_database
from workflow.store.errors import StoreError, TryAgain, Violated
from workflow.store.steps import load_case, write_step


def test_what_a_transaction_raises_is_rolled_back_and_goes_on(database):
    def refused():
        with database.transaction() as connection:
            numbers.take(connection, "國約-115-{seq}")
            raise LookupError("no")

    with pytest.raises(LookupError):
        refused()
    assert count(database, "numbers") == 0


def test_a_step_that_begins_is_one_transaction_of_number_and_case(database):
    written(database, start(5, number="taken"))

    def start_numbered(number):
        with database.step() as connection:
            numbers.take(connection, "a")
            write_step(connection, start(6, number=number), title=TITLE)

    with pytest.raises(Violated):
        start_numbered("taken")
    assert count(database, "numbers") == 0
    start_numbered("free")
    assert rows(database, "SELECT last FROM numbers") == [(1,)]


def test_a_snapshot_sees_one_moment_and_cannot_write_on_postgresql(postgresql):
    with postgresql.snapshot() as connection:
        assert load_case(connection, 5) is None
        written(postgresql, start(5))
        assert load_case(connection, 5) is None
    with pytest.raises(StoreError), postgresql.snapshot() as connection:
        numbers.take(connection, "a")


def test_numbers_have_no_gap_although_every_third_transaction_fails(database):
    def take(turn):
        try:
            with database.transaction() as connection:
                number = numbers.take(connection, "國約")
                if turn % 3 == 0:
                    raise LookupError
        except LookupError:
            return None
        return number

    with ThreadPoolExecutor(8) as threads:
        taken = [number for number in threads.map(take, range(60)) if number is not None]
    assert sorted(taken) == list(range(1, 41))


def test_of_two_who_step_from_the_same_version_one_wins_and_the_other_sees_it(database):
    first = start(5)
    written(database, first)
    both_loaded = threading.Barrier(2)

    def step(recipient):
        mine = following(first.after, outgoing=(letter(recipient),))
        both_loaded.wait()
        with database.step() as connection:
            return write_step(connection, mine)

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(step, (21, 22))) == [False, True]
    assert view(database, 5).version == 2
    assert count(database, "outgoing") == 2


def test_a_writer_who_waits_for_a_locked_case_then_finds_it_moved(postgresql):
    first, second, *_ = case_life(5)
    written(postgresql, first)
    with ThreadPoolExecutor(1) as threads:
        with postgresql.transaction() as connection:
            assert write_step(connection, second)
            loser = threads.submit(_write, postgresql, following(first.after))
            while not _someone_waits(connection):
                pass
        assert loser.result() is False
    assert view(postgresql, 5) == second.after


def _write(database, step):
    with database.step() as connection:
        return write_step(connection, step)


def _someone_waits(connection):
    return connection.run("SELECT 1 FROM pg_locks WHERE NOT granted", ())


def test_a_lock_that_is_not_granted_in_time_says_try_again(postgresql):
    written(postgresql, start(5))
    impatient = "SET LOCAL lock_timeout = '10ms'; SELECT 1 FROM cases FOR UPDATE"
    with postgresql.transaction() as holder:
        holder.driver.execute("SELECT 1 FROM cases FOR UPDATE")
        with pytest.raises(TryAgain):
            change(postgresql, impatient)


def test_a_connection_that_the_server_closed_says_try_again_and_the_next_works(postgresql):
    with pytest.raises(TryAgain) as lost, postgresql.step() as connection:
        connection.run("SELECT pg_terminate_backend(pg_backend_pid())", ())
    assert lost.value.lost
    assert count(postgresql, "cases") == 0


def test_a_busy_file_says_try_again(sqlite):
    def write_impatiently():
        with sqlite.snapshot() as connection:
            connection.driver.execute("PRAGMA busy_timeout = 1")
            connection.driver.execute("INSERT INTO numbers VALUES ('b', 1)")

    with sqlite.transaction(), pytest.raises(TryAgain):
        write_impatiently()


def test_sqlite_is_as_durable_as_its_library_allows(sqlite):
    assert journal_pragmas((3, 51, 2)) == ("journal_mode = DELETE", "synchronous = EXTRA")
    assert journal_pragmas((3, 51, 3)) == ("journal_mode = WAL", "synchronous = FULL")
    with sqlite.snapshot() as connection:
        pragmas = {
            name: connection.run(f"PRAGMA {name}", ())[0][0]
            for name in ("foreign_keys", "trusted_schema", "busy_timeout", "synchronous")
        }
    durable = 2 if sqlite3.sqlite_version_info >= (3, 51, 3) else 3
    assert pragmas == {"foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 30000, "synchronous": durable}


def test_postgresql_waits_for_nothing_without_end(postgresql):
    names = ("TimeZone", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with postgresql.snapshot() as connection:
        found = [connection.run(f"SHOW {name}", ())[0][0] for name in names]
    assert found == ["UTC", "5s", "15s", "15s"]


def test_a_report_may_read_whole_tables_and_take_its_time(database):
    with database.report() as connection:
        assert connection.run("SELECT count(*) FROM cases", ()) == [(0,)]
        if database.dialect == "postgresql":
            found = [connection.run(f"SHOW {name}", ())[0][0] for name in ("enable_seqscan", "statement_timeout")]
            assert found == ["on", "5min"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/a"])
def test_only_sqlite_files_and_postgresql_are_databases(url):
    with pytest.raises(StoreError):
        open_database(url)


def test_a_wrong_statement_is_an_error_of_the_store(database):
    with pytest.raises(StoreError):
        change(database, "SELECT nothing FROM nowhere")
