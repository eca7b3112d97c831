"""How many guesses a password would stand; the only module that knows the library with the lists of common ones."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

from zxcvbn import zxcvbn

JUDGED: Final = 64
"""Characters from the beginning; judging takes longer with the square of their number."""

_ONE_AT_A_TIME: Final = threading.Lock()


def guesses_of(password: str, words: Sequence[str]) -> float:
    """Guesses of somebody who tries what is common, keys in a row, repetition and dates first, and `words` before all
    of it: what is known of the person.
    """
    beginning = password[:JUDGED]
    with _ONE_AT_A_TIME:  # the library keeps the words of a call in a table that all calls share
        return float(zxcvbn(beginning, user_inputs=list(words), max_length=JUDGED)["guesses"])
