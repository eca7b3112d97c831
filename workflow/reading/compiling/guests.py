"""Somebody outside who answers by a link: the names that the rule uses, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Set

from workflow.core.durations import parse_duration
from workflow.core.findings import Path
from workflow.core.guests import GuestRule
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.guests import GuestMap


def compile_guest(
    sheet: Worksheet, guest: GuestMap | None, sees: Iterable[str], documents: Set[str], path: Path
) -> GuestRule | None:
    """`sees` is what the state shows outside, where the rule does not say it itself."""
    if guest is None:
        return None
    both = (*sheet.fields, *documents)
    sheet.name("field", guest.email, sheet.fields, (*path, "email"))
    if guest.name is not None:
        sheet.name("field", guest.name, sheet.fields, (*path, "name"))
    if guest.answered_on is not None:
        sheet.name("field", guest.answered_on, sheet.fields, (*path, "answered_on"))
    sheet.names("field", guest.sees or (), both, (*path, "sees"))
    sheet.names("field", guest.edits, sheet.fields, (*path, "edits"))
    sheet.names("document", guest.uploads, documents, (*path, "uploads"))
    return GuestRule(
        email=guest.email,
        may=tuple(guest.may),
        sees=tuple(sees if guest.sees is None else guest.sees),
        name=guest.name,
        edits=tuple(guest.edits),
        uploads=tuple(guest.uploads),
        days=parse_duration(guest.within).amount,
        answered_on=guest.answered_on,
        words=tuple((code, words.text()) for code, words in guest.may.items() if words is not None),
    )
