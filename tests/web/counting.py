"""How many statements a page sends to the database."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from workflow.store.engine import Database


def statements_of(database: Database, do: Callable[[], object]) -> int:
    """Counted by SQLite itself; what begins and ends transactions does not count."""
    sent: list[str] = []

    def listen(driver: object, *_: object) -> None:
        driver.set_trace_callback(sent.append)

    pool = database._engine.pool
    event.listen(pool, "checkout", listen)
    try:
        do()
    finally:
        event.remove(pool, "checkout", listen)
    return len([text for text in sent if not text.startswith(("BEGIN", "COMMIT", "ROLLBACK"))])
