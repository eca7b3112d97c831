"""Text that people type, made safe to store, compare and print."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from workflow.core.errors import QianheError

LONGEST_TEXT: Final = 200
LONGEST_LONGTEXT: Final = 20_000
LONGEST_EMAIL: Final = 254

_LINE_ENDS: Final = re.compile(r"\r\n?")
# Control characters, surrogates, the line separators that only Unicode knows, and the marks that reorder what
# a reader sees; joiners stay, for names and emoji need them.
_HIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN: Final = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])")


class BadValue(QianheError):
    """One value that a field does not accept; the reader of the form makes a FieldProblem of it."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def clean_text(raw: object, *, longest: int, shortest: int = 0, lines: bool = False) -> str | None:
    """Trimmed and NFC-normalised; None when nothing is left. `lines` permits line breaks and tabs.

    Raises BadValue: not_text, too_long, too_short, control_characters. Lengths are in characters.
    """
    if not isinstance(raw, str):
        raise BadValue("not_text")
    # Normalising hostile text costs time, and never shortens it to less than a quarter.
    if len(raw) > 4 * longest + 1000:
        raise BadValue("too_long", longest=longest)
    text = _LINE_ENDS.sub("\n", raw).strip()
    if _HIDDEN.search(text.replace("\n", "").replace("\t", "") if lines else text):
        raise BadValue("control_characters")
    text = unicodedata.normalize("NFC", text)
    if len(text) > longest:
        raise BadValue("too_long", longest=longest)
    if text and len(text) < shortest:
        raise BadValue("too_short", shortest=shortest)
    return text or None


def clean_email(raw: object) -> str | None:
    """An address that a mail server can be given; the domain in lower case. Raises BadValue."""
    text = clean_text(raw, longest=LONGEST_EMAIL)
    if text is None:
        return None
    local, _, domain = text.rpartition("@")
    if len(local) > 64 or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise BadValue("not_an_email")
    return f"{local}@{domain.lower()}"
