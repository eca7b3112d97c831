"""How wide a text will be, near enough: nobody knows the reader's font, so it is estimated on the wide side."""

from __future__ import annotations

import re
from typing import Final

WIDE_FROM: Final = 0x2E80
"""Chinese characters and their punctuation, each as wide as it is high."""
_NARROW: Final = frozenset(" .,:;'|!()[]ijlft")
_WIDE: Final = frozenset("“”‘’…—")
"""As fonts for Chinese draw them, whatever language stands between."""
_TOKEN: Final = re.compile(r"\s+|[!-~]+(?<!\s)|[\u00a0-\u2e7f]+|.", re.DOTALL)
_NO_START: Final = frozenset("，。、；：！？）」』％")
_NO_END: Final = frozenset("（「『")


def width_of(text: str, size: float) -> float:
    return sum(map(_em, text)) * size


def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """Lines that fit; broken between words and between Chinese characters, never before closing or behind opening
    punctuation."""
    lines: list[str] = []
    line = ""
    for token in _tokens(text, size, width):
        if line and width_of(line + token.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _tokens(text: str, size: float, width: float) -> list[str]:
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and (token in _NO_START or found[-1][-1] in _NO_END):
            found[-1] += token
        elif width_of(token, size) > width:
            found.extend(token)
        else:
            found.append(token)
    return found


def _em(character: str) -> float:
    if ord(character) >= WIDE_FROM or character in _WIDE:
        return 1.0
    if character in _NARROW:
        return 0.34
    return 0.7 if character.isupper() or character in "mwMW@%→←" else 0.57
