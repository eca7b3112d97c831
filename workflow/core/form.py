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
class Part:
    """One part of a rendered document: a heading, and under it a text, fields, a table, opinions, a checklist.

    `fields` and `table` are dotted paths; `columns` are those of the table, all of them when there are none.
    """

    title: Text | None = None
    text: Text | None = None
    fields: tuple[str, ...] = ()
    table: str | None = None
    columns: tuple[str, ...] = ()
    opinions: bool = False
    checklist: str | None = None


TEXTS: Final = ("title", "to", "salutation", "closing", "signed_by", "copies", "enclosed")


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a rendered document beside its parts; `{path}` in them stands for the value of a field."""

    title: Text | None = None
    to: Text | None = None
    salutation: Text | None = None
    closing: Text | None = None
    signed_by: Text | None = None
    copies: Text | None = None
    enclosed: Text | None = None

    def texts(self) -> dict[str, Text]:
        """Those that are set, by name."""
        return {name: text for name in TEXTS if (text := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class Issuing:
    """By which answers, as (state, outcome), a letter goes out (發), waits (緩發) or never goes out (不發).

    `mail_to` is the path of the address to which it is mailed; without one, or where it is empty, it goes by post.
    """

    issued_by: tuple[tuple[str, str], ...]
    held_by: tuple[tuple[str, str], ...] = ()
    dropped_by: tuple[tuple[str, str], ...] = ()
    mail_to: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """`accept` (file endings) is set for uploads, all else for rendered documents.

    `fields` are all paths that it shows, `parts` say where. `number` is the format of its own number: taken when it is
    issued, if it is to be issued, else when it is frozen. In `both` languages it is drawn in Chinese and then English.
    """

    name: str
    label: Text
    source: Literal["upload", "render"]
    accept: tuple[str, ...] = ()
    layout: str | None = None
    fields: tuple[str, ...] = ()
    freeze_on: str | None = None
    hide_from: tuple[str, ...] = ()
    language: Literal["zh-TW", "en", "both"] = "zh-TW"
    number: str | None = None
    wording: Wording = Wording()
    parts: tuple[Part, ...] = ()
    issuing: Issuing | None = None
