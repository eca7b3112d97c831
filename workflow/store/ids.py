"""Ids of cases: 63 bits, growing with time, so that new rows lie beside each other in every index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
RANDOM_BITS: Final = 21


def new_id(now: datetime, random_bits: int) -> int:
    """42 bits of milliseconds since 2020 (139 years), then the low 21 bits of `random_bits`."""
    moment = (now - EPOCH) // timedelta(milliseconds=1)
    if not 0 <= moment < 1 << (63 - RANDOM_BITS):
        raise ValueError("moment outside the range of ids")
    return (moment << RANDOM_BITS) | (random_bits & ((1 << RANDOM_BITS) - 1))
