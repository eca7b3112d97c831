"""What a name in a guard can hold, reduced to the values between which the guard's answer can change.

Options of enums; both truths; for ordered values each constant, what lies just beside it and between it and the next;
for lists the combinations of what is asked for. `None` (unset) only where a guard asks for it: elsewhere an unset
value stops the guard, which another check excludes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from workflow.core.expression_nodes import Node
from workflow.core.expression_types import ExprType
from workflow.core.expressions import Expression
from workflow.core.form import FieldSpec

OTHER: Final = "…"
"""A text that no guard mentions."""

_MOST_ASKED_FOR: Final = 6
_MOST_ROWS: Final = 20
_SOME_DAY: Final = date(2026, 8, 1)
_SAMPLED: Final = frozenset({"int", "decimal", "date", "text"})


@dataclass(slots=True)
class _Mentioned:
    type: ExprType
    constants: set[Any] = field(default_factory=set)
    may_be_unset: bool = False


def domains(guards: Iterable[Expression], fields: Mapping[str, FieldSpec]) -> dict[str, tuple[object, ...]]:
    """Name to values. `fields` maps dotted paths without `data.`; their bounds cut the values, `required` the None."""
    mentioned: dict[str, _Mentioned] = {}
    for guard in guards:
        _read(guard.tree, mentioned)
    held = {}
    for name, said in mentioned.items():
        spec = fields.get(name.removeprefix("data."))
        values = tuple(_within(spec, _values(said)))
        unset = said.may_be_unset and not (spec and spec.required)
        held[name] = (*values, None) if unset else values
    return held


def conclusive(node: Node) -> bool:
    """Whether its domains hold a case of every kind: no arithmetic, no function of more than what is compared."""
    computed = node.kind == "other" and node.type.kind in _SAMPLED and any(_named(node))
    return not computed and all(conclusive(part) for part in node.parts)


def _read(node: Node, mentioned: dict[str, _Mentioned]) -> None:
    """Each comparison tells its names the constants that it holds."""
    if node.kind == "name":
        mentioned.setdefault(str(node.value), _Mentioned(node.type))
    for part in node.parts:
        _read(part, mentioned)
    if node.kind == "compare":
        constants = set(_literals(node))
        names = list(_named(node))
        shared = constants.union(*(mentioned[name].constants for name in names))
        for name in names:
            mentioned[name].constants |= shared
            mentioned[name].may_be_unset |= len(node.parts) == 1


def _named(node: Node) -> Iterator[str]:
    if node.kind == "name":
        yield str(node.value)
    for part in node.parts:
        yield from _named(part)


def _literals(node: Node) -> Iterator[object]:
    if node.kind == "literal" and node.value is not None:
        yield node.value
    for part in node.parts:
        yield from _literals(part)


def _values(said: _Mentioned) -> Sequence[object]:
    kind, element = said.type.kind, said.type.element
    if kind == "list" and element is not None:
        return _lists(element, said.constants)
    if kind == "record":
        return ({},)
    return _scalars(said.type, said.constants)


def _scalars(kind: ExprType, constants: set[Any]) -> Sequence[object]:
    if kind.kind == "bool":
        return (False, True)
    if kind.kind == "date":
        return _days(constants)
    if kind.is_number:
        return _numbers(constants, whole=kind.kind == "int")
    if kind.options:
        return kind.options
    return (*sorted(each for each in constants if isinstance(each, str)), OTHER)


def _numbers(constants: set[Any], *, whole: bool) -> Sequence[object]:
    known = sorted({each for each in constants if isinstance(each, int | Decimal) and not isinstance(each, bool)})
    values = {each + step for each in known or [1] for step in (-1, 0, 1)}
    if not whole:
        values |= {Decimal(low + high) / 2 for low, high in itertools.pairwise(known)}
        return sorted(values)
    return sorted({int(each) for each in values})


def _days(constants: set[Any]) -> Sequence[object]:
    """Whole numbers beside dates are distances, as in `days_between(a, b) > 30`."""
    known = {each for each in constants if isinstance(each, date)} or {_SOME_DAY}
    distances = {each for each in constants if isinstance(each, int) and not isinstance(each, bool) and each <= 40000}
    steps = {0, 1, -1} | {sign * (each + near) for each in distances for near in (-1, 0, 1) for sign in (1, -1)}
    return sorted({day + timedelta(days=step) for day in known for step in steps})


def _lists(element: ExprType, constants: set[Any]) -> Sequence[object]:
    if element.kind == "record":
        longest = max((each for each in constants if type(each) is int), default=0)
        return [[{}] * length for length in range(min(longest + 2, _MOST_ROWS))]
    asked = [each for each in _scalars(element, constants) if each in constants]
    others = [each for each in _scalars(element, constants) if each not in constants]
    if len(asked) > _MOST_ASKED_FOR:
        return [[], *([each] for each in (*asked, *others)), [*asked, *others]]
    sizes = range(len(asked) + 1)
    subsets = [list(each) for size in sizes for each in itertools.combinations(asked, size)]
    return [*subsets, *([each] for each in others[:1])]


def _within(spec: FieldSpec | None, values: Iterable[object]) -> Iterator[object]:
    """Bounds of numbers hold, and are themselves possible values."""
    if spec is None or spec.type not in {"int", "decimal", "money"}:
        yield from values
        return
    lowest, highest = _bound(spec.minimum), _bound(spec.maximum)
    bounds = [each for each in (lowest, highest) if each is not None]
    numbers: set[int | Decimal] = {each for each in values if isinstance(each, int | Decimal)}
    numbers |= {int(each) for each in bounds} if spec.type == "int" else set(bounds)
    for number in sorted(numbers):
        if (lowest is None or number >= lowest) and (highest is None or number <= highest):
            yield number


def _bound(written: object) -> Decimal | None:
    return None if written is None else Decimal(str(written))
