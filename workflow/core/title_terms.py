"""By which pieces cases are found: pairs of neighbouring characters in Chinese titles, beginnings of words elsewhere.

An index of pieces only narrows down what is looked at; whether a title really holds what was asked is asked of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from workflow.core.form import FieldSpec

BEGINNING: Final = 3
"""Characters of a word's beginning by which it is found; a shorter word is found whole."""
_FIRST_EAST_ASIAN: Final = 0x2E80


def folded(text: str) -> str:
    """One spelling for full and half width, for large and small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms_of(*texts: str) -> frozenset[str]:
    """The pieces of texts that are one title in several languages."""
    return frozenset(term for text in texts for term in _terms(folded(text)))


def words_asked(question: str) -> tuple[str, ...]:
    """What must all stand in a title, in any order."""
    return tuple(dict.fromkeys(folded(question).split()))


def terms_asked(words: tuple[str, ...]) -> frozenset[str]:
    """Pieces that every title with these words has; none for a single Chinese character or bare punctuation."""
    return frozenset(term for word in words for term in _terms(word))


def code_term(code: str) -> str:
    """The piece by which cases are found that name a row of a register; no piece of a title looks like it."""
    return f"={code}"


def codes_of(specs: Iterable[FieldSpec], data: Mapping[str, object]) -> frozenset[str]:
    """The rows of registers that the fields themselves name, those inside groups and tables not counted."""
    return frozenset(str(data[spec.name]) for spec in specs if spec.type == "ref" and data.get(spec.name) is not None)


def _terms(text: str) -> Iterator[str]:
    for kind, run in groupby(text, _kind):
        piece = "".join(run)
        if kind == "east":
            yield from (piece[place : place + 2] for place in range(len(piece) - 1))
        elif kind == "word":
            yield piece[:BEGINNING]


def _kind(character: str) -> str:
    if not character.isalnum():
        return "between"
    return "east" if ord(character) >= _FIRST_EAST_ASIAN else "word"
