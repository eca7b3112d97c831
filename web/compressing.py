"""Pages are sent compressed, with a few random bytes so that their length does not tell what is in them."""

from __future__ import annotations

import gzip
import io
from typing import Final

from flask import Response, request

from web.site import runtime

SHORTEST: Final = 1_000
MOST_PADDING: Final = 64
TYPES: Final = frozenset({"text/html", "application/json", "image/svg+xml", "text/plain"})


def compress(response: Response) -> Response:
    if response.mimetype not in TYPES or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    response.headers.add("Vary", "Accept-Encoding")
    content = response.get_data()
    if len(content) >= SHORTEST and request.accept_encodings.quality("gzip"):
        response.set_data(_compressed(content))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _compressed(content: bytes) -> bytes:
    """The padding is the file name in the header of the format, which every browser skips."""
    length = runtime().random_bytes(1)[0] % MOST_PADDING
    packed = io.BytesIO()
    with gzip.GzipFile("a" * length, "wb", 6, packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()
