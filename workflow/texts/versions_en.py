"""What is said about versions of processes and about moving cases between them, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "nothing_moves": "Nobody is asked in “{state}” and no time is waited for: the case goes no further.",
        "already_retired": "Version {version} of “{process}” is retired already.",
        "state_not_in_version": "Case {case} stands in “{name}”, which version {version} does not have.",
    }
)
