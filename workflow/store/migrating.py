"""Bringing a database to the newest schema, whatever it holds; harmless to repeat."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from workflow.store.engine import Connection, Database

_ONE_AT_A_TIME = 7_114_001


def migrate(database: Database) -> None:
    """All missing versions in one transaction; several processes that start at once wait for the first."""
    with database.transaction() as connection:
        if connection.dialect == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
        else:
            connection.execute(text("SELECT 1"))
        upgrade(connection, "head")


def upgrade(connection: Connection, revision: str) -> None:
    """The missing versions up to `revision`, in the transaction of the connection."""
    config = _config()
    config.attributes["connection"] = connection.sql
    command.upgrade(config, revision)


def schema_version(connection: Connection) -> str | None:
    """The newest version that this database has; None when it was never migrated."""
    return MigrationContext.configure(connection.sql).get_current_revision()


def newest_version() -> str:
    """The version that this code wants."""
    version = ScriptDirectory.from_config(_config()).get_current_head()
    assert version is not None
    return version


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "workflow.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
