"""Putting a deadline off (展期): how often, how far, and who approves it by how far it goes in all."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.durations import Unit


@dataclass(frozen=True, slots=True)
class Tier:
    """`by` is an actor; `upto` None: however far."""

    by: str
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """`each` and `total` are days of `unit`; the tiers rise, and the last one reaches `total`."""

    times: int
    each: int
    total: int
    unit: Unit
    tiers: tuple[Tier, ...]

    def approver(self, days: int) -> str:
        """The actor who approves extensions that come to `days` in all."""
        return next(tier.by for tier in self.tiers if tier.upto is None or days <= tier.upto)
