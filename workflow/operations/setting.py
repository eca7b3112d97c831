"""What stands around a step when its operations run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.core.directory import Directory
from workflow.core.registers import RegisterSpec


@dataclass(frozen=True, slots=True)
class Setting:
    """The moment, the registers that are published now, and the people of today."""

    now: datetime
    registers: Mapping[str, RegisterSpec]
    directory: Directory
