"""The named Operations that an effect may call, and how many arguments each takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MOST_ARGUMENTS: Final = 20

OPERATIONS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({"agreements.register": (0, MOST_ARGUMENTS)})
"""Name → fewest and most arguments. `agreements.register` takes any fields and documents to keep with the agreement."""
