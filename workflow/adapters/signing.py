"""The service's own key: Ed25519, kept as PEM beside the database, used to sign exported records and anchors."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from workflow.adapters.durable import write_whole
from workflow.core.errors import QianheError

__all__ = ["BadKey", "Ed25519PrivateKey", "load_key", "make_key", "public_pem", "sign", "verify"]


class BadKey(QianheError):
    """Codes: `key_missing` (path), `key_unreadable` (path: not a PEM file of an Ed25519 key, or not ours to read)."""

    def __init__(self, code: str, *, path: str) -> None:
        super().__init__(code, path)
        self.code = code
        self.params = {"path": path}


def make_key(path: Path) -> None:
    """Write a new key that only the owner may read. Raises FileExistsError: a key is never replaced."""
    key = Ed25519PrivateKey.generate()
    write_whole(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), new=True)


def load_key(path: Path) -> Ed25519PrivateKey:
    """Raises BadKey."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        raise BadKey("key_missing", path=str(path)) from None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey("key_unreadable", path=str(path)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("key_unreadable", path=str(path))
    return key


def public_pem(key: Ed25519PrivateKey) -> str:
    """What others need to check a signature."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def sign(key: Ed25519PrivateKey, content: bytes) -> str:
    """The signature in base64."""
    return base64.b64encode(key.sign(content)).decode("ascii")


def verify(public: str, content: bytes, signature: str) -> bool:
    """Whether the owner of the public PEM signed exactly this content. Never raises for what it is given."""
    try:
        key = load_pem_public_key(public.encode())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, binascii.Error):
        return False
    return True
