"""How often something dear may be asked for, as this process alone counts it."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Final

MOST_SUBJECTS: Final = 10_000
"""Beyond that the count begins anew for all: it is there against a flood from one side."""


class Rate:
    """`most` within `within` for one subject, an address or a person. Safe for many threads."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self._counts: dict[str, tuple[datetime, int]] = {}
        self._lock = threading.Lock()

    def admits(self, subject: str, now: datetime) -> bool:
        """Count one; False when it is one too many."""
        with self._lock:
            since, count = self._counts.get(subject, (now, 0))
            if now - since >= self.within:
                since, count = now, 0
            if len(self._counts) >= MOST_SUBJECTS:
                self._counts.clear()
            self._counts[subject] = since, count + 1
            return count < self.most
