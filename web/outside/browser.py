"""What the browser of somebody outside remembers: one secret for one link, apart from all sessions."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from flask import Response, request, url_for

from web.site import is_https
from workflow.services.guest_door import SESSION_LIFE

COOKIE: Final = "qianhe_link"
SEAL: Final = "seal"
LONGEST: Final = 100


def secret_of() -> str | None:
    """None for a browser in which no code was asked for."""
    return (request.cookies.get(COOKIE) or "")[:LONGEST] or None


def remember(response: Response, token: str, secret: str) -> Response:
    """Sent back to this link's addresses alone."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(SESSION_LIFE.total_seconds()),
        path=url_for("outside.show", token=token),
        httponly=True,
        secure=is_https(),
        samesite="Lax",
    )
    return response


def seal() -> str:
    """Stands in each form of a browser that typed a code: another site cannot know it."""
    return hashlib.sha256(f"form {secret_of() or ''}".encode("utf-8", "surrogatepass")).hexdigest()


def sent_from_here() -> bool:
    return secret_of() is not None and hmac.compare_digest(request.form.get(SEAL, ""), seal())
