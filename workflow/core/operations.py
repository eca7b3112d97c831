"""The named Operations that an effect may call, how many arguments each takes, and what it does to what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MOST_ARGUMENTS: Final = 20

OPERATIONS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({"agreements.register": (0, MOST_ARGUMENTS)})
"""Name → fewest and most arguments. `agreements.register` takes any fields and documents to keep with the agreement."""

RELEASES: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})
"""An Operation that reserves something (places, money) → those of which one must follow on every way to an end: they
release it or use it up. No Operation reserves anything yet."""

FINAL: Final[frozenset[str]] = frozenset({"agreements.register"})
"""Operations that cannot be taken back: only what has been approved may call them."""
