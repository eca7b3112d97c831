"""What a definition's effects may call: run inside the step's transaction, able to refuse it, never committing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from workflow.core.decision import OperationCall, Step
from workflow.operations.agreements import register_agreement
from workflow.store.engine import Connection

Operation = Callable[[Connection, Step, OperationCall, datetime], None]

OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType({"agreements.register": register_agreement})
"""The names are those of `workflow.core.operations`; the checks know them from there."""
