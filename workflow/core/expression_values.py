"""How a name finds its value, and arithmetic that is exact or refuses."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow
from typing import Any, Final

from workflow.core.expression_types import EvaluationFailed, ExprType, UnsetName

Values = Mapping[str, Any]
Run = Callable[[Values], Any]

LARGEST: Final = 10**18
_PRECISION: Final = 80


def loader(name: str, kind: ExprType, longest: int) -> Run:
    """Reads a dotted name from nested mappings; refuses unset values, other types, lists over `longest`."""
    if kind.kind == "list":
        return _list_loader(name, kind, longest)
    path = tuple(name.split("."))
    allowed = kind.python_types

    def load(values: Values) -> Any:
        value: Any = values
        try:
            for part in path:
                value = value[part]
        except (KeyError, TypeError, IndexError):
            value = None
        if type(value) in allowed and (type(value) is not Decimal or value.is_finite()):
            return value
        raise _misfit(name, value)

    return load


def found(values: Values, path: Sequence[str]) -> Any:
    """What stands at the path, None if nothing does; below a list, the column of that name."""
    held: Any = values
    for part in path:
        if isinstance(held, Mapping):
            held = held.get(part)
        elif isinstance(held, list | tuple):
            held = [row.get(part) if isinstance(row, Mapping) else None for row in held]
        else:
            return None
    return held


def exact(operation: str) -> Callable[[Any, Any], Any]:
    """add, subtract or multiply on int and Decimal without rounding. The result beyond 10^18 is refused."""
    plain = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul}[operation]
    context = Context(prec=_PRECISION, traps=[Inexact, InvalidOperation, Overflow])
    decimals = getattr(context, operation)

    def calculate(left: Any, right: Any) -> Any:
        if type(left) is int and type(right) is int:
            return _in_range(plain(left, right))
        try:
            return _in_range(decimals(left, right))
        except DecimalException:
            raise EvaluationFailed("out_of_range") from None

    return calculate


def _in_range(number: Any) -> Any:
    if -LARGEST <= number <= LARGEST:
        return number
    raise EvaluationFailed("out_of_range")


def _list_loader(name: str, kind: ExprType, longest: int) -> Run:
    path = tuple(name.split("."))
    element = kind.element
    is_scalar = element is not None and element.kind != "record"
    allowed = element.python_types if element is not None else ()

    def load(values: Values) -> Any:
        held = found(values, path)
        if not isinstance(held, list | tuple):
            raise _misfit(name, held)
        if len(held) > longest:
            raise EvaluationFailed("too_many_steps", name=name, longest=longest)
        for value in held if is_scalar else ():
            if type(value) not in allowed or (type(value) is Decimal and not value.is_finite()):
                raise _misfit(name, value)
        return held

    return load


def _misfit(name: str, value: object) -> EvaluationFailed:
    return UnsetName(name) if value is None else EvaluationFailed("wrong_type", name=name)
