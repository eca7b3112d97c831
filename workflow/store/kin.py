"""For whom a case is waited for, and which cases it waits for, as JSON; None for nearly every case."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from workflow.core.case import CaseView
from workflow.core.kinship import Awaited, Child
from workflow.store.types import json_text

Kin = tuple[Awaited | None, tuple[Child, ...]]


def kin_text(case: CaseView) -> str | None:
    if case.awaited is None and not case.children:
        return None
    above = astuple(case.awaited) if case.awaited is not None else None
    return json_text([above, [astuple(child) for child in case.children]])


def read_kin(kept: list[Any] | None) -> Kin:
    if not kept:
        return None, ()
    above, children = kept
    return Awaited(*above) if above else None, tuple(Child(*child) for child in children)
