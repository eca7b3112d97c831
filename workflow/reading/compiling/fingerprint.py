"""The identity of a file: what it says, without comments, order of keys and defaults left out or written."""

from __future__ import annotations

from workflow.core.canonical import canonical_bytes, sha256_hex
from workflow.reading.shapes.base import Shape


def fingerprint(shape: Shape) -> str:
    """SHA-256 over the canonical JSON of the file with all defaults filled in."""
    return sha256_hex(canonical_bytes(shape.model_dump(by_alias=True, serialize_as_any=True)))
