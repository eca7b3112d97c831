"""What a case holds: typed fields and documents, as a definition declares them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from workflow.core.expressions import Expression
from workflow.core.text import Text

HOLDER: Final = "holder"
"""Type of a field that names a person or a post; no definition has one."""
WORKDAYS_UNTIL: Final = "workdays_until"
"""What is looked up from a date (`lookup: event_on.workdays_until`): working days left when the date was handed in."""


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A `unit` field takes the `units` named, those of `level`, or any where it names neither."""

    name: str
    type: str
    label: Text
    required: bool = False
    required_when: Expression | None = None
    options: tuple[Option, ...] = ()
    default: object = None
    minimum: object = None
    maximum: object = None
    min_length: int | None = None
    max_length: int | None = None
    register: str | None = None
    lookup: str | None = None
    fields: tuple[FieldSpec, ...] = ()
    personal: str | None = None
    hide_from: tuple[str, ...] = ()
    help: Text | None = None
    units: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """`layout` and `fields` are set for rendered documents, `accept` (file endings) for uploads."""

    name: str
    label: Text
    source: Literal["upload", "render"]
    accept: tuple[str, ...] = ()
    layout: str | None = None
    fields: tuple[str, ...] = ()
    freeze_on: str | None = None
    hide_from: tuple[str, ...] = ()
