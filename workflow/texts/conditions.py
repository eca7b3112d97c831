"""A guard in words: when a field is needed, as the people who fill it in would say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from workflow.core.expression_nodes import Node
from workflow.core.expression_types import DATE
from workflow.core.form import FieldSpec
from workflow.core.text import Text
from workflow.texts.writing import written

Find = Callable[[str], FieldSpec | None]

_COMPARED: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "==": Text("「{name}」是{value}", "“{name}” is {value}"),
        "!=": Text("「{name}」不是{value}", "“{name}” is not {value}"),
        "in": Text("「{name}」是{value}", "“{name}” is {value}"),
        "not in": Text("「{name}」不是{value}", "“{name}” is not {value}"),
        "<": Text("「{name}」小於 {value}", "“{name}” is less than {value}"),
        "<=": Text("「{name}」不超過 {value}", "“{name}” is {value} or less"),
        ">": Text("「{name}」大於 {value}", "“{name}” is more than {value}"),
        ">=": Text("「{name}」在 {value} 以上", "“{name}” is {value} or more"),
        "is": Text("沒有填「{name}」", "“{name}” is empty"),
        "is not": Text("填了「{name}」", "“{name}” is filled in"),
    }
)
_ON_DAYS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "<": Text("「{name}」早於 {value}", "“{name}” is before {value}"),
        "<=": Text("「{name}」不晚於 {value}", "“{name}” is not after {value}"),
        ">": Text("「{name}」晚於 {value}", "“{name}” is after {value}"),
        ">=": Text("「{name}」不早於 {value}", "“{name}” is not before {value}"),
    }
)
_HOLDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "in": Text("「{name}」包含{value}", "“{name}” includes {value}"),
        "not in": Text("「{name}」不包含{value}", "“{name}” does not include {value}"),
    }
)
_TICKED: Final = Text("勾選「{name}」", "“{name}” is ticked")
_NOT_TICKED: Final = Text("沒有勾選「{name}」", "“{name}” is not ticked")
_AND: Final = Text("，而且", " and ")
_OR: Final = Text("或", " or ")


def condition(guard: Node, find: Find) -> Text | None:
    """`find` gives the field of a dotted path. None where the guard computes, or reads what is no field."""
    if guard.kind in {"and", "or"}:
        return _joined([condition(part, find) for part in guard.parts], _AND if guard.kind == "and" else _OR)
    if guard.kind == "name":
        return _filled(_TICKED, find(str(guard.value)))
    if guard.value == "not" and guard.parts[0].kind == "name":
        return _filled(_NOT_TICKED, find(str(guard.parts[0].value)))
    return _compared(guard, find) if guard.kind == "compare" else None


def _compared(guard: Node, find: Find) -> Text | None:
    sign, left, right = str(guard.value), guard.parts[0], guard.parts[-1]
    if left.kind == "name":
        spec = find(str(left.value))
        pattern = _ON_DAYS.get(sign) if left.type == DATE else None
        return _filled(pattern or _COMPARED[sign], spec, () if sign in {"is", "is not"} else _values(right))
    if right.kind == "name" and sign in _HOLDS:
        return _filled(_HOLDS[sign], find(str(right.value)), _values(left))
    return None


def _values(node: Node) -> tuple[object, ...] | None:
    """The literals that something is compared with; None for anything that is computed."""
    parts = (node,) if node.kind == "literal" else node.parts
    return tuple(part.value for part in parts) if parts and all(part.kind == "literal" for part in parts) else None


def _filled(pattern: Text, spec: FieldSpec | None, values: tuple[object, ...] | None = ()) -> Text | None:
    if spec is None or values is None:
        return None
    chinese = pattern.zh.format(name=spec.label.zh, value="或".join(_said(spec, it).zh for it in values))
    return Text(chinese, pattern.en.format(name=spec.label.en, value=" or ".join(_said(spec, it).en for it in values)))


def _said(spec: FieldSpec, value: object) -> Text:
    """Options by their labels, in quotation marks; numbers and days as they are."""
    label = next((option.label for option in spec.options if option.code == value), None)
    if label is not None or isinstance(value, str):
        label = label or Text(str(value), str(value))
        return Text(f"「{label.zh}」", f"“{label.en}”")
    return Text(written("zh-TW", value), written("en", value))


def _joined(parts: Sequence[Text | None], between: Text) -> Text | None:
    said = [part for part in parts if part is not None]
    if len(said) < len(parts):
        return None
    return Text(between.zh.join(it.zh for it in said), between.en.join(it.en for it in said))
