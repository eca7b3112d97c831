"""What may be done at any time, whoever has the case."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.durations import Duration


@dataclass(frozen=True, slots=True)
class Withdraw:
    before: str
    to: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    within: Duration
