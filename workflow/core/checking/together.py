"""L12: what is approved for several cases at once is read from a summary, so papers that it binds stay unread."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.places import at_slot, slots_of, warning
from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.core.together import approval_in


def check_together(definition: Definition) -> Iterator[Finding]:
    if definition.bulk == "off":
        return
    taking = [
        (state, slot)
        for state in definition.states.values()
        if state.type in {"approve", "parallel"}
        for slot in slots_of(state)
        if approval_in(state, slot) is not None
    ]
    if not taking:
        yield warning("L12", "bulk_for_nothing", ("bulk",))
    for state, slot in taking:
        papers = tuple(name for name in slot.binds if name in definition.documents)
        if papers:
            yield warning("L12", "bulk_unread_papers", at_slot(state, slot, "binds"), names=papers)
