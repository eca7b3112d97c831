"""Parts of the page of a case, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.situation import Situation
from workflow.core.text import Text
from workflow.services.case_path import Signature


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment."""

    seq: int
    by: Text
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the history. `label` is what the definition calls the action, `by` None: the clock."""

    seq: int
    at: datetime
    by: Text | None
    action: str
    label: Text | None
    begun: Text
    ended: Text
    reason: str | None
    hash: str
    notes: tuple[Situation, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """The step that ended the case. `signed` is the answer by which it did, where it was one."""

    event: Event
    signed: Signature | None
