import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from workflow.store.engine import open_database
from workflow.store.errors import Violated
from workflow.store.migrating import migrate, newest_version, schema_version, upgrade
from workflow.store.tables import metadata, triggers

SQLITE_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%' ORDER BY 1, 2"
POSTGRESQL_SCHEMA = """
SELECT 'column', c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
  || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(c.reloptions::text, '')
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    yield server.create("qianhe_empty")
    server.drop("qianhe_empty")


@pytest.fixture
def empty(empty_url):
    database = open_database(empty_url)
    yield database
    database.dispose()


def schema(database):
    with database.transaction() as connection:
        wanted = SQLITE_SCHEMA if connection.dialect == "sqlite" else POSTGRESQL_SCHEMA
        found = [tuple(" ".join(str(part).split()) for part in row) for row in connection.run(wanted, ())]
    return [row for row in found if "alembic" not in " ".join(row)]


def test_the_migrated_schema_is_the_one_that_the_code_describes(empty, request):
    migrated = request.getfixturevalue(empty.dialect)
    with empty.transaction() as connection:
        metadata.create_all(connection.sql)
        for statement in getattr(triggers, f"{empty.dialect}_triggers")():
            connection.driver.execute(statement)
    assert schema(migrated) == schema(empty)


def test_alembic_finds_nothing_left_to_migrate(database):
    with database.transaction() as connection:
        assert compare_metadata(MigrationContext.configure(connection.sql), metadata) == []


def test_migrating_an_empty_database_reaches_the_newest_version_and_again_changes_nothing(empty):
    with empty.transaction() as connection:
        assert schema_version(connection) is None
    migrate(empty)
    before = schema(empty)
    migrate(empty)
    assert schema(empty) == before
    with empty.snapshot() as connection:
        assert schema_version(connection) == newest_version()


def test_two_processes_that_migrate_at_once_both_come_up(empty_url):
    together = threading.Barrier(2)

    def start(_):
        database = open_database(empty_url)
        together.wait()
        migrate(database)
        with database.snapshot() as connection:
            version = schema_version(connection)
        database.dispose()
        return version

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(start, range(2))) == [newest_version()] * 2


def test_a_migration_that_fails_leaves_nothing(empty):
    with empty.transaction() as connection:
        connection.driver.execute("CREATE TABLE uploads (id TEXT)")
    with pytest.raises(Exception, match="uploads"):
        migrate(empty)
    assert [row[1] for row in schema(empty) if row[0] in {"table", "column"}] == ["uploads"]


def test_decisions_of_before_are_kept_when_their_table_learns_of_people_outside(empty):
    with empty.transaction() as connection:
        upgrade(connection, "0019-1")
        write_with_a_decision(connection, "deputy", 7)
    kept = decided(empty)
    migrate(empty)
    assert decided(empty) == kept == [("deputy", 7, 8)]
    with empty.transaction() as connection:
        add_decision(connection, 2, "partner", -3, "NULL")
    for capacity, actor in (("partner", 3), ("own", -3)):
        with pytest.raises(Violated), empty.transaction() as connection:
            add_decision(connection, 3, capacity, actor, "NULL")


def decided(database):
    with database.snapshot() as connection:
        found = connection.execute(text("SELECT capacity, actor, on_behalf_of FROM decisions ORDER BY seq"))
        return [tuple(row) for row in found]


def write_with_a_decision(connection, capacity, actor):
    at = "'2026-01-01T00:00:00.000000Z'"
    for table, values in (
        ("cases", {"id": 5, "process": "'p'", "applicant": 1, "applicant_post": "'x'", "applicant_unit": "'x'",
                   "title_zh": "'x'", "title_en": "'x'", "data": "'[]'", "documents": "'[]'", "salts": "'[]'",
                   "definition": "'x'", "stopped_days": 0, "path": "'[]'", "visits": "'[]'", "version": 1,
                   "state": "'s'", "visit": 1, "tasks_opened": 1, "decisions_made": 1, "timers_set": 0, "head": "'x'"}),
        ("tasks", {"case_id": 5, "seq": 1, "visit": 1, "state": "'s'", "key": "'k'", "branch": "'k'",
                   "kind": "'decide'", "holders": "'[]'", "opened_at": at}),
    ):  # fmt: skip
        said = ", ".join(str(value) for value in values.values())
        connection.execute(text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({said})"))
    add_decision(connection, 1, capacity, actor, actor + 1)


def add_decision(connection, seq, capacity, actor, behalf):
    columns = (
        "case_id, seq, task_seq, state, visit, key, outcome, actor, at, capacity, on_behalf_of, binds, scope, status"
    )
    values = (
        f"5, {seq}, 1, 's', 1, 'k', 'agree', {actor}, '2026-01-01T00:00:00.000000Z', '{capacity}', {behalf}, '[]', ''"
    )
    written = f"INSERT INTO decisions ({columns}, void_reason, input) VALUES ({values}, 'void', 'x', '[]')"
    connection.execute(text(written))
