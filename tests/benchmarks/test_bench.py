from contextlib import closing

import pytest

from benchmarks.bench import on_postgresql, on_sqlite
from benchmarks.databases import database
from benchmarks.engine import PER_CASE, Engine, prepare
from benchmarks.reference import Limit, Plain, PlainSqlite

SHORT = 0.1
"""Seconds in all: every program still runs whole cases."""
FIGURES = {"steps_per_s", "p50_ms", "p95_ms", "cpu_ms"}


def test_a_run_on_postgresql_has_the_published_shape(postgresql_server):
    report = on_postgresql(postgresql_server.url("postgres"), 1, 1, SHORT)
    assert report["database"] == "postgresql"
    assert report["settings"]["server_version"]
    assert (report["clients"], report["slices"]) == (1, 1)
    assert set(report["programs"]) == {"limit", "plain", "engine"}
    assert all(set(figures) == FIGURES for figures in report["programs"].values())
    assert report["ratio_to_limit"] > 0
    assert report["ratio_to_plain"] > 0
    assert 0 < report["statements_per_step"] <= 4


def test_several_clients_of_one_sqlite_file_leave_whole_cases(tmp_path):
    report = on_sqlite(1, SHORT, 2)
    assert set(report["sqlite_programs"]) == {"limit", "engine"}
    assert report["sqlite_ratio_to_limit"] > 0


def test_a_case_of_the_engine_is_six_steps_and_leaves_all_its_rows(database_url):
    prepare(database_url)
    with closing(Engine(database_url)) as engine:
        times = []
        engine.run_case(times)
        assert len(times) == PER_CASE["history"] == 6
        assert engine.faults() == []


@pytest.mark.parametrize("program", [Limit, Plain])
def test_a_case_of_hand_written_sql_is_six_steps_too(program, postgresql_server):
    with database(postgresql_server.url("postgres"), "reference") as url, closing(program(url)) as client:
        times = []
        client.run_case(times)
        assert len(times) == 6
        assert tuple(client.counts()) == (1, 1, 5, 6)
        assert client.faults() == []


def test_rows_that_are_missing_are_noticed(tmp_path):
    with closing(PlainSqlite(f"sqlite:///{tmp_path / 'limit.db'}")) as client:
        client.run_case([])
        client.connection.execute("DELETE FROM wf_audit WHERE id = 1")
        assert client.faults() == ["audit: 5, not 6"]
