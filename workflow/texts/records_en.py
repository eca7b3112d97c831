"""What is wrong with an exported record, its chain or a signing key, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "malformed": "The record has not the shape of one",
        "unknown_format": "This file is no case record, or one of an unknown version",
        "facts_differ": "This entry speaks of another case, definition or sequence number",
        "scope_differs": "What was approved differs from the record",
        "commitment_differs": "The value of a field differs from the record",
        "not_in_chain": "This item is not in the chain",
        "seq_gap": "Entries are missing",
        "seq_repeated": "A sequence number occurs twice",
        "prev_differs": "This entry does not follow the one before it",
        "second_genesis": "The chain has a second beginning",
        "hash_differs": "The content of this entry was changed",
        "beyond_head": "There are entries beyond the end of the chain",
        "head_differs": "The end of the chain was cut off or changed",
        "signature_differs": "The signature does not fit the content",
        "key_missing": "There is no signing key at {path}. Make one with qianhe init",
        "key_unreadable": "The signing key {path} cannot be read, or is no Ed25519 key",
    }
)
