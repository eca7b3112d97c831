"""How a driver connection is set up on either database."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from workflow.store.errors import StoreError
from workflow.store.preparing import Prepared
from workflow.store.types import json_text

POSTGRESQL: Final = "postgresql"
SQLITE: Final = "sqlite"

SAFE_WAL: Final = (3, 51, 3)
"""The first SQLite whose write-ahead log cannot be reset under a reader; older ones get the rollback journal."""

PREPARED: Final = "prepared"
"""Where a pooled connection keeps what it has prepared."""

_OPEN: Final = frozenset({1, 2, 3})
"""libpq's states of a transaction that has begun: PQTRANS_ACTIVE, INTRANS and INERROR."""

PROBED_AFTER: Final = 1.0
"""Seconds."""

# Plans of prepared statements are made when tables are small and kept while they grow: so never by reading whole
# tables, and without making five throw-away plans first.
_POSTGRESQL_SETTINGS: Final = {
    "timezone": "UTC",
    "lock_timeout": "5s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "15s",
    "application_name": "qianhe",
    "enable_seqscan": "off",
    "plan_cache_mode": "force_generic_plan",
}
_SQLITE_PRAGMAS: Final = ("foreign_keys = ON", "busy_timeout = 30000", "trusted_schema = OFF", "mmap_size = 0")


def new_engine(url: str, *, pool_size: int) -> Engine:
    """An engine whose connections are in autocommit; see `workflow.store.engine` for why."""
    address = make_url(url)
    if address.get_backend_name() == SQLITE:
        return _sqlite_engine(address, pool_size)
    if address.get_backend_name() == POSTGRESQL:
        return _postgresql_engine(address, pool_size)
    raise StoreError(f"no such database: {address.get_backend_name()}")


def _postgresql_engine(address: URL, pool_size: int) -> Engine:
    settings = " ".join(f"-c {name}={value}" for name, value in _POSTGRESQL_SETTINGS.items())
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_use_lifo=True,
        pool_reset_on_return=None,
        json_serializer=json_text,
        use_native_hstore=False,
        connect_args={"options": settings, "connect_timeout": 5},
    )
    event.listen(engine, "connect", _preparing_with(engine.dialect.loaded_dbapi))
    event.listen(engine, "checkin", _leave)
    event.listen(engine, "checkout", _probe_idle)
    return engine


def _preparing_with(dbapi: Any) -> Callable[[Any, ConnectionPoolEntry], None]:
    def set_up(connection: Any, record: ConnectionPoolEntry) -> None:
        connection.prepare_threshold = None
        record.info[PREPARED] = Prepared(connection, dbapi)

    return set_up


def _leave(connection: Any, record: ConnectionPoolEntry) -> None:
    """Transactions are ended by who began them; this is for one that an interrupt left open."""
    if connection is not None and connection.pgconn.transaction_status in _OPEN:
        connection.rollback()
    record.info["idle_since"] = time.monotonic()


def _probe_idle(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """A connection that lay idle may have died; asking one in constant use would cost a step a third of its time."""
    if time.monotonic() - record.info.get("idle_since", time.monotonic()) < PROBED_AFTER:
        return
    try:
        connection.execute("SELECT 1")
    except Exception as problem:
        raise DisconnectionError from problem


def _sqlite_engine(address: URL, pool_size: int) -> Engine:
    if not address.database or address.database == ":memory:":
        raise StoreError("SQLite needs a file")
    engine = create_engine(
        address,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 256},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    for pragma in journal_pragmas(sqlite3.sqlite_version_info):
        connection.execute(f"PRAGMA {pragma}")


def journal_pragmas(library: tuple[int, ...]) -> tuple[str, str]:
    """Durable on power loss in both modes."""
    if library >= SAFE_WAL:
        return ("journal_mode = WAL", "synchronous = FULL")
    return ("journal_mode = DELETE", "synchronous = EXTRA")
