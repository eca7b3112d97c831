"""The seal of a PDF: a signature over the whole file, kept in a comment before its last lines.

The record inside a PDF proves itself; the seal says that the pages around it are those that the service drew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_DOMAIN: Final = b"qianhe.pdf.1\x00"
_END: Final = re.compile(rb"startxref\r?\n[0-9]+\r?\n%%EOF\r?\n?\Z")
_SEALED: Final = re.compile(rb"%qianhe-seal ([A-Za-z0-9+/]{86}==)\n(startxref\r?\n[0-9]+\r?\n%%EOF\r?\n?)\Z")
_TAIL: Final = 256


@dataclass(frozen=True, slots=True)
class Seal:
    """`content` is what was signed, `signature` is in base64."""

    content: bytes
    signature: str


def seal(pdf: bytes, sign: Callable[[bytes], str]) -> bytes:
    """The file with its seal; `sign` gives an Ed25519 signature in base64. Raises ValueError for what is no PDF."""
    end = _END.search(pdf, max(len(pdf) - _TAIL, 0))
    if end is None:
        raise ValueError("no end of a PDF")
    return b"%s%%qianhe-seal %s\n%s" % (pdf[: end.start()], sign(_signed(pdf)).encode("ascii"), end[0])


def seal_of(pdf: bytes) -> Seal | None:
    """None where there is none, or anything at all follows it that was not there when it was made."""
    found = _SEALED.search(pdf, max(len(pdf) - _TAIL, 0))
    return Seal(_signed(pdf[: found.start()] + found[2]), found[1].decode("ascii")) if found else None


def _signed(pdf: bytes) -> bytes:
    return _DOMAIN + hashlib.sha256(pdf).digest()
