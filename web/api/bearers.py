"""Who asks a question of the API: whoever has the bearer token, so many questions a minute, in his language."""

from __future__ import annotations

import hashlib
from typing import Final

from flask import g, request
from werkzeug.exceptions import TooManyRequests, Unauthorized

from web.language import of_browser
from web.limiting import Rate
from web.site import now, runtime
from workflow.services.tokens import Bearer, find_token

OPEN: Final = frozenset({"api.openapi"})


def admit(rate: Rate) -> None:
    """Before every request to the API. Raises Unauthorized, TooManyRequests."""
    g.language = of_browser()
    if request.endpoint in OPEN:
        return
    bearer = bearer_of_request()
    if bearer is None:
        raise Unauthorized
    if not rate.admits(hashlib.sha256(_secret().encode()).hexdigest(), now()):
        raise TooManyRequests(retry_after=round(rate.within.total_seconds()))
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
