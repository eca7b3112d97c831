"""Where the two databases spell one thing differently in the statements of a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, Integer, Text
from sqlalchemy.types import BigInteger, TypeEngine

from workflow.store.types import Json, Moment

_CASTS: Final[tuple[tuple[type[TypeEngine[Any]], str], ...]] = (
    (Json, "json"),
    (Moment, "timestamptz"),
    (BigInteger, "bigint"),
    (Integer, "int"),
    (Boolean, "boolean"),
    (Date, "date"),
    (Text, "text"),
)


def cast(column: Column[Any]) -> str:
    """PostgreSQL's name for a column's type."""
    return next(name for kind, name in _CASTS if isinstance(column.type, kind))


def names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@dataclass(frozen=True, slots=True)
class Speech:
    """`ids` reads a JSON array of ids as rows."""

    array: str
    gather: str
    pairs: str
    mark: str
    typed: bool
    ids: str

    def parameter(self, position: int, kind: str) -> str:
        return f"{self.mark}{position}::{kind}" if self.typed else f"{self.mark}{position}"

    def read(self, column: Column[Any], alias: str) -> str:
        """A column as a part of a JSON text; SQLite must be told that a text is JSON already."""
        name = f'{alias}."{column.name}"'
        return name if self.typed or not isinstance(column.type, Json) else f"json({name})"


POSTGRESQL: Final = Speech(
    "json_build_array",
    "json_agg",
    "json_object_agg",
    "$",
    typed=True,
    ids="(SELECT i::bigint FROM json_array_elements_text({}::json) i)",
)
SQLITE: Final = Speech(
    "json_array", "json_group_array", "json_group_object", "?", typed=False, ids="(SELECT value FROM json_each({}))"
)
