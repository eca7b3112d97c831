"""Stored values as the core has them."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.afterwards import AFTERWARDS
from workflow.core.case import CaseView, DecisionView
from workflow.core.fields import from_json
from workflow.core.machine import Process
from workflow.core.turn import find_slot


def typed(process: Process, view: CaseView) -> CaseView:
    """Stored values as the core has them: decimals and dates instead of texts, in answers too."""
    decisions = tuple(_typed_input(process, row) if row.input else row for row in view.decisions)
    return replace(view, data=from_json(process.definition.fields, view.data), decisions=decisions)


def _typed_input(process: Process, decision: DecisionView) -> DecisionView:
    slot = find_slot(process.definition, decision.state, decision.key)
    specs = [spec for known in slot.outcomes if known.code == decision.outcome for spec in known.input] if slot else []
    later = AFTERWARDS if decision.retroactive is not None else ()
    return replace(decision, input=from_json((*specs, *later), decision.input))
