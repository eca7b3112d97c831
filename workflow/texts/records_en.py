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
        "signature_missing": "The file is not signed",
        "key_differs": "The file was signed with another key than the one given",
        "record_too_large": "The file is larger than any record may be",
        "not_json": "The file is no JSON text that can only be read one way",
        "key_repeated": "A name occurs twice in one object, so the file can be read in two ways",
        "source_differs": "The source of the definition is not the one that was published",
        "definition_missing": "The definition that this entry follows is not in the file",
        "case_differs": "What the file says about the case differs from its chain",
        "task_differs": "This task differs from the chain",
        "decision_differs": "This decision differs from the chain",
        "rendering_differs": "A document that the case made differs from what its history says",
        "document_differs": "The chain names a file that is not among the documents",
        "guest_differs": "Who acted from outside differs from the chain",
        "commitment_missing": "What this entry commits to is neither shown nor marked as erased",
        "key_missing": "There is no signing key at {path}. Make one with qianhe init",
        "key_unreadable": "The signing key {path} cannot be read, or is no Ed25519 key",
        "no_record_in_pdf": "This PDF holds no record of a case, or cannot be read",
        "seal_missing": "This PDF has no seal, or something was added after it",
        "seal_differs": "The pages of this PDF are not as the service made them",
        "pdf_busy": "Other documents are being made at the moment. Try again shortly.",
        "pdf_timeout": "The document is too long to be made within {seconds} seconds. Its record can be exported.",
        "pdf_too_large": "The document is too large for a PDF. The record can still be exported.",
        "pdf_failed": "The PDF could not be made: {detail}",
        "pdf_crashed": "Making the PDF was interrupted. Try again.",
        "pdf_library_missing": "This machine lacks what makes PDFs. Install it: "
        "apt-get install --no-install-recommends {packages}",
    }
)
