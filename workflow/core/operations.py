"""The named Operations that an effect may call, and what they do to what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PUT: Final = "registers.put"
CHANGE: Final = "registers.change"
SEND: Final = "signals.send"
SIGNAL: Final = "signal"
OF_REGISTER: Final = "register"
"""Among the literals of `signals.send`: what is told, and the register of the row whose case is told, if not by its
number."""
RETIRED: Final = "agreements.register"
"""Versions published before registers had columns call it; no new version may."""

HOLD: Final = "bookings.hold"
RELEASE: Final = "bookings.release"

OPERATIONS: Final[frozenset[str]] = frozenset({PUT, CHANGE, HOLD, RELEASE, RETIRED, SEND})

WRITES: Final[frozenset[str]] = frozenset({PUT, CHANGE})
"""Operations that write a row of a register. Nothing unsays it when the case comes to another end."""

RELEASES: Final[Mapping[str, frozenset[str]]] = MappingProxyType({HOLD: frozenset({RELEASE})})
"""An Operation that reserves something (rooms, places, money) → those of which one must follow on every way to an end:
they release it or use it up."""
