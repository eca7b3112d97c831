"""What a file is by its own bytes; its name only says what it must be."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Final

from workflow.core.errors import QianheError

MOST_PARTS: Final = 5_000
LARGEST_UNPACKED: Final = 400 * 1024 * 1024

_PDF_BEGINS_WITHIN: Final = 1024
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument.text"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_MAIL_HEAD_WITHIN: Final = 64 * 1024
_HEADER_LINE: Final = re.compile(rb"[!-9;-~]+:")
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f")


class WrongContent(QianheError):
    """Codes, each with `filename`: `file_empty`, `file_wrong_content` (ending), `file_locked` (a password),
    `file_unsafe` (macros, or a package that is no honest one).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    fits: Callable[[bytes], bool]


def sniff(content: bytes, filename: str) -> str | None:
    """The media type of a file whose content is what its ending says; None for an ending we do not know.

    Raises WrongContent. Text must be UTF-8 or Big5 without control characters.
    """
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    kind = _KINDS.get(ending)
    if kind is None:
        return None
    if not content:
        raise WrongContent("file_empty", filename=filename)
    if content.startswith(_OLD_OFFICE):
        # An office file under a password is an old-style container, whatever its ending.
        raise WrongContent("file_locked", filename=filename)
    try:
        fits = kind.fits(content)
    except _Unsafe:
        raise WrongContent("file_unsafe", filename=filename) from None
    if not fits:
        raise WrongContent("file_wrong_content", filename=filename, ending=ending)
    return kind.media_type


class _Unsafe(Exception):
    """The package must not be opened by anybody."""


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_PDF_BEGINS_WITHIN]


def _is_text(content: bytes) -> bool:
    if not _CONTROLS.isdisjoint(content):
        return False
    for encoding in ("utf-8-sig", "cp950"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_mail(content: bytes) -> bool:
    """A saved message: header lines up to the first empty one, a sender and a date among them."""
    head = re.split(rb"\r?\n\r?\n", content[:_MAIL_HEAD_WITHIN], maxsplit=1)[0]
    lines = re.split(rb"\r?\n(?![ \t])", head)
    names = {line.partition(b":")[0].lower() for line in lines}
    return all(_HEADER_LINE.match(line) for line in lines) and names >= {b"from", b"date"}


def _has_part(name: str) -> Callable[[bytes], bool]:
    def fits(content: bytes) -> bool:
        names = _parts(content)
        return "[Content_Types].xml" in names and name in names

    return fits


def _is_open_document(content: bytes) -> bool:
    if "mimetype" not in _parts(content):
        return False
    with zipfile.ZipFile(BytesIO(content)) as package, package.open("mimetype") as part:
        return part.read(len(_OPEN_DOCUMENT) + 1) == _OPEN_DOCUMENT.encode()


def _parts(content: bytes) -> frozenset[str]:
    """The names in a package, after a look at its directory alone; nothing is unpacked. Raises _Unsafe."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()
    too_much = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED
    if too_much or any(_is_unsafe(part) for part in parts):
        raise _Unsafe
    return frozenset(part.filename for part in parts)


def _is_unsafe(part: zipfile.ZipInfo) -> bool:
    """Macros, encrypted parts, links, and names that lead out of the folder it is unpacked into."""
    path = part.filename.replace("\\", "/")
    leads_out = path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    has_macros = path.lower().endswith("vbaproject.bin") or path.startswith(("Basic/", "Scripts/"))
    return leads_out or is_link or has_macros or bool(part.flag_bits & 1)


_KINDS: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "pdf": _Kind("application/pdf", _is_pdf),
        "png": _Kind("image/png", lambda content: content.startswith(_PNG)),
        "jpg": _Kind("image/jpeg", lambda content: content.startswith(_JPEG)),
        "jpeg": _Kind("image/jpeg", lambda content: content.startswith(_JPEG)),
        "docx": _Kind(_OFFICE + "wordprocessingml.document", _has_part("word/document.xml")),
        "xlsx": _Kind(_OFFICE + "spreadsheetml.sheet", _has_part("xl/workbook.xml")),
        "odt": _Kind(_OPEN_DOCUMENT, _is_open_document),
        "txt": _Kind("text/plain", _is_text),
        "csv": _Kind("text/csv", _is_text),
        "eml": _Kind("message/rfc822", _is_mail),
    }
)
ENDINGS: Final = tuple(_KINDS)
