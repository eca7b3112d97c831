"""Guards: a small total language over declared names, typed when it is published and bounded when it runs.

    data.level == 'university' and (data.amount_twd > 0 or data.terms.fee_waiver)

It is a security boundary: whoever writes definitions gets literals, names, `and or not`, comparisons,
`+ - *` and eight functions, and nothing else of Python. Durations never occur here; time rules have a
grammar of their own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.core.expression_building import build
from workflow.core.expression_nodes import Node, Scope
from workflow.core.expression_reading import MOST_NODES, dotted, read
from workflow.core.expression_types import BadExpression, EvaluationFailed, ExprType, UnsetName
from workflow.core.expression_values import Values, found

__all__ = [
    "BadExpression",
    "EvaluationFailed",
    "Expression",
    "UnsetName",
    "compile_expression",
    "compile_guard",
]

MOST_STEPS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Expression:
    """`names` are the dotted paths it reads. Two expressions are equal when their sources are."""

    source: str
    names: frozenset[str] = field(compare=False)
    tree: Node = field(compare=False, repr=False)

    @property
    def type(self) -> ExprType:
        return self.tree.type

    def evaluate(self, values: Values) -> Any:
        """The value for nested mappings (`{"data": {"terms": {...}}, "case": {...}}`).

        Raises UnsetName for an unset value that is needed, EvaluationFailed for values that do not fit the
        schema, numbers beyond 10^18 and lists beyond the budget of 10,000 steps.
        """
        return self.tree.run(values)

    def truth(self, values: Values) -> bool:
        """Like `evaluate`, for guards; any other value than True and False raises EvaluationFailed."""
        answer = self.tree.run(values)
        if answer is True or answer is False:
            return answer
        raise EvaluationFailed("not_bool")

    def explain(self, values: Values) -> tuple[tuple[str, Any], ...]:
        """Each name and comparison that was looked at, in order, with its value.

        It ends where the evaluation fails; an unset name has the value None.
        """
        steps: list[tuple[str, Any]] = []
        with suppress(EvaluationFailed):
            _trace(self.tree, values, steps)
        return tuple(dict(steps).items())


def compile_expression(source: str, schema: Mapping[str, ExprType]) -> Expression:
    """Read, type and compile.

    `schema` maps each dotted path that may be used to its type. Raises BadExpression.
    """
    text, tree = read(source)
    names = frozenset(_names(tree))
    lists = sum(1 for name in _names(tree) if name in schema and schema[name].kind == "list")
    # A list is walked twice, once when it is checked and once when it is used; nothing else repeats.
    longest = (MOST_STEPS - MOST_NODES) // (2 * max(lists, 1))
    return Expression(text.text, names, build(tree, Scope(text, schema, longest)))


def compile_guard(source: str, schema: Mapping[str, ExprType]) -> Expression:
    """An expression that must be true or false. Raises BadExpression (`not_bool` for any other type)."""
    expression = compile_expression(source, schema)
    if expression.type.kind != "bool":
        raise BadExpression("not_bool", expression.tree.column, type=str(expression.type))
    return expression


def _names(tree: ast.expr) -> Iterator[str]:
    """Every use of a name, functions left out."""
    name = dotted(tree)
    if name is not None:
        yield name
        return
    children = tree.args if isinstance(tree, ast.Call) else ast.iter_child_nodes(tree)
    for child in children:
        if isinstance(child, ast.expr):
            yield from _names(child)


def _trace(node: Node, values: Values, steps: list[tuple[str, Any]]) -> None:
    """Appends to `steps`; raises what the evaluation raises, after the step at which it happened."""
    if node.kind == "name":
        steps.append((node.source, found(values, str(node.value).split("."))))
        return
    for part in node.parts:
        _trace(part, values, steps)
        if node.kind in {"and", "or"} and part.run(values) is (node.kind == "or"):
            break
    answer = node.run(values)
    if node.kind == "compare":
        steps.append((node.source, answer))
