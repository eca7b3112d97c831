"""Lists in pages: which one the address asks for."""

from __future__ import annotations

from typing import Final

from flask import request

LAST: Final = 100_000


def page_asked() -> int:
    """From `?page=`, the first one being 1; what is no page is the first."""
    asked = request.args.get("page", "")
    return min(max(int(asked), 1), LAST) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
