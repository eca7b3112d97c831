"""From the bytes of a file to text that a YAML parser may see: size, encoding, and characters nobody can see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LARGEST: Final = 256 * 1024

_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xef\xbb\xbf", "UTF-8"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Tabs, controls, the line breaks that only YAML 1.1 knows, marks that turn the direction of writing (people would see
# another text than the parser), surrogates, byte order marks in the middle, and carriage returns without a line feed.
_HIDDEN: Final = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)"
)


@dataclass(frozen=True, slots=True)
class TextProblem:
    code: str
    line: int = 1
    column: int = 1
    params: Mapping[str, object] = field(default_factory=dict)


def decoded(source: bytes | str) -> tuple[str, TextProblem | None]:
    """The text, or an empty one and the first problem that keeps it from being read."""
    if len(source) > LARGEST:
        return "", TextProblem("too_large", params={"kilobytes": LARGEST // 1024})
    if isinstance(source, str):
        return _checked(source)
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return "", TextProblem("byte_order_mark", params={"encoding": encoding})
    try:
        return _checked(source.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        line, column = _place(before, len(before))
        return "", TextProblem("is_big5" if _is_big5(source) else "not_utf8", line, column)


def _checked(text: str) -> tuple[str, TextProblem | None]:
    if text.startswith("\ufeff"):
        return "", TextProblem("byte_order_mark", params={"encoding": "UTF-8"})
    found = _HIDDEN.search(text)
    if found is None:
        return text, None
    line, column = _place(text, found.start())
    if found[0] == "\t":
        return "", TextProblem("tab", line, column)
    return "", TextProblem("control_character", line, column, {"character": f"U+{ord(found[0]):04X}"})


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _is_big5(source: bytes) -> bool:
    try:
        source.decode("cp950")
    except UnicodeDecodeError:
        return False
    return True
