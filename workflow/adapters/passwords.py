"""Hashes of passwords with Argon2id; the only module that knows the library."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher()
_NOBODYS: Final = "$argon2id$v=19$m=65536,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$" + "A" * 43
"""A hash of no password, in the present cost: checking against it takes as long as against a real one."""


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """False for no hash at all, after the same work, so that time does not tell which logins exist."""
    try:
        return _HASHER.verify(password_hash or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether it was made at a lower cost than today's."""
    return _HASHER.check_needs_rehash(password_hash)
