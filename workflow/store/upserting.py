"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy offers per database."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from workflow.store.engine import Connection


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect == "postgresql" else sqlite.insert(table)
