"""The functions of the guard language.

Each takes the types of its arguments and gives its own type and its body.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from types import MappingProxyType
from typing import Any, Final

from workflow.core.expression_types import BOOL, DATE, INT, EvaluationFailed, ExprType, common
from workflow.core.expression_values import exact

Typed = tuple[ExprType, Callable[..., Any]]
Typing = Callable[[Sequence[ExprType]], Typed | None]


def _len(types: Sequence[ExprType]) -> Typed | None:
    return (INT, len) if len(types) == 1 and types[0].kind in {"text", "enum", "list"} else None


def _abs(types: Sequence[ExprType]) -> Typed | None:
    return (types[0], _absolute) if len(types) == 1 and types[0].is_number else None


def _absolute(number: Any) -> Any:
    return -number if number < 0 else number


def _sum(types: Sequence[ExprType]) -> Typed | None:
    element = _only_list(types)
    return (element, partial(_total, exact("add"))) if element and element.is_number else None


def _total(add: Callable[[Any, Any], Any], numbers: Sequence[Any]) -> Any:
    return reduce(add, numbers, 0)


def _extreme(body: Callable[..., Any], types: Sequence[ExprType]) -> Typed | None:
    """`min` and `max` of one list, or of two or more values."""
    element = _only_list(types)
    if element:
        return (element, partial(_of_some, body)) if element.is_ordered else None
    if len(types) < 2:
        return None
    shared: ExprType | None = types[0]
    for kind in types[1:]:
        shared = common(shared, kind) if shared else None
    return (shared, body) if shared and shared.is_ordered else None


def _of_some(body: Callable[..., Any], values: Sequence[Any]) -> Any:
    if not values:
        raise EvaluationFailed("empty_list")
    return body(values)


def _truths(body: Callable[..., Any], types: Sequence[ExprType]) -> Typed | None:
    return (BOOL, body) if _only_list(types) == BOOL else None


def _days_between(types: Sequence[ExprType]) -> Typed | None:
    return (INT, _days) if list(types) == [DATE, DATE] else None


def _days(first: Any, last: Any) -> int:
    return int((last - first).days)


def _only_list(types: Sequence[ExprType]) -> ExprType | None:
    return types[0].element if len(types) == 1 else None


FUNCTIONS: Final[Mapping[str, Typing]] = MappingProxyType(
    {
        "len": _len,
        "abs": _abs,
        "sum": _sum,
        "min": partial(_extreme, min),
        "max": partial(_extreme, max),
        "any": partial(_truths, any),
        "all": partial(_truths, all),
        "days_between": _days_between,
    }
)
"""Name to typing rule; a rule answers None when the arguments do not fit.

`days_between(a, b)` is b - a in days.
"""
