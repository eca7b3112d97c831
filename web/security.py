"""What every answer tells the browser not to do, and for which hosts this service answers at all."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Response, request

from web.site import is_https
from workflow.config import Settings

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
SECRET_PATHS: Final = ("/verify/", "/x/")
"""Addresses that are secrets: no other site is told them."""
LARGEST_REQUEST: Final = 21 * 1024 * 1024
LARGEST_WITH_FILES: Final = 62 * 1024 * 1024
"""An answer on the page of a case may bring several files at once; three of the largest kind find room."""
WITH_FILES: Final = frozenset({"cases.act", "outside.act"})
LARGEST_FORM: Final = 2 * 1024 * 1024
MOST_PARTS: Final = 2_000


def trusted_hosts(settings: Settings) -> list[str]:
    """The host of the service's own address; this machine may always ask itself how it is."""
    host = urlsplit(settings.base_url).hostname
    return [*LOOPBACK, *([host] if host else [])]


def limit_form() -> None:
    """Text without files is read at once, so it is limited further."""
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = LARGEST_FORM
    elif request.endpoint in WITH_FILES:
        request.max_content_length = LARGEST_WITH_FILES


def protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    secret = request.path.startswith(SECRET_PATHS)
    headers["Referrer-Policy"] = "no-referrer" if secret else "same-origin"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
        headers.add("Vary", "Cookie")
    if is_https():
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response
