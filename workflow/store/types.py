"""Columns that mean the same on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from workflow.core.canonical import canonical_bytes, moment_text

Id = BigInteger().with_variant(Integer(), "sqlite")
"""63 bits; SQLite's INTEGER holds them, and only INTEGER can be its row id."""


def read_moment(text: str) -> datetime:
    """The moment in UTC, from either database's text."""
    return datetime.fromisoformat(text).astimezone(UTC)


def json_text(value: object) -> str:
    """Canonical, so that equal values are equal texts. Raises NotCanonical."""
    return canonical_bytes(value).decode() if value != {} else "{}"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: TIMESTAMPTZ, or ISO text with microseconds and `Z`, which sorts as time does."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return moment_text(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return read_moment(value) if dialect.name == "sqlite" else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """Canonical JSON, kept as it was written: PostgreSQL's `json` (not `jsonb`, which reorders), SQLite's text."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return json_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) and dialect.name == "sqlite" else value
