"""Finding cases by a code in one of their fields."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.writing import change, count, rows, written
from tests.support.steps import DATA, MORNING, TITLE, following, start
from workflow.store.engine import Database
from workflow.store.mentions import cases_with
from workflow.store.migrating import newest_version, upgrade
from workflow.store.steps import write_step


def found(database: Database, fields, code: str, most: int = 10) -> list[int]:
    with database.snapshot() as connection:
        return cases_with(connection, fields, code, most=most)


def naming(case: int, code: str):
    """The first step of a case that has a code in a field."""
    first = start(case)
    return replace(first, after=replace(first.after, data={**DATA, "partner": code}))


def test_cases_are_found_by_the_field_of_their_process_newest_first(database):
    for case in (5, 6):
        written(database, naming(case, "north"), codes=("north",))
    written(database, naming(7, "south"), codes=("south",))
    assert found(database, {"agreement": ("title", "partner")}, "north") == [6, 5]
    assert found(database, {"agreement": ("partner",)}, "north", most=1) == [6]


def test_other_fields_and_processes_do_not_count(database):
    written(database, naming(5, "north"), codes=("north",))
    assert found(database, {"agreement": ("title",), "other": ("partner",)}, "north") == []
    assert found(database, {}, "north") == []


def test_a_case_that_names_another_row_now_is_found_by_that_one_only(database):
    first = naming(5, "north")
    written(database, first, codes=("north",))
    moved = {"data": {**DATA, "partner": "south"}}
    changed = following(first.after, at=MORNING + timedelta(hours=1), changes=moved)
    with database.step() as connection:
        assert write_step(connection, changed, title=TITLE, codes=("south",))
    assert found(database, {"agreement": ("partner",)}, "north") == []
    assert found(database, {"agreement": ("partner",)}, "south") == [5]


@pytest.fixture
def before(database):
    """The schema as the bounded lists found it; other tests share the database, so it says at the end what it is."""
    change(database, "DROP INDEX ix_cases_running")
    change(database, "UPDATE alembic_version SET version_num = '0007'")
    yield database
    change(database, f"UPDATE alembic_version SET version_num = '{newest_version()}'")


def test_cases_of_before_are_found_after_the_migration(before):
    database = before
    written(database, naming(5, "north"))
    moment = "'2026-01-01T00:00:00.000000Z'"
    change(
        database,
        "INSERT INTO register_rows (register, code, version, data, changed_at, changed_by)"
        f" VALUES ('partners', 'north', 1, '{{}}', {moment}, 0)",
    )
    assert found(database, {"agreement": ("partner",)}, "north") == []
    with database.transaction() as connection:
        upgrade(connection, "0008")
    assert found(database, {"agreement": ("partner",)}, "north") == [5]
    assert rows(database, "SELECT term FROM title_terms WHERE term LIKE '=%'") == [("=north",)]
    assert count(database, "title_terms") > 1
