"""Cases that follow from others: each is linked to the one that its first entry names, and none is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.core.starting import PARENT
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault
from workflow.store.kin import read_kin

SPAWNED: Final = "spawned"


def follows_linked(dossier: Dossier) -> Iterator[Fault]:
    """A case has exactly the links that its history tells of: its parent, and one child for each that was to follow."""
    before = next((facts[PARENT] for facts in dossier.facts.values() if PARENT in facts), None)
    named = before["case"] if before is not None else None
    if named != dossier.parent:
        yield fault("parent_differs", named=named, linked=dossier.parent)
    told = [event for facts in dossier.facts.values() for event in facts.get("events", ()) if event["event"] == SPAWNED]
    said = sorted((event["process"], event.get("child") or 0) for event in told)
    linked = sorted((row.process or "", row.seq or 0) for row in dossier.children)
    if said != linked:
        yield fault("following_cases_differ", told=said, linked=linked)
    yield from _ends_heard(dossier)
    yield from _joined(dossier)


def _joined(dossier: Dossier) -> Iterator[Fault]:
    """What two cases say of being one agrees with what finds the one from the other."""
    lead, joined = None, set()
    for facts in dossier.facts.values():
        if "merged_into" in facts or "split_from" in facts:
            lead = facts["merged_into"]["case"] if "merged_into" in facts else None
        if "took_in" in facts:
            joined.add(facts["took_in"]["case"])
        if "let_go" in facts:
            joined.discard(facts["let_go"]["case"])
    if lead != dossier.lead:
        yield fault("lead_differs", named=lead, linked=dossier.lead)
    if joined != dossier.joined:
        yield fault("joined_cases_differ", named=sorted(joined), linked=sorted(dossier.joined))


def _ends_heard(dossier: Dossier) -> Iterator[Fault]:
    """The end of each case that was waited for is noted, or is on its way; and nothing else is noted."""
    awaited, children = read_kin(dossier.case.kin)
    before = next((facts[PARENT] for facts in dossier.facts.values() if PARENT in facts), None) or {}
    if (awaited.case if awaited is not None else None) != (before.get("case") if "child" in before else None):
        yield fault("awaited_by_another", case_id=awaited.case if awaited is not None else None)
    heard = {facts["child"]["seq"]: facts["child"]["outcome"] for facts in dossier.facts.values() if "child" in facts}
    rows = {row.seq: row for row in dossier.children if row.seq}
    for child in children:
        row = rows.get(child.seq)
        on_its_way = row is not None and row.child in dossier.unheard
        if child.outcome != heard.get(child.seq) or (
            row is not None and row.outcome != child.outcome and not on_its_way
        ):
            yield fault("end_unheard", child=child.seq, noted=child.outcome, ended=row.outcome if row else None)
