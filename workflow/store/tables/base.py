"""One metadata with one way of naming, so that a migration can name what it changes."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Index, MetaData, Table, text
from sqlalchemy.schema import SchemaItem

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: Final = MetaData(naming_convention=NAMING)


def clustered(name: str, *items: SchemaItem) -> Table:
    """A table that SQLite keeps in the order of its key: what belongs to one case lies together."""
    return Table(name, metadata, *items, sqlite_with_rowid=False)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, postgresql_where=text(where), sqlite_where=text(where))


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def digest(column: str) -> CheckConstraint:
    """SHA-256 in hex."""
    return CheckConstraint(f"length({column}) = 64", name=column)
