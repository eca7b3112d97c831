"""Pictures in memory that are made anew when what they show has moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Picture = TypeVar("Picture")


class Remembered:
    """What one process of the operating system remembers, by name; always the same kind of picture under a name."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, Any]] = {}

    def at(self, name: str, moment: object, make: Callable[[], Picture]) -> Picture:
        """The picture as of `moment`, which is whatever differs when the picture would."""
        known = self._known.get(name)
        if known is None or known[0] != moment:
            known = self._known[name] = (moment, make())
        picture: Picture = known[1]
        return picture
