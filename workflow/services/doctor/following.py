"""Cases that follow from others: each is linked to the one that its first entry names, and none is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.core.starting import PARENT
from workflow.services.doctor.dossiers import Dossier
from workflow.services.doctor.report import Fault, fault

SPAWNED: Final = "spawned"


def follows_linked(dossier: Dossier) -> Iterator[Fault]:
    """A case has exactly the links that its history tells of: its parent, and one child for each that was to follow."""
    named = next((facts[PARENT]["case"] for facts in dossier.facts.values() if PARENT in facts), None)
    if named != dossier.parent:
        yield fault("parent_differs", named=named, linked=dossier.parent)
    told = [e["process"] for facts in dossier.facts.values() for e in facts.get("events", ()) if e["event"] == SPAWNED]
    if sorted(told) != sorted(dossier.children):
        yield fault("following_cases_differ", told=sorted(told), linked=sorted(dossier.children))
