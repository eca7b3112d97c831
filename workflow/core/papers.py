"""What a rendered document shows in one language: frozen values, so that whoever draws it looks nothing up.

Names and labels are in the language of the sheet already; dates, numbers and truths are values, written when drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from workflow.core.case import Capacity
from workflow.core.memos import Fact, Grid

Prose = tuple[object, ...]
"""A text in pieces: at even places what the definition wrote, at odd ones the value of a field."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """`place` is the unit or step that was asked; `reply` what the handler answered."""

    place: str
    post: str | None
    name: str
    capacity: Capacity
    outcome: str
    opinion: str | None
    at: datetime
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Ticks:
    """A checklist: its items with whether they are ticked, and who ticked them when, if somebody has."""

    label: str
    items: tuple[tuple[str, bool], ...]
    by: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Block:
    """One part, drawn in this order. `opinions` None: the part lists none."""

    title: Prose | None = None
    text: Prose | None = None
    facts: tuple[Fact, ...] = ()
    grid: Grid | None = None
    opinions: tuple[Opinion, ...] | None = None
    ticks: Ticks | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document in one language.

    `issuer` is whose paper it is, `unit` who answers for it; `number` is the document's own, `case_number` that of its
    case; `on` the day of the freezing, or of going out. `draft`: a letter that has not gone out.
    """

    layout: str
    language: Literal["zh-TW", "en"]
    issuer: str
    unit: str
    process: str
    case_number: str
    number: str | None
    version: int
    on: date
    draft: bool
    speed: str
    keep: str
    title: Prose
    to: Prose | None
    salutation: Prose | None
    closing: Prose | None
    signed_by: Prose | None
    copies: Prose | None
    enclosed: Prose | None
    blocks: tuple[Block, ...]
