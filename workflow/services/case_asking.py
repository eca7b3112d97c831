"""What was asked beside the slots of a definition, in words: by whom, as what, with which question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.asked import LABELS
from workflow.core.case import Asked, TaskView
from workflow.core.decision import Offer
from workflow.core.text import Text
from workflow.core.turn import Turn
from workflow.services.naming import Names


@dataclass(frozen=True, slots=True)
class Request:
    """`position` is a code (`info`, `delegate`, `before`, …); `by` the post of whoever asked, else the person."""

    position: str
    by: Text
    text: str | None


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Something that the reader asked for and may take back: `actions` with what each of them saw."""

    seq: int
    position: str
    label: Text
    holder: Text
    since: datetime
    text: str | None
    actions: tuple[tuple[str, str], ...]


def request_of(asked: Asked | None, names: Names, *, opinions: bool = True) -> Request | None:
    """None for the task of a slot. Without `opinions` the words of the question stay unsaid."""
    if asked is None:
        return None
    by = names.principal(f"{asked.post}@{asked.unit}") if asked.post and asked.unit else names.person(asked.by)
    return Request(asked.position, by, asked.text if opinions else None)


def outstanding_of(turn: Turn, task: TaskView, offers: list[Offer], names: Names) -> Outstanding | None:
    """None when the reader may take nothing back of this task."""
    actions = tuple((offer.action, offer.saw) for offer in offers if offer.allowed)
    if task.asked is None or not actions:
        return None
    return Outstanding(
        task.seq,
        task.asked.position,
        LABELS[task.asked.position],
        names.principal(task.holders[0].principal()),
        task.opened_at,
        task.asked.text,
        actions,
    )
