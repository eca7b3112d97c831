"""From the syntax tree to typed nodes, each with the closure that computes it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from workflow.core.expression_calls import FUNCTIONS
from workflow.core.expression_comparing import as_date, compared
from workflow.core.expression_nodes import Node, Scope
from workflow.core.expression_reading import dotted
from workflow.core.expression_types import BOOL, DECIMAL, INT, NONE, TEXT, ExprType, common, list_of
from workflow.core.expression_values import LARGEST, Run, Values, exact, loader
from workflow.core.spelling import near_misses


def build(at: ast.expr, scope: Scope) -> Node:
    """Raises BadExpression."""
    return _BUILDERS[type(at)](at, scope)


def _constant(at: ast.Constant, scope: Scope) -> Node:
    value = at.value
    if isinstance(value, bool) or value is None or isinstance(value, str):
        typed = NONE if value is None else TEXT if isinstance(value, str) else BOOL
        return _literal(at, scope, typed, value)
    if not isinstance(value, int | float):
        raise scope.bad("not_allowed", at, what=type(value).__name__)
    if not scope.source.is_number(at):
        raise scope.bad("bad_number", at)
    number = value if isinstance(value, int) else Decimal(scope.source.of(at, at))
    if number > LARGEST:
        raise scope.bad("number_too_large", at)
    return _literal(at, scope, INT if isinstance(number, int) else DECIMAL, number)


def _literal(at: ast.expr, scope: Scope, typed: ExprType, value: object) -> Node:
    return scope.node(at, "literal", typed, lambda _values: value, value=value)


def _name(at: ast.expr, scope: Scope) -> Node:
    name = dotted(at)
    if name is None:
        raise scope.bad("not_allowed", at, what="attribute")
    typed = scope.schema.get(name)
    if typed is None:
        known = (*scope.schema, "True", "False", "None")
        raise scope.bad("unknown_name", at, name=name, near=near_misses(name, known))
    return scope.node(at, "name", typed, loader(name, typed, scope.longest), value=name)


def _bool_op(at: ast.BoolOp, scope: Scope) -> Node:
    parts = [_typed(part, scope, BOOL) for part in at.values]
    is_and = isinstance(at.op, ast.And)
    return scope.node(at, "and" if is_and else "or", BOOL, _joined(parts, not is_and), parts=parts)


def _joined(parts: Sequence[Node], settles: bool) -> Run:
    """Runs the parts in order until one gives `settles`."""
    runs = tuple(part.run for part in parts)

    def run(values: Values) -> Any:
        for part in runs:
            if part(values) is settles:
                return settles
        return not settles

    return run


def _unary(at: ast.UnaryOp, scope: Scope) -> Node:
    if isinstance(at.op, ast.Not):
        part = _typed(at.operand, scope, BOOL)
        body: Callable[[Any], Any] = operator.not_
    else:
        part = build(at.operand, scope)
        body = operator.neg
        if not part.type.is_number:
            raise scope.bad("not_a_number", at.operand, type=str(part.type))
    run, sign = part.run, "not" if isinstance(at.op, ast.Not) else "-"
    return scope.node(at, "other", part.type, lambda values: body(run(values)), parts=[part], value=sign)


def _bin_op(at: ast.BinOp, scope: Scope) -> Node:
    parts = [build(at.left, scope), build(at.right, scope)]
    for part, side in zip(parts, (at.left, at.right), strict=True):
        if not part.type.is_number:
            raise scope.bad("not_a_number", side, type=str(part.type))
    calculate = exact(_ARITHMETIC[type(at.op)])
    left, right = parts[0].run, parts[1].run
    typed = common(parts[0].type, parts[1].type) or DECIMAL
    return scope.node(at, "other", typed, lambda values: calculate(left(values), right(values)), parts=parts)


def _list(at: ast.List | ast.Tuple, scope: Scope) -> Node:
    parts = [build(part, scope) for part in at.elts]
    if not parts:
        raise scope.bad("empty_list", at)
    shared: ExprType | None = parts[0].type
    for part, node in zip(parts, at.elts, strict=True):
        shared = common(shared, part.type) if shared else None
        if shared is None or shared.kind in {"none", "list", "record"}:
            raise scope.bad("mixed_list", node, type=str(part.type))
    runs = tuple(part.run for part in parts)
    typed = list_of(shared or TEXT)
    return scope.node(at, "other", typed, lambda values: [run(values) for run in runs], parts=parts)


def _call(at: ast.Call, scope: Scope) -> Node:
    if not isinstance(at.func, ast.Name) or at.keywords:
        raise scope.bad("not_allowed", at, what="call")
    rule = FUNCTIONS.get(at.func.id)
    if rule is None:
        raise scope.bad("unknown_function", at, name=at.func.id, near=near_misses(at.func.id, FUNCTIONS))
    parts = [build(part, scope) for part in at.args]
    if at.func.id == "days_between":
        parts = [as_date(part) for part in parts]
    typed = rule([part.type for part in parts])
    if typed is None:
        raise scope.bad("wrong_arguments", at, name=at.func.id, types=tuple(str(part.type) for part in parts))
    body, runs = typed[1], tuple(part.run for part in parts)
    return scope.node(at, "other", typed[0], lambda values: body(*[run(values) for run in runs]), parts=parts)


def _typed(at: ast.expr, scope: Scope, wanted: ExprType) -> Node:
    node = build(at, scope)
    if node.type != wanted:
        raise scope.bad("not_bool", at, type=str(node.type))
    return node


def _compare(at: ast.Compare, scope: Scope) -> Node:
    sides = [at.left, *at.comparators]
    nodes = [build(side, scope) for side in sides]
    pairs = [
        compared(operation, nodes[index], nodes[index + 1], scope.source.of(sides[index], sides[index + 1]))
        for index, operation in enumerate(at.ops)
    ]
    if len(pairs) == 1:
        return pairs[0]
    return scope.node(at, "and", BOOL, _joined(pairs, settles=False), parts=pairs)


_ARITHMETIC: Final[Mapping[type[ast.operator], str]] = MappingProxyType(
    {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply"}
)
_BUILDERS: Final[Mapping[type[ast.AST], Callable[[Any, Scope], Node]]] = MappingProxyType(
    {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _name,
        ast.BoolOp: _bool_op,
        ast.UnaryOp: _unary,
        ast.BinOp: _bin_op,
        ast.List: _list,
        ast.Tuple: _list,
        ast.Call: _call,
        ast.Compare: _compare,
    }
)
