"""Comparisons: what may be compared with what, and the closures that do it."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from workflow.core.expression_nodes import Node
from workflow.core.expression_types import BOOL, DATE, TEXT, BadExpression, ExprType, comparable, list_of
from workflow.core.expression_values import Values, found
from workflow.core.spelling import near_misses

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EQUALITY: Final = (ast.Eq, ast.NotEq)


def compared(operation: ast.cmpop, left: Node, right: Node, source: str) -> Node:
    """One pair of a comparison. Raises BadExpression."""
    if isinstance(operation, ast.Is | ast.IsNot):
        return _is_none(left, right, source, wanted=isinstance(operation, ast.Is))
    for node in (left, right):
        if node.type.kind == "none":
            raise BadExpression("use_is_none", node.column)
    left, right = _with_dates(left, right)
    if isinstance(operation, ast.In | ast.NotIn):
        _check_member(left, right)
    else:
        _check_pair(left, right)
        if not isinstance(operation, _EQUALITY) and not (left.type.is_ordered and right.type.is_ordered):
            raise BadExpression("not_ordered", left.column, types=_types(left, right))
    body, first, second = _OPERATIONS[type(operation)], left.run, right.run

    def run(values: Values) -> Any:
        return body(first(values), second(values))

    return Node("compare", BOOL, run, source, left.column, (left, right), _SIGNS[type(operation)])


def as_date(node: Node) -> Node:
    """A text literal, or a list of them, as the dates they spell; any other node as it is."""
    if node.kind == "literal" and node.type == TEXT:
        day = _day(node)
        return replace(node, type=DATE, value=day, run=lambda _values: day)
    if node.type == list_of(TEXT) and node.parts:
        days = [_day(part) for part in node.parts if part.kind == "literal"]
        if len(days) == len(node.parts):
            return replace(node, type=list_of(DATE), run=lambda _values: days)
    return node


def _is_none(left: Node, right: Node, source: str, *, wanted: bool) -> Node:
    if right.type.kind != "none" or left.kind != "name":
        raise BadExpression("is_only_for_none", left.column)
    path = str(left.value).split(".")

    def run(values: Values) -> bool:
        return (found(values, path) is None) is wanted

    return Node("compare", BOOL, run, source, left.column, (left,), "is" if wanted else "is not")


def _day(node: Node) -> date:
    text = str(node.value)
    if not _ISO_DATE.fullmatch(text):
        raise BadExpression("not_a_date", node.column, text=text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadExpression("not_a_date", node.column, text=text) from None


def _with_dates(left: Node, right: Node) -> tuple[Node, Node]:
    if left.type == DATE:
        right = as_date(right)
    if DATE in {right.type, right.type.element}:
        left = as_date(left)
    return left, right


def _check_pair(left: Node, right: Node) -> None:
    if not comparable(left.type, right.type):
        raise BadExpression("not_comparable", left.column, types=_types(left, right))
    _check_option(left.type, right)
    _check_option(right.type, left)


def _check_member(left: Node, right: Node) -> None:
    element = right.type.element
    if element is None:
        raise BadExpression("not_a_list", right.column, type=str(right.type))
    if not comparable(left.type, element):
        raise BadExpression("not_comparable", left.column, types=_types(left, right))
    _check_option(element, left)
    for part in right.parts:
        _check_option(left.type, part)


def _check_option(enum: ExprType, literal: Node) -> None:
    if enum.kind != "enum" or literal.kind != "literal" or literal.value in enum.options:
        return
    value = str(literal.value)
    near = near_misses(value, enum.options)
    raise BadExpression("unknown_option", literal.column, value=value, near=near, options=enum.options)


def _types(left: Node, right: Node) -> tuple[str, str]:
    return str(left.type), str(right.type)


_SIGNS: Final[Mapping[type[ast.cmpop], str]] = MappingProxyType(
    {
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.In: "in",
        ast.NotIn: "not in",
    }
)
_OPERATIONS: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
        ast.In: lambda value, values: value in values,
        ast.NotIn: lambda value, values: value not in values,
    }
)
