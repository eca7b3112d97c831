import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.seals import seal, seal_of

PDF = b"%PDF-1.7\nbody of the file\nendobj\nstartxref\n17\n%%EOF\n"
SIGNATURE = base64.b64encode(bytes(64)).decode()
SEALED = seal(PDF, lambda content: SIGNATURE)


def test_a_seal_is_over_the_file_as_it_was_without_it():
    signed = []
    seal(PDF, lambda content: signed.append(content) or SIGNATURE)
    found = seal_of(SEALED)
    assert (found.content, found.signature) == (signed[0], SIGNATURE)


def test_a_sealed_file_still_ends_as_a_pdf_does():
    assert SEALED.endswith(b"\nstartxref\n17\n%%EOF\n")


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_changed_byte_changes_what_must_have_been_signed(place, change):
    changed = bytearray(SEALED)
    changed[place] ^= change
    found = seal_of(bytes(changed))
    assert found is None or (found.content, found.signature) != (seal_of(SEALED).content, SIGNATURE)


@pytest.mark.parametrize("more", [b" ", b"1 0 obj\nendobj\nstartxref\n9\n%%EOF\n", SEALED])
def test_whatever_is_added_after_the_seal_breaks_it(more):
    found = seal_of(SEALED + more)
    assert found is None or found.content != seal_of(SEALED).content


@pytest.mark.parametrize("content", [b"", PDF, b"%PDF-1.7", SEALED[:-8]])
def test_what_is_not_sealed_has_no_seal(content):
    assert seal_of(content) is None


def test_what_does_not_end_as_a_pdf_cannot_be_sealed():
    with pytest.raises(ValueError, match="end of a PDF"):
        seal(b"%PDF-1.7", lambda _: SIGNATURE)
