import stat

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from workflow.adapters.signing import BadKey, Ed25519PrivateKey, load_key, make_key, public_pem, sign, verify

KEY = Ed25519PrivateKey.generate()


def test_a_made_key_signs_what_its_public_part_verifies(tmp_path):
    path = tmp_path / "instance" / "signing.pem"
    make_key(path)
    key = load_key(path)
    assert verify(public_pem(key), b"record", sign(key, b"record"))


def test_only_the_owner_may_read_a_key(tmp_path):
    make_key(tmp_path / "signing.pem")
    assert stat.S_IMODE((tmp_path / "signing.pem").stat().st_mode) == 0o600


def test_a_key_is_never_replaced(tmp_path):
    path = tmp_path / "signing.pem"
    make_key(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        make_key(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["signing.pem"]


@given(content=st.binary(max_size=200), other=st.binary(max_size=200))
def test_a_signature_holds_for_one_content_only(content, other):
    signature = sign(KEY, content)
    assert verify(public_pem(KEY), content, signature)
    assert verify(public_pem(KEY), other, signature) == (other == content)


def test_a_signature_holds_for_one_key_only():
    assert not verify(public_pem(Ed25519PrivateKey.generate()), b"record", sign(KEY, b"record"))


@given(st.text(max_size=120))
def test_no_text_that_is_given_as_signature_or_key_breaks_the_check(text):
    assert not verify(public_pem(KEY), b"record", text)
    assert not verify(text, b"record", sign(KEY, b"record"))


def test_a_key_of_another_kind_is_refused(tmp_path):
    other = ec.generate_private_key(ec.SECP256R1())
    path = tmp_path / "signing.pem"
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(BadKey, match="key_unreadable"):
        load_key(path)
    public = other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert not verify(public, b"record", sign(KEY, b"record"))


def test_a_missing_or_broken_key_is_named(tmp_path):
    (tmp_path / "broken.pem").write_text("no key")
    for name, code in (("absent.pem", "key_missing"), ("broken.pem", "key_unreadable")):
        with pytest.raises(BadKey) as refused:
            load_key(tmp_path / name)
        assert (refused.value.code, refused.value.params) == (code, {"path": str(tmp_path / name)})
