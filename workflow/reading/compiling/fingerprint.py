"""The identity of a file: what it says, without comments, order of keys and defaults left out or written."""

from __future__ import annotations

from typing import Final

from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.reading.shapes.base import Shape

LATER: Final = frozenset({"sections"})
"""Keys that came after versions had been published; where they are not written, those stay what they are."""


def fingerprint(shape: Shape) -> str:
    """SHA-256 over the canonical JSON of the file with all defaults filled in."""
    said = shape.model_dump(by_alias=True, serialize_as_any=True)
    return sha256_hex(canonical_bytes({key: value for key, value in said.items() if key not in LATER or value}))
