"""What a person typed into the form that was sent, to be shown or kept when it could not be done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from flask import request

from web.forgery import FIELD

LONGEST_KEPT: Final = 200_000
NEVER_KEPT: Final = frozenset({FIELD, "password", "current_password", "new_password", "new_password_again"})
UNSEEN: Final = frozenset({"nonce", "saw", "task", "next"})


@dataclass(frozen=True, slots=True)
class Typed:
    """`path` is where the form goes, `back` the page on which it stood. Files are not in `fields`."""

    path: str
    back: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    @property
    def seen(self) -> tuple[tuple[str, str], ...]:
        """What a person would recognise."""
        return tuple((name, value) for name, value in self.fields if name not in UNSEEN and value.strip())

    def to_json(self) -> dict[str, Any]:
        return {"path": self.path, "back": self.back, "fields": [list(it) for it in self.fields], "files": self.files}

    @classmethod
    def from_json(cls, kept: Any) -> Typed:
        fields = tuple((str(name), str(value)) for name, value in kept["fields"])
        return cls(kept["path"], kept["back"], fields, kept["files"])


def typed_now() -> Typed:
    """The form of this request, without passwords and tokens."""
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT)
    return Typed(request.full_path.rstrip("?"), page_before(), fields, any(file for file in request.files.values()))


def page_before() -> str:
    """The page of this site from which the request came, else the start page."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return "/"
    return local_path(parts.path + (f"?{parts.query}" if parts.query else ""))


def local_path(path: str | None) -> str:
    """A path of this site; anything that could lead elsewhere becomes the start page."""
    text = path or "/"
    parts = urlsplit(text)
    leads_out = parts.scheme or parts.netloc or not text.startswith("/") or text.startswith("//")
    return "/" if leads_out or "\\" in text or not text.isprintable() else text


def is_short_enough(typed: Typed) -> bool:
    return len(json.dumps(typed.to_json())) <= LONGEST_KEPT
