"""What a decision binds: one hash over commitments to the fields and files that were approved.

A commitment hides its value behind a salt that is kept outside the chain, one per case and field. Equal
values of a field therefore stay equal for the life of the case, and forgetting the salt erases the value
from the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from workflow.core.canonical import canonical_bytes, plain, sha256_hex

TRANSFORM_VERSION: Final = "1"
"""The rule by which values become a scope hash.

A change of the rule is a new version and makes decisions stale.
"""

SHORTEST_SALT: Final = 16

_COMMITMENT: Final = b"qianhe.commitment.1\x00"
_SCOPE: Final = b"qianhe.scope.1\x00"
_RENDERED: Final = b"qianhe.rendered.1\x00"
_SINGLE: Final = frozenset({str, int, bool, Decimal, date, datetime, type(None)})
_MISSING: Final = b"missing"
_VALUE: Final = b"value\x00"


def commitment(salt: bytes, value: object) -> str:
    """SHA-256 (hex) over salt and value. None, an empty group and an empty list all count as missing.

    The stored form of a value (decimals and dates as text) has the commitment of the value itself.
    Raises NotCanonical for a value without canonical form and ValueError for a salt under 16 bytes.
    """
    if len(salt) < SHORTEST_SALT:
        raise ValueError("salt too short")
    held = value if type(value) in _SINGLE else _held(plain(value))
    body = _MISSING if held is None else _VALUE + canonical_bytes(held)
    return sha256_hex(_COMMITMENT + len(salt).to_bytes(2, "big") + salt + body)


def scope_hash(commitments: Mapping[str, str], transform_version: str = TRANSFORM_VERSION) -> str:
    """The hash that a decision stores: over the commitments of all bound names, whatever their order."""
    return sha256_hex(_SCOPE + canonical_bytes({"transform": transform_version, "commitments": dict(commitments)}))


def document_value(name: str, media_type: str, digest: str) -> dict[str, str]:
    """A file as a bound value. `digest` is the SHA-256 of its bytes in hex."""
    return {"name": name, "media_type": media_type, "sha256": digest}


def rendered_digest(layout_version: str, content: Mapping[str, object]) -> str:
    """What stands for a rendered document before its bytes exist: layout version and input."""
    return sha256_hex(_RENDERED + canonical_bytes({"layout": layout_version, "content": content}))


def _held(value: Any) -> Any:
    """The value without its unset parts; None when nothing is left."""
    if isinstance(value, dict):
        parts = {name: _held(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part is not None} or None
    if isinstance(value, list):
        return [_held(part) for part in value] or None
    return value
