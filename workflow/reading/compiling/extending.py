"""Extensions of a deadline: one unit throughout, tiers that rise and reach the total, approvers that exist."""

from __future__ import annotations

from collections.abc import Collection

from workflow.core.durations import parse_duration
from workflow.core.extensions import ExtensionRule, Tier
from workflow.core.findings import Path
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.times import Extension

DAYS = frozenset({"wd", "cd"})


def compile_extension(
    sheet: Worksheet, shape: Extension | None, actors: Collection[str], path: Path
) -> ExtensionRule | None:
    if shape is None:
        return None
    each, total = parse_duration(shape.each), parse_duration(shape.total)
    limits = [parse_duration(tier.upto) if tier.upto is not None else None for tier in shape.approve]
    units = {each.unit, total.unit, *(limit.unit for limit in limits if limit is not None)}
    if len(units) > 1 or not units <= DAYS:
        sheet.error("L01", "extension_units", path)
    if each.amount > total.amount:
        sheet.error("L01", "range_reversed", (*path, "each"), params={"least": shape.each, "most": shape.total})
    amounts = [limit.amount if limit is not None else total.amount for limit in limits]
    if amounts != sorted(set(amounts)) or None in limits[:-1]:
        sheet.error("L01", "extension_tiers", (*path, "approve"))
    elif amounts[-1] < total.amount:
        sheet.error("L01", "extension_gap", (*path, "approve"), params={"total": shape.total})
    for index, tier in enumerate(shape.approve):
        sheet.name("actor", tier.by, actors, (*path, "approve", index, "by"))
    tiers = tuple(
        Tier(tier.by, limit.amount if limit is not None else None)
        for tier, limit in zip(shape.approve, limits, strict=True)
    )
    return ExtensionRule(shape.times, each.amount, total.amount, each.unit, tiers)
