"""Putting values into sentences: a sentence that lacks a value gives way to the next variant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Sentence = str | tuple[str, ...]
"""One wording, or several: the first whose values are all there is used."""

_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


def places(template: str) -> frozenset[str]:
    """The names of the values that the template needs."""
    return frozenset(_PLACE.findall(template))


def variants(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


def fill(sentence: Sentence, values: Mapping[str, str]) -> str | None:
    """The first variant that can be filled; None when each lacks something. An empty value counts as lacking.

    Values are put in as they are: what a person typed is never read as a template.
    """
    for template in variants(sentence):
        if all(values.get(name) for name in places(template)):
            return _PLACE.sub(lambda place: values[place[1]], template)
    return None
