"""Suggestions for a word that is not among the known ones."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

LONGEST_WORD: Final = 64


def near_misses(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most three known words that resemble `word`, the closest first.

    A word over 64 characters gets none: comparing costs the square of the length, and the word may be
    hostile.
    """
    if len(word) > LONGEST_WORD:
        return ()
    candidates = sorted(name for name in known if len(name) <= LONGEST_WORD)
    return tuple(get_close_matches(word, candidates, n=3, cutoff=0.6))
