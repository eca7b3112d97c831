"""Forms that others made up are not taken: a token per session, and what browsers say about where a form comes from."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any, Final

from flask import current_app, request
from flask_wtf.csrf import CSRFProtect
from itsdangerous import BadData, URLSafeTimedSerializer

protection: Final = CSRFProtect()
"""Not consulted by itself: `web.access` asks for it in its turn."""

FIELD: Final = "csrf_token"
_SALT: Final = "wtf-csrf-token"


def require_token() -> None:
    """Raises flask_wtf.csrf.CSRFError."""
    protection.protect()


def from_here() -> bool:
    """False when the browser says that another site sent this."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def is_token_of(data: Mapping[str, Any]) -> bool:
    """Whether the form carries the token of a session that is over and remembered `data`."""
    signer = URLSafeTimedSerializer(current_app.secret_key or "", salt=_SALT)
    try:
        sent = str(signer.loads(request.form.get(FIELD, "")))
    except BadData:
        return False
    return hmac.compare_digest(sent, str(data.get(FIELD, "")))
