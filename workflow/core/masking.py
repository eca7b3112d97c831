"""A name that lets its owner be recognised on a paper in the hand, and by nobody else."""

from __future__ import annotations

import re
from typing import Final

from workflow.core.text import Text

_MOST_HIDDEN: Final = 2
_REMARK: Final = re.compile(r"\s*[（(][^（(）)]*[）)]$")


def masked(name: Text) -> Text:
    """王○明 and W*** X***; a remark in parentheses at the end is no part of the name."""
    return Text(_masked(name.zh), _masked(name.en))


def _masked(name: str) -> str:
    remark = _REMARK.search(name)
    own = name[: remark.start()] if remark else name
    hidden = _words(own) if own.isascii() else _han(own)
    return hidden + (remark[0] if remark else "")


def _han(name: str) -> str:
    if len(name) < 3:
        return name[:1] + "○" * (len(name) - 1)
    return name[0] + "○" * min(len(name) - 2, _MOST_HIDDEN) + name[-1]


def _words(name: str) -> str:
    return " ".join(f"{word[0]}***" for word in name.split())
