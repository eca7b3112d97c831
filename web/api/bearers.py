"""Who asks a question of the API: whoever has the bearer token, so many questions a minute, in his language."""

from __future__ import annotations

import hashlib
from datetime import datetime
from threading import Lock
from typing import Final

from flask import g, request
from werkzeug.exceptions import TooManyRequests, Unauthorized

from web.language import of_browser
from web.site import now, runtime
from workflow.services.tokens import Bearer, find_token

PER_MINUTE: Final = 600
MOST_KEPT: Final = 10_000
OPEN: Final = frozenset({"api.openapi"})


class Allowances:
    """How much each token may still ask: `PER_MINUTE` at once, coming back evenly. One per application process."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._per_minute = per_minute
        self._left: dict[str, tuple[float, datetime]] = {}
        self._lock = Lock()

    def take(self, token: str, at: datetime) -> int:
        """Seconds to wait; 0 when the question may be asked now."""
        with self._lock:
            left, since = self._left.get(token, (float(self._per_minute), at))
            gained = (at - since).total_seconds() * self._per_minute / 60
            left = min(float(self._per_minute), left + max(0.0, gained))
            if left < 1:
                return max(1, round((1 - left) * 60 / self._per_minute))
            if len(self._left) >= MOST_KEPT and token not in self._left:
                self._left.clear()
            self._left[token] = (left - 1, at)
            return 0


def admit(allowances: Allowances) -> None:
    """Before every request to the API. Raises Unauthorized, TooManyRequests."""
    g.language = of_browser()
    if request.endpoint in OPEN:
        return
    bearer = bearer_of_request()
    if bearer is None:
        raise Unauthorized
    wait = allowances.take(hashlib.sha256(_secret().encode()).hexdigest(), now())
    if wait:
        raise TooManyRequests(retry_after=wait)
    g.bearer = bearer


def bearer_of_request() -> Bearer | None:
    """Whose token came with the request."""
    secret = _secret()
    return find_token(runtime(), secret, now()) if secret else None


def asker() -> int:
    """The person behind the request."""
    bearer: Bearer = g.bearer
    return bearer.person


def _secret() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""
