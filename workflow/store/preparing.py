"""Statements that PostgreSQL keeps prepared on a connection, sent straight through libpq.

A step is two statements, and a cursor of the driver costs more than everything else that a step does in Python here.
The driver's own way of preparing is turned off beside this one: it forgets all statements with every rollback.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

MOST: Final = 500
"""Statements one connection remembers: a step has one text per shape (which parts, one row or many)."""

_DONE: Final = frozenset({1, 2})
"""libpq's PGRES_COMMAND_OK and PGRES_TUPLES_OK."""
_NUL: Final = b"\0"


class Prepared:
    """What one driver connection has prepared. Only the thread that has checked it out may use it."""

    def __init__(self, driver: Any, dbapi: Any) -> None:
        self._libpq = driver.pgconn
        self._dbapi = dbapi
        self._reader = dbapi.adapt.Transformer(driver)
        self._names: dict[str, bytes] = {}

    def run(self, text: str, parameters: Sequence[str | int | None]) -> list[tuple[Any, ...]]:
        """All rows. Parameters go as text: the statement says what they are. Raises the driver's errors."""
        values = [None if value is None else str(value).encode() for value in parameters]
        # libpq takes a text up to its first NUL.
        if _NUL in b"".join(filter(None, values)):
            raise self._dbapi.DataError("PostgreSQL texts cannot hold NUL")
        result = self._checked(self._libpq.exec_prepared(self._names.get(text) or self._prepare(text), values))
        self._reader.set_pgresult(result)
        rows: list[tuple[Any, ...]] = self._reader.load_rows(0, result.ntuples, tuple)
        return rows

    def _prepare(self, text: str) -> bytes:
        if len(self._names) >= MOST:
            self._checked(self._libpq.exec_(b"DEALLOCATE ALL"))
            self._names.clear()
        name = f"s{len(self._names)}".encode()
        self._checked(self._libpq.prepare(name, text.encode()))
        self._names[text] = name
        return name

    def _checked(self, result: Any) -> Any:
        if result.status in _DONE:
            return result
        if self._libpq.status != self._dbapi.pq.ConnStatus.OK:
            raise self._dbapi.OperationalError(self._libpq.get_error_message())
        raise self._dbapi.errors.error_from_result(result)
