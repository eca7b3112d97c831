"""The connection to either database, and the only place that commits.

Every driver connection is in autocommit, and transactions are begun by name. So one connection serves both ways of
working: a step that is a single statement, and a transaction of many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from workflow.store.connecting import POSTGRESQL, PREPARED, SQLITE, new_engine
from workflow.store.errors import StoreError, TryAgain, translated
from workflow.store.preparing import Prepared

Dialect = Literal["postgresql", "sqlite"]

_WRITING: Final = {"postgresql": "BEGIN ISOLATION LEVEL READ COMMITTED", "sqlite": "BEGIN IMMEDIATE"}
_READING: Final = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN"}
_REPORTING: Final = {
    "postgresql": f"{_READING['postgresql']}; SET LOCAL enable_seqscan = on; SET LOCAL statement_timeout = '5min'",
    "sqlite": "BEGIN",
}


class Connection:
    """One connection of the pool: `driver` as it is, and `sql`, made when first asked for, as SQLAlchemy dresses it."""

    __slots__ = ("_engine", "_pooled", "_prepared", "_sql", "begun", "dialect", "driver")

    def __init__(self, engine: Engine, pooled: PoolProxiedConnection, dialect: Dialect) -> None:
        self._engine = engine
        self._pooled = pooled
        self._prepared: Prepared | None = pooled.info.get(PREPARED)
        self._sql: sa.Connection | None = None
        self.driver: Any = pooled.driver_connection
        self.dialect: Final[Dialect] = dialect
        self.begun = False

    @property
    def sql(self) -> sa.Connection:
        if self._sql is None:
            self._sql = sa.Connection(self._engine, self._pooled)
        return self._sql

    def begin(self) -> None:
        """From here on one transaction, ended by whoever handed out this connection; already begun, nothing happens."""
        if not self.begun:
            self.driver.execute(_WRITING[self.dialect])
            self.begun = True

    def execute(self, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[*tuple[Any, ...]]:
        return self.sql.execute(statement, parameters)

    def run(self, text: str, parameters: Sequence[str | int | None]) -> list[tuple[Any, ...]]:
        """A statement of `store.sql` with numbered parameters, prepared once per connection."""
        if self._prepared is not None:
            return self._prepared.run(text, parameters)
        rows: list[tuple[Any, ...]] = self.driver.execute(text, parameters).fetchall()
        return rows

    def end(self, *, keep: bool) -> None:
        """Commit or roll back what was begun."""
        if self.begun:
            if keep:
                self.driver.commit()
            else:
                self.driver.rollback()
            self.begun = False

    def close(self) -> None:
        (self._sql or self._pooled).close()


class Database:
    """Hands out connections. Whatever its blocks raise is rolled back; database errors leave as store errors."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.dialect: Final[Dialect] = "postgresql" if engine.dialect.name == POSTGRESQL else "sqlite"

    def transaction(self) -> AbstractContextManager[Connection]:
        """For writing: committed on return. SQLite takes the one write lock at once, so reads in it stay true."""
        return self._connection(_WRITING[self.dialect])

    def snapshot(self) -> AbstractContextManager[Connection]:
        """For reading: all statements see the same moment."""
        return self._connection(_READING[self.dialect])

    def report(self) -> AbstractContextManager[Connection]:
        """A snapshot for questions about very many cases: longer, and whole tables may be read. Load no case in it."""
        return self._connection(_REPORTING[self.dialect])

    def step(self) -> AbstractContextManager[Connection]:
        """For load and write of one case. On PostgreSQL each statement stands alone until `begin` is called."""
        return self._connection(_WRITING["sqlite"] if self.dialect == SQLITE else None)

    def dispose(self) -> None:
        """Closes what is idle; the next use connects anew."""
        self._engine.dispose()

    @contextmanager
    def _connection(self, begin: str | None) -> Iterator[Connection]:
        try:
            connection = Connection(self._engine, self._engine.raw_connection(), self.dialect)
            try:
                if begin is not None:
                    connection.driver.execute(begin)
                    connection.begun = True
                yield connection
                connection.end(keep=True)
            except BaseException:
                connection.end(keep=False)
                raise
            finally:
                connection.close()
        except sa.exc.TimeoutError as problem:
            raise TryAgain(str(problem)) from problem
        except DBAPIError as problem:
            raise self._translated(problem.orig) from problem
        except self._engine.dialect.loaded_dbapi.Error as problem:
            raise self._translated(problem) from problem

    def _translated(self, problem: BaseException | None) -> StoreError:
        error = translated(problem)
        if isinstance(error, TryAgain) and error.lost:
            self._engine.dispose()
        return error


def open_database(url: str, *, pool_size: int = 8) -> Database:
    """`sqlite:////path/file.db` or `postgresql://…`. Opens nothing yet."""
    return Database(new_engine(url, pool_size=pool_size))
