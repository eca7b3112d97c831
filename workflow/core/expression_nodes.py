"""The typed nodes of an expression and what their builders share."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workflow.core.expression_reading import Source
from workflow.core.expression_types import BadExpression, ExprType
from workflow.core.expression_values import Run

NodeKind = Literal["literal", "name", "and", "or", "compare", "other"]


@dataclass(frozen=True, slots=True)
class Node:
    """`value` is the literal, the dotted path of a name, or the operator of a comparison or a `not` as it is written;
    `parts` are what the node is computed from."""

    kind: NodeKind
    type: ExprType
    run: Run
    source: str
    column: int
    parts: tuple[Node, ...] = ()
    value: object = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the builders share.

    `longest` bounds each list so that no evaluation exceeds the budget of steps.
    """

    source: Source
    schema: Mapping[str, ExprType]
    longest: int

    def node(self, at: ast.expr, kind: NodeKind, typed: ExprType, run: Run, *, parts: Sequence[Node] = (),
             value: object = None) -> Node:  # fmt: skip
        return Node(kind, typed, run, self.source.of(at, at), self.source.column(at), tuple(parts), value)

    def bad(self, code: str, at: ast.expr, **params: object) -> BadExpression:
        return BadExpression(code, self.source.column(at), **params)
