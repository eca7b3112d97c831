"""What a definition says for its readers: checklists, who sees what, parts of the form, warnings that are accepted."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.form import Option
from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class Checklist:
    name: str
    label: Text
    items: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What an audience may see; None means all of it."""

    audience: str
    fields: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    opinions: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Part of the form of the start state: fields and documents by name. `label` None: the form was not divided."""

    key: str
    fields: tuple[str, ...]
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A warning that the owner accepts, with the reason."""

    rule: str
    reason: str
