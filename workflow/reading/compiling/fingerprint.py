"""The identity of a file: what it says, without comments, order of keys and defaults left out or written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.reading.shapes.base import Shape

LATER: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "ProcessFile": frozenset({"migrate", "sections", "auditors"}),
        "ActStep": frozenset({"twin"}),
        "Anytime": frozenset({"merge", "paper", "remind"}),
        "DeadlineMap": frozenset({"grace", "extend"}),
        "EndState": frozenset({"spawn", "obligations"}),
        "Scenario": frozenset({"speed", "overdue_duties"}),
        "Expectation": frozenset({"booked", "children", "documents", "due", "spawned", "speed", "told", "written"}),
        "Render": frozenset(
            {
                "language",
                "doc_no",
                "title",
                "to",
                "salutation",
                "text",
                "table",
                "columns",
                "opinions",
                "checklist",
                "sections",
                "closing",
                "signed_by",
                "copies",
                "enclosed",
                "issue",
            }
        ),
        "PoolActor": frozenset({"desk"}),
        "WaitState": frozenset({"signals", "refresh"}),
        "SpawnMap": frozenset({"each"}),
        "Defaults": frozenset({"may"}),
        "Human": frozenset({"may", "closes_when", "retroactive"}),
        "ApproveState": frozenset({"signature"}),
        "ParallelState": frozenset({"signature"}),
        "ABranch": frozenset({"signature", "guest"}),
        "ExternalState": frozenset({"guest"}),
        "RegisterFile": frozenset({"summary", "may_see", "only_for", "valid", "watch", "begins"}),
        "OrganisationFile": frozenset({"mail"}),
        "UnitField": frozenset({"units", "level"}),
        "DateColumn": frozenset({"counted"}),
        "Vote": frozenset({"percent", "veto", "quorum", "settle", "each"}),
    }
)
"""Keys, by their shape, that came after versions had been published: while they say nothing but their default, those
versions stay what they are."""


def fingerprint(shape: Shape) -> str:
    """SHA-256 over the canonical JSON of the file with all defaults filled in."""
    return sha256_hex(canonical_bytes(_said(shape)))


def _said(value: Any) -> Any:
    if isinstance(value, Shape):
        later = frozenset[str]().union(*(LATER.get(kind.__name__, ()) for kind in type(value).__mro__))
        declared = {
            field.alias or name: _said(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name not in later or getattr(value, name) != field.get_default(call_default_factory=True)
        }
        return declared | _said(value.model_extra or {})
    if isinstance(value, Mapping):
        return {key: _said(each) for key, each in value.items()}
    return [_said(each) for each in value] if isinstance(value, list | tuple) else value
