"""The connection to either database, and the only place that commits.

Every driver connection is in autocommit, and transactions are begun by name. So one connection serves both ways of
working: a step that is a single statement, and a transaction of many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from workflow.store.connecting import POSTGRESQL, SQLITE, new_engine
from workflow.store.errors import StoreError, TryAgain, translated

Dialect = Literal["postgresql", "sqlite"]

_WRITING: Final = {"postgresql": "BEGIN ISOLATION LEVEL READ COMMITTED", "sqlite": "BEGIN IMMEDIATE"}
_READING: Final = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN"}
_REPORTING: Final = {
    "postgresql": f"{_READING['postgresql']}; SET LOCAL enable_seqscan = on; SET LOCAL statement_timeout = '5min'",
    "sqlite": "BEGIN",
}


@dataclass(slots=True)
class Connection:
    """`sql` is SQLAlchemy's, `driver` the same connection below it."""

    sql: sa.Connection
    driver: Any
    dialect: Dialect
    begun: bool = False

    def begin(self) -> None:
        """From here on one transaction, ended by whoever handed out this connection; already begun, nothing happens."""
        if not self.begun:
            self.driver.execute(_WRITING[self.dialect])
            self.begun = True

    def execute(self, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[*tuple[Any, ...]]:
        return self.sql.execute(statement, parameters)

    def run(self, text: str, parameters: Sequence[str | int | None]) -> list[tuple[Any, ...]]:
        """A statement of `store.sql` with numbered parameters; PostgreSQL prepares it once per connection.

        All parameters go as text there, else the size of a number would make it another prepared statement.
        """
        if self.dialect == SQLITE:
            cursor = self.driver.execute(text, parameters)
        else:
            cursor = self.sql.dialect.loaded_dbapi.RawCursor(self.driver)
            cursor.execute(text, [str(value) if type(value) is int else value for value in parameters], prepare=True)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class Database:
    """Hands out connections. Whatever its blocks raise is rolled back; database errors leave as store errors."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.dialect: Final[Dialect] = "postgresql" if engine.dialect.name == POSTGRESQL else "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """For writing: committed on return. SQLite takes the one write lock at once, so reads in it stay true."""
        with self._connection(_WRITING[self.dialect]) as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """For reading: all statements see the same moment."""
        with self._connection(_READING[self.dialect]) as connection:
            yield connection

    @contextmanager
    def report(self) -> Iterator[Connection]:
        """A snapshot for questions about very many cases: longer, and whole tables may be read. Load no case in it."""
        with self._connection(_REPORTING[self.dialect]) as connection:
            yield connection

    @contextmanager
    def step(self) -> Iterator[Connection]:
        """For load and write of one case. On PostgreSQL each statement stands alone until `begin` is called."""
        with self._connection(_WRITING["sqlite"] if self.dialect == SQLITE else None) as connection:
            yield connection

    def dispose(self) -> None:
        """Closes what is idle; the next use connects anew."""
        self._engine.dispose()

    @contextmanager
    def _connection(self, begin: str | None) -> Iterator[Connection]:
        try:
            with self._engine.connect() as sql, self._ended(sql, begin) as connection:
                yield connection
        except sa.exc.TimeoutError as problem:
            raise TryAgain(str(problem)) from problem
        except DBAPIError as problem:
            raise self._translated(problem.orig) from problem
        except self._engine.dialect.loaded_dbapi.Error as problem:
            raise self._translated(problem) from problem

    @contextmanager
    def _ended(self, sql: sa.Connection, begin: str | None) -> Iterator[Connection]:
        connection = Connection(sql, sql.connection.driver_connection, self.dialect)
        if begin is not None:
            connection.driver.execute(begin)
            connection.begun = True
        try:
            yield connection
            if connection.begun:
                connection.driver.commit()
        except BaseException:
            if connection.begun:
                connection.driver.rollback()
            raise

    def _translated(self, problem: BaseException | None) -> StoreError:
        error = translated(problem)
        if isinstance(error, TryAgain) and error.lost:
            self._engine.dispose()
        return error


def open_database(url: str, *, pool_size: int = 8) -> Database:
    """`sqlite:////path/file.db` or `postgresql://…`. Opens nothing yet."""
    return Database(new_engine(url, pool_size=pool_size))
