"""When to try again what failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

TIMER_WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 1440))
"""Eight tries within about a day and a half; after that a human must look."""

MAIL_WAITS: Final = (
    *(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40)),
    *(timedelta(hours=1) for _ in range(120)),
)
"""Every hour for five days, as long as mail servers themselves keep trying."""


def next_try(waits: Sequence[timedelta], attempts: int, now: datetime) -> datetime | None:
    """`attempts` have failed so far, at least one; None when there is to be no further one."""
    return now + waits[attempts - 1] if attempts <= len(waits) else None
