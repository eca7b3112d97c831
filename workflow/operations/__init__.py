"""What a definition's effects may call: run inside the step's transaction, able to refuse it, never committing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.decision import Step
from workflow.core.effects import EffectRule
from workflow.core.operations import CHANGE, HOLD, PUT, RELEASE, RETIRED, SEND
from workflow.operations.bookings import hold, release
from workflow.operations.registers import change_rows, put_rows
from workflow.operations.retired import register_agreement
from workflow.operations.setting import Setting, Told
from workflow.operations.telling import send_signal
from workflow.store.engine import Connection

__all__ = ["OPERATIONS", "Operation", "Setting", "Told"]

Operation = Callable[[Connection, Step, EffectRule, Setting], None]

OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType(
    {
        PUT: put_rows,
        CHANGE: change_rows,
        HOLD: hold,
        RELEASE: release,
        SEND: send_signal,
        RETIRED: register_agreement,
    }
)
"""Those of `workflow.core.operations`; the checks know them from there."""
