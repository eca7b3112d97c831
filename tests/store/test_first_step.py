from dataclasses import replace

import pytest

from tests.store.writing import count
from tests.support.steps import TITLE, start
from workflow.store.errors import Violated
from workflow.store.numbers import NextNumber, take
from workflow.store.steps import write_first_step

NUMBER = NextNumber("國約-115-{seq}", 3)


def unnumbered(case_id):
    step = start(case_id)
    return replace(step, after=replace(step.after, number=None))


def begun(database, step, number=NUMBER):
    with database.step() as connection:
        return write_first_step(connection, step, number=number, title=TITLE)


def test_the_first_step_takes_the_next_number_of_its_series_with_it(database):
    assert [begun(database, unnumbered(case)) for case in (5, 6)] == ["國約-115-001", "國約-115-002"]
    assert begun(database, unnumbered(7), NextNumber("國約-116-{seq}", 3)) == "國約-116-001"
    with database.snapshot() as connection:
        assert connection.run("SELECT number FROM cases WHERE id = 6", ()) == [("國約-115-002",)]


def test_a_running_number_outgrows_its_width_and_is_written_in_full(database):
    with database.transaction() as connection:
        connection.run("INSERT INTO numbers (series, last) VALUES ('國約-115-{seq}', 999) RETURNING last", ())
    assert begun(database, unnumbered(5)) == "國約-115-1000"


def test_a_first_step_that_fails_leaves_no_gap(database):
    begun(database, unnumbered(5))
    with pytest.raises(Violated):
        begun(database, unnumbered(5))
    assert count(database, "cases") == 1
    assert begun(database, unnumbered(6)) == "國約-115-002"


def test_numbers_taken_beside_a_step_come_from_the_same_series(database):
    begun(database, unnumbered(5))
    with database.transaction() as connection:
        assert take(connection, NUMBER.series) == 2
