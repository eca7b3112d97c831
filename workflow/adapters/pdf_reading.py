"""What is enclosed in a PDF that anybody may have written."""

from __future__ import annotations

import logging
from io import BytesIO

from pypdf import PdfReader

from workflow.core.errors import QianheError

logging.getLogger("pypdf").addHandler(logging.NullHandler())


class NotEnclosed(QianheError):
    """The file is no PDF that can be read, or holds no file of that name, or several."""


def enclosed(pdf: bytes, name: str) -> bytes:
    """The one file of that name. Raises NotEnclosed."""
    try:
        found = PdfReader(BytesIO(pdf)).attachments.get(name, [])
    except Exception as problem:
        # A reader of a format so loose raises whatever it trips over.
        raise NotEnclosed(f"{type(problem).__name__}: {problem}") from problem
    if len(found) != 1:
        raise NotEnclosed(f"{len(found)} files {name}")
    return found[0]
