import pytest

from tests.store.writing import count, written
from tests.support.steps import start
from workflow.store import preparing
from workflow.store.engine import open_database
from workflow.store.errors import StoreError, TryAgain


def prepared(connection):
    return connection.run("SELECT count(*) FROM pg_prepared_statements", ())[0][0]


def test_a_rollback_forgets_no_statement(postgresql):
    written(postgresql, start(5))
    with postgresql.snapshot() as connection:
        before = prepared(connection)
    with pytest.raises(LookupError), postgresql.transaction():
        raise LookupError
    with postgresql.snapshot() as connection:
        assert prepared(connection) == before > 1


def test_when_too_many_are_prepared_all_are_forgotten_and_asked_for_anew(postgresql):
    with postgresql.snapshot() as connection:
        for number in range(preparing.MOST + 5):
            assert connection.run(f"SELECT {number} + $1::int", (1,)) == [(number + 1,)]
        assert prepared(connection) < 10


def test_a_value_with_a_nul_is_refused_and_not_cut_off(postgresql):
    with pytest.raises(StoreError), postgresql.snapshot() as connection:
        connection.run("SELECT $1::text", ("a\0b",))


def test_a_statement_that_cannot_be_prepared_can_be_followed_by_one_that_can(postgresql):
    with postgresql.step() as connection, pytest.raises(connection.sql.dialect.loaded_dbapi.Error):
        connection.run("SELECT nothing FROM nowhere", ())
    assert count(postgresql, "cases") == 0


def test_a_transaction_left_open_by_an_interrupt_is_not_handed_to_the_next(postgresql_url):
    database = open_database(postgresql_url, pool_size=1)
    with database.step() as connection:
        connection.driver.execute("BEGIN")
        connection.driver.execute("INSERT INTO numbers VALUES ('a', 1)")
    assert count(database, "numbers") == 0
    database.dispose()


def test_a_connection_lost_between_two_statements_says_try_again(postgresql):
    def killed_on_the_way():
        with postgresql.step() as connection:
            (pid,) = connection.run("SELECT pg_backend_pid()", ())[0]
            with postgresql.transaction() as other:
                other.run("SELECT pg_terminate_backend($1::int, 5000)", (pid,))
            connection.run("SELECT 1", ())

    with pytest.raises(TryAgain) as lost:
        killed_on_the_way()
    assert lost.value.lost
