"""How many statements a step takes, and that the questions asked all day find their rows by index."""

from datetime import timedelta

import pytest

from tests.support.steps import MORNING, TITLE, case_life, sha
from workflow.store.steps import load_case, write_step
from workflow.store.values import FormUse

LATER = MORNING + timedelta(days=30)


@pytest.fixture
def sent(postgresql, tmp_path):
    """What a step sends to the server, as libpq itself writes it down; the pool gives out the same connection again."""

    def requests(step, case_id):
        trace = tmp_path / "trace"
        with trace.open("w") as file:
            with postgresql.step() as connection:
                server = connection.driver.pgconn
            server.trace(file.fileno())
            _load_and_write(postgresql, step, case_id)
            server.untrace()
        kinds = [line.split("\t")[3] for line in trace.read_text("utf-8", "replace").splitlines() if "\tF\t" in line]
        return [kind for kind in kinds if kind in {"Query", "Parse", "Execute"}]

    return requests


def _load_and_write(database, step, case_id):
    use = FormUse(11, f"{case_id}.{step.after.version}", sha("body"), {})
    with database.step() as connection:
        load_case(connection, case_id, actor=11, nonce=use.nonce)
        assert write_step(connection, step, title=TITLE, form_use=use)


def test_a_step_on_postgresql_is_one_load_and_one_write_and_nothing_else(postgresql, sent):
    for step in case_life(5):
        _load_and_write(postgresql, step, 5)
    for step in case_life(6):
        assert sent(step, 6) == ["Execute", "Execute"]
