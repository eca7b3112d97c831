"""What is said about versions of processes and about moving cases between them, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "no_map": "Version {version} has no map from version {before}: add a migrate block to its file.",
        "map_from_unknown": "Version {version} has no state “{name}”, which the map names.",
        "not_mapped": "State “{name}” of version {version} is no state of the other version.",
        "cannot_stand_there": "No case can stand in “{state}”.",
        "stranded": "After the move nobody is asked in “{state}” and no time is waited for.",
        "cannot_be_moved": "After the move the definition leads nowhere: {detail}.",
        "nothing_to_plan": "There is nothing to plan anew.",
        "nothing_moves": "Nobody is asked in “{state}” and no time is waited for: the case goes no further.",
        "already_retired": "Version {version} of “{process}” is retired already.",
        "state_not_in_version": "Case {case} stands in “{name}”, which version {version} does not have.",
    }
)
