"""What keeps definitions from being published, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "version_taken": "Version {version} of {key} is already published with another content ({sha256}).",
        "rows_alike": "Rows of the register {key} are alike in what must differ: {codes}.",
        "version_behind": "{key} is already published up to version {newest}; version {version} comes too late.",
        "scenario_failed": "Scenario “{name}” failed: step {step} expected {expected}, got {got}.",
    }
)
HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "version_taken": "Raise the version and publish again.",
        "rows_alike": "Mend those rows first, then publish.",
        "version_behind": "Give it a version above {newest}.",
        "scenario_failed": "Correct the process or the scenario. Step 0 is the start, or what is expected in the end.",
    }
)
