"""Form values as they are stored and sent, and as guards see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, DecimalException
from types import MappingProxyType
from typing import Any, Final

from workflow.core.canonical import plain
from workflow.core.errors import BadDefinition
from workflow.core.expression_types import (
    BOOL,
    DATE,
    DECIMAL,
    INT,
    RECORD,
    TEXT,
    ExprType,
    enum_of,
    list_of,
)
from workflow.core.form import FieldSpec


def to_json(values: Mapping[str, object]) -> dict[str, Any]:
    """The stored and the API form: decimals in their shortest spelling and dates as text.

    Its commitments are those of the values themselves.
    """
    return dict(plain(values))


def from_json(specs: Sequence[FieldSpec], doc: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a stored form. A name that `specs` do not have, from another version, is kept as it is.

    Raises BadDefinition when a stored value does not fit the type of its field.
    """
    known = {spec.name: spec for spec in specs}
    return {
        name: _read(known[name], value) if name in known else value for name, value in doc.items() if value is not None
    }


def schema_for(specs: Sequence[FieldSpec], prefix: str = "data") -> dict[str, ExprType]:
    """Dotted paths and types for guards. A column of a table is the list of its values (`data.costs.price`).

    Rules inside a table see its row under `row`; their schema has that prefix.
    """
    schema: dict[str, ExprType] = {}
    for spec in specs:
        path = f"{prefix}.{spec.name}"
        schema[path] = _type_of(spec)
        below = schema_for(spec.fields, path)
        if spec.type == "table":
            below = {name: list_of(typed) for name, typed in below.items() if typed.kind not in {"list", "record"}}
        schema |= below
    return schema


def _type_of(spec: FieldSpec) -> ExprType:
    codes = tuple(option.code for option in spec.options)
    if spec.type == "enum":
        return enum_of(*codes)
    if spec.type == "multi":
        return list_of(enum_of(*codes))
    return _TYPES.get(spec.type, TEXT)


def _read(spec: FieldSpec, stored: Any) -> Any:
    read = _READERS.get(spec.type)
    if read is None:
        return stored
    try:
        return read(spec, stored)
    except (TypeError, ValueError, AttributeError, DecimalException):
        raise BadDefinition(f"stored value of {spec.name} is no {spec.type}") from None


_TYPES: Final[Mapping[str, ExprType]] = MappingProxyType(
    {
        "int": INT,
        "decimal": DECIMAL,
        "money": DECIMAL,
        "bool": BOOL,
        "date": DATE,
        "group": RECORD,
        "table": list_of(RECORD),
    }
)
_READERS: Final[Mapping[str, Callable[[FieldSpec, Any], Any]]] = MappingProxyType(
    {
        "decimal": lambda _spec, stored: Decimal(stored),
        "money": lambda _spec, stored: Decimal(stored),
        "date": lambda _spec, stored: date.fromisoformat(stored),
        "multi": lambda _spec, stored: tuple(stored),
        "group": lambda spec, stored: from_json(spec.fields, stored),
        "table": lambda spec, stored: tuple(from_json(spec.fields, row) for row in stored),
    }
)
