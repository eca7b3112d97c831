"""The measurement of pages at a size at which it takes seconds: shapes and rows, no times."""

import pytest

from benchmarks.pages.copying import ID_STEP, RARE_CASES, fill
from benchmarks.pages.models import live_through, logins, settings_on
from benchmarks.pages.report import Sizes, measure
from benchmarks.papers import papers
from workflow.bootstrap import open_runtime

TABLES = ("cases", "tasks", "candidates", "decisions", "timers", "history", "documents", "title_terms", "outgoing")


@pytest.fixture
def settings(database_url, tmp_path):
    return settings_on(database_url, tmp_path)


def counts(runtime, model=None):
    """Rows by table, of one case or of all."""
    of_case = "1 = 1" if model is None else "case_id = {0}"
    with runtime.database.snapshot() as connection:
        return {
            table: connection.run(
                f"SELECT count(*) FROM {table} WHERE "
                + (of_case.replace("case_id", "id") if table == "cases" else of_case).format(model),
                (),
            )[0][0]
            for table in TABLES
        }


def test_every_table_holds_for_a_copy_what_it_holds_for_its_model(settings):
    models = live_through(settings)
    with open_runtime(settings) as runtime:
        before = counts(runtime)
        fill(settings.database_url, models, logins(runtime), open_tasks=60, finished=RARE_CASES + 5)
        after = counts(runtime)
        for model in models.values():
            assert counts(runtime, model - ID_STEP) == counts(runtime, model)
    copies = {"pool": 3, "chair": 57, "rare": RARE_CASES, "ended": 5}
    assert after["cases"] - before["cases"] == sum(copies.values())
    assert after["candidates"] - before["candidates"] == 60


def test_a_run_asks_every_page_of_every_database_and_fires_what_is_due(postgresql_server):
    report = measure(postgresql_server.url("postgres"), "postgresql", Sizes(open_tasks=40, finished=40, rounds=1))
    assert len(report["pages"]) == 20
    for page in report["pages"].values():
        assert set(page) == {"few", "many_open", "many_finished"}
        assert all(set(found) == {"p50_ms", "p95_ms", "processor_ms", "ratio"} for found in page.values())
    assert {name: clock["due"] for name, clock in report["clock"].items()} == {"few": 20, "many_open": 20}
    assert report["clock"]["few"]["armed"] > 10 * 20


def test_a_run_draws_papers_of_several_pages():
    report = papers(rounds=1)
    assert report["chair"]["pages"] >= report["pool"]["pages"] > 1
    assert report["pool"]["warm_ms"] > 0
