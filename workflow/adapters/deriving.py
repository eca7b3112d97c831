"""Secrets that need not be stored, because the installation's key and their name give them again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Final

_PURPOSE: Final = b"qianhe.derive.1\x00"


def deriver(secret_key: str) -> Callable[[str], bytes]:
    """32 bytes by name, the same in every process that has the key; other uses of the key have other names."""
    key = hmac.digest(secret_key.encode(), _PURPOSE, hashlib.sha256)
    return lambda name: hmac.digest(key, name.encode(), hashlib.sha256)
