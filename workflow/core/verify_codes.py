"""The code on a paper by which anybody can ask whether it still holds: 128 random bits that people can type."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

RANDOM_BYTES: Final = 16
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I, which look alike."""

_LETTERS: Final = 28
_CHECK_BITS: Final = 12
_GROUP: Final = 4
_BETWEEN: Final = re.compile(r"[\s\-_.·‐-―−]+")


def make_code(randomness: bytes) -> str:
    """Seven groups of four; the last 12 bits tell a slip of the pen. `randomness` are RANDOM_BYTES."""
    number = int.from_bytes(randomness) << _CHECK_BITS | _check(randomness)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
    return "-".join(letters[place : place + _GROUP] for place in range(0, _LETTERS, _GROUP))


def read_code(typed: str) -> str | None:
    """The code as it was made, however it is written; None for what cannot be one."""
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed[:200])).upper()
    if len(letters) != _LETTERS or not set(letters) <= set(ALPHABET):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    made = make_code((number >> _CHECK_BITS).to_bytes(RANDOM_BYTES + 1)[1:])
    return made if made.replace("-", "") == letters else None


def _check(randomness: bytes) -> int:
    return int.from_bytes(hashlib.sha256(randomness).digest()[:2]) >> 16 - _CHECK_BITS
