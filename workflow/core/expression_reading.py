"""From hostile text to a small syntax tree of known shape; nothing is evaluated here."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workflow.core.durations import UNITS
from workflow.core.expression_types import BadExpression

LONGEST: Final = 1000
MOST_NODES: Final = 500
DEEPEST: Final = 20

_TEXT_LITERAL: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_DURATION: Final = re.compile(rf"(?<![\w.])[0-9]+(\.[0-9]+)?\s*({'|'.join(UNITS)})(?!\w)")
_NUMBER_LIKE: Final = re.compile(r"(?<![\w.])[0-9][\w.]*")
_NUMBER: Final = re.compile(r"[0-9][0-9_]*(\.[0-9][0-9_]*)?")
_FORBIDDEN: Final = re.compile(r"[#\\\x00-\x1f\x7f]")
_ALLOWED: Final = (
    ast.Constant, ast.Name, ast.Attribute, ast.BoolOp, ast.UnaryOp, ast.Compare, ast.BinOp, ast.Call,
    ast.List, ast.Tuple,
    ast.And, ast.Or, ast.Not, ast.USub, ast.Add, ast.Sub, ast.Mult, ast.Load,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
)  # fmt: skip
_NAMES: Final[Mapping[type[ast.AST], str]] = MappingProxyType(
    {
        ast.JoinedStr: "f_string",
        ast.Pow: "power",
        ast.Mod: "percent",
        ast.Div: "division",
        ast.IfExp: "if_else",
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an expression on one line; `shift` is what was stripped before it."""

    text: str
    shift: int

    def column(self, node: ast.expr) -> int:
        return self.shift + len(self.text.encode()[: node.col_offset].decode()) + 1

    def of(self, first: ast.expr, last: ast.expr) -> str:
        return self.text.encode()[first.col_offset : last.end_col_offset].decode()

    def is_number(self, node: ast.expr) -> bool:
        return _NUMBER.fullmatch(self.of(node, node)) is not None


def read(text: str) -> tuple[Source, ast.expr]:
    """Parse and check size, depth and every kind of node. Raises BadExpression for whatever the text is."""
    if len(text) > LONGEST:
        raise BadExpression("too_long", longest=LONGEST)
    source = Source(re.sub(r"[\t\r\n]", " ", text).strip(" "), len(text) - len(text.lstrip(" \t\r\n")))
    if not source.text:
        raise BadExpression("empty")
    _check_words(source)
    tree = _parsed(source)
    nodes = sum(isinstance(node, ast.expr) for node in ast.walk(tree))
    if nodes > MOST_NODES:
        raise BadExpression("too_many_nodes", most=MOST_NODES)
    _check_nodes(source, tree)
    return source, tree


def dotted(node: ast.expr) -> str | None:
    """`data.terms.fee` for the tree of it; None when the node is anything but names joined by dots."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])


def _check_words(source: Source) -> None:
    """Refuse what the parser would take in a sense of its own: comments, escapes, durations, hexadecimal."""
    code = _TEXT_LITERAL.sub(lambda literal: " " * len(literal[0]), source.text)
    if forbidden := _FORBIDDEN.search(code) or re.search(r"[\\\x00-\x1f]", source.text):
        raise BadExpression("bad_character", source.shift + forbidden.start() + 1)
    if duration := _DURATION.search(code):
        raise BadExpression("duration_in_guard", source.shift + duration.start() + 1, text=duration[0])
    for number in _NUMBER_LIKE.finditer(code):
        if not _NUMBER.fullmatch(number[0]):
            raise BadExpression("bad_number", source.shift + number.start() + 1, text=number[0])


def _parsed(source: Source) -> ast.expr:
    try:
        return ast.parse(source.text, mode="eval").body
    except SyntaxError as problem:
        raise BadExpression("syntax", source.shift + max(problem.offset or 1, 1)) from None
    except (ValueError, MemoryError, RecursionError):
        raise BadExpression("syntax") from None


def _check_nodes(source: Source, tree: ast.expr) -> None:
    level = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in _children(source, node)]
        if not level:
            return
    raise BadExpression("too_deep", source.column(level[0]), deepest=DEEPEST)


def _children(source: Source, node: ast.expr) -> list[ast.expr]:
    """The expressions below a node; a dotted name is one node without children."""
    if isinstance(node, ast.Attribute) and dotted(node):
        return []
    below = list(ast.iter_child_nodes(node))
    for part in (node, *below):
        if not isinstance(part, _ALLOWED):
            raise BadExpression("not_allowed", source.column(node), what=_word(type(part)))
    return [part for part in below if isinstance(part, ast.expr)]


def _word(kind: type[ast.AST]) -> str:
    return _NAMES.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
