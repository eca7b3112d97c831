"""What a step writes into registers, from the rule of an effect and the case as the step leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workflow.core.case import CaseView
from workflow.core.effects import EffectRule
from workflow.core.turn import value_at

NUMBER: Final = "number"
"""The path of the number of the case; fields stand behind `data.`, columns of the table of `each` behind `row.`."""
ROW: Final = "row."
DATA: Final = "data."


@dataclass(frozen=True, slots=True)
class RowWrite:
    """One row of a register: `code` is None where the path of the row leads to nothing, and so are values."""

    register: str
    code: str | None
    values: Mapping[str, object]


def writes_of(rule: EffectRule, case: CaseView) -> Iterator[RowWrite]:
    """One write, or one for each row of the table of `each`, numbered in their order."""
    if rule.each is None:
        yield RowWrite(rule.register, _code(rule, case, {}), _values(rule, case, {}))
        return
    rows = value_at(case.data, rule.each)
    for place, row in enumerate(rows if isinstance(rows, list | tuple) else (), start=1):
        code = _code(rule, case, row)
        numbered = code if code is None or rule.row.startswith(ROW) else f"{code}.{place}"
        yield RowWrite(rule.register, numbered, _values(rule, case, row))


def target_of(rule: EffectRule, data: Mapping[str, object]) -> str | None:
    """The number of the case, or the code of the row, that an effect names whose case is told; None for nobody."""
    value = value_at(data, rule.row.removeprefix(DATA))
    return None if value is None else str(value)


def _code(rule: EffectRule, case: CaseView, row: Mapping[str, object]) -> str | None:
    if rule.row == NUMBER:
        return case.number
    value = _value(case, rule.row.removeprefix(DATA), row)
    return None if value is None else str(value)


def _values(rule: EffectRule, case: CaseView, row: Mapping[str, object]) -> dict[str, object]:
    return {**{column: _value(case, path, row) for column, path in rule.given}, **dict(rule.fixed)}


def _value(case: CaseView, path: str, row: Mapping[str, object]) -> object:
    """Of a document, the SHA-256 of its bytes."""
    if path.startswith(ROW):
        return value_at(row, path.removeprefix(ROW))
    if path == NUMBER and NUMBER not in case.data:
        return case.number
    if path in case.documents:
        return case.documents[path].sha256
    return value_at(case.data, path)
