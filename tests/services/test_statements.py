"""What a whole step through the one door sends to PostgreSQL, as libpq itself counts it."""

from contextlib import closing

import pytest

from benchmarks.counting import statements_of
from benchmarks.engine import Engine, prepare


@pytest.fixture
def sent(postgresql_url):
    """The first words of what each of the six steps of one case sends, once its statements are known."""
    prepare(postgresql_url)
    with closing(Engine(postgresql_url)) as engine:
        engine.run_case([])
        with statements_of(engine.database) as statements:
            return [statements.sent() for _ in engine.stepwise()]


def test_a_start_and_every_decision_are_one_load_and_one_write_without_a_transaction_around_them(sent):
    assert [len(words) for words in sent] == [2] * 6
