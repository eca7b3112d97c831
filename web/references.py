"""What was typed for a row of a register or a person, as its code where it is clear which one is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.core.form import FieldSpec
from workflow.services.choices import CHOSEN_BY_NAME, Choices, find_choice

Raw = dict[str, Any]


def settled(specs: Sequence[FieldSpec], raw: Mapping[str, Any], choices: Choices) -> Raw:
    """The same form with codes in place of names; what is unclear stays as it was typed."""
    known = {spec.name: spec for spec in specs}
    return {name: _settled(known[name], value, choices) if name in known else value for name, value in raw.items()}


def _settled(spec: FieldSpec, value: Any, choices: Choices) -> Any:
    if spec.type in CHOSEN_BY_NAME and isinstance(value, str) and value.strip():
        return find_choice(choices.of(spec), value)[0] or value
    if spec.type == "group" and isinstance(value, Mapping):
        return settled(spec.fields, value, choices)
    if spec.type == "table" and isinstance(value, list):
        return [settled(spec.fields, row, choices) if isinstance(row, Mapping) else row for row in value]
    return value
