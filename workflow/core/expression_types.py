"""The types of the guard language and the errors that an expression can lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from workflow.core.errors import QianheError

Kind = Literal["bool", "int", "decimal", "text", "date", "enum", "list", "record", "none"]


class BadExpression(QianheError):
    """The expression may not be published. `column` counts characters from 1."""

    def __init__(self, code: str, column: int = 1, **params: object) -> None:
        super().__init__(code, column, params)
        self.code = code
        self.column = column
        self.params = params


class EvaluationFailed(QianheError):
    """The values led to no answer.

    Codes: unset, wrong_type, out_of_range, empty_list, too_many_steps, not_bool.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class UnsetName(EvaluationFailed):
    """A value that is missing or None was used other than in `is None`; `name` is its dotted path."""

    def __init__(self, name: str) -> None:
        super().__init__("unset", name=name)
        self.name = name


@dataclass(frozen=True, slots=True)
class ExprType:
    """`options` are the codes of an enum, `element` the type of what a list holds."""

    kind: Kind
    options: tuple[str, ...] = ()
    element: ExprType | None = None

    def __str__(self) -> str:
        return f"list[{self.element}]" if self.element else self.kind

    @property
    def is_number(self) -> bool:
        return self.kind in {"int", "decimal"}

    @property
    def is_ordered(self) -> bool:
        return self.kind in {"int", "decimal", "date"}

    @property
    def python_types(self) -> tuple[type, ...]:
        """The exact types that a value of a scalar type may have; a bool is no int, a moment no date."""
        return _PYTHON_TYPES[self.kind]


_PYTHON_TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    "bool": (bool,),
    "int": (int,),
    "decimal": (Decimal, int),
    "text": (str,),
    "enum": (str,),
    "date": (date,),
    "list": (list, tuple),
    "record": (),
    "none": (),
}

BOOL: Final = ExprType("bool")
INT: Final = ExprType("int")
DECIMAL: Final = ExprType("decimal")
TEXT: Final = ExprType("text")
DATE: Final = ExprType("date")
RECORD: Final = ExprType("record")
NONE: Final = ExprType("none")


def enum_of(*options: str) -> ExprType:
    return ExprType("enum", options=options)


def list_of(element: ExprType) -> ExprType:
    return ExprType("list", element=element)


def comparable(left: ExprType, right: ExprType) -> bool:
    """Whether `==` means anything: numbers with numbers, texts with texts or enums, else like with like."""
    if left.is_number and right.is_number:
        return True
    if {left.kind, right.kind} <= {"text", "enum"}:
        return not (left.options and right.options) or bool(set(left.options) & set(right.options))
    return left.kind == right.kind and left.kind in {"bool", "date"}


def common(left: ExprType, right: ExprType) -> ExprType | None:
    """The type that holds both; None when there is none."""
    if left.is_number and right.is_number:
        return INT if left.kind == right.kind == "int" else DECIMAL
    if {left.kind, right.kind} <= {"text", "enum"}:
        return left if left == right else TEXT
    return left if left == right else None
