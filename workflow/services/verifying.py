"""An exported record checked offline: by what it holds alone, and by the key that its reader trusts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from workflow.adapters.signing import verify
from workflow.core.canonical import NotCanonical
from workflow.core.record import FORMAT, RecordProblem, check_record, signed_bytes
from workflow.services.record_rows import row_problems

LARGEST: Final = 64 * 1024 * 1024
"""Bytes."""

Key = Literal["given", "embedded"]

_PEM: Final = re.compile("-----BEGIN PUBLIC KEY-----\\s([^-]*)\\s-----END PUBLIC KEY-----")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`signed_by` is the fingerprint of the key that made the signature, None when no signature holds.

    With `key` "embedded" nobody vouches for that key but the file itself: its owner could have written the whole
    record. `number` is what the file says, whether it holds or not.
    """

    problems: tuple[RecordProblem, ...]
    number: str | None
    signed_by: str | None
    key: Key

    @property
    def ok(self) -> bool:
        return not self.problems


class _Repeated(ValueError):
    """One key twice in one object: two readers could read two records."""


def verify_record(content: bytes, key: str | None = None) -> Verdict:
    """Every problem of the file, with its place. `key` is the public PEM that must have signed it. Never raises.

    Beside the codes of `core.record`: record_too_large, not_json, key_repeated, signature_missing, signature_differs,
    key_differs (signed by another key than the given one), and those of `record_rows`.
    """
    where: Key = "embedded" if key is None else "given"
    try:
        doc = _parsed(content)
    except _Unread as problem:
        return Verdict((RecordProblem(problem.code, "file"),), None, None, where)
    problems = check_record(doc)
    if doc.get("format") != FORMAT:
        return Verdict(problems, None, None, where)
    signer, refusals = _signed_by(doc, key)
    return Verdict((*problems, *row_problems(doc), *refusals), _number(doc), signer, where)


def verdict_shape(verdict: Verdict) -> dict[str, Any]:
    """The answer of `audit verify --json`."""
    problems = [{"code": problem.code, "where": problem.where} for problem in verdict.problems]
    return {
        "ok": verdict.ok,
        "case": verdict.number,
        "signed_by": verdict.signed_by,
        "key": verdict.key,
        "problems": problems,
    }


def fingerprint(public: str) -> str | None:
    """SHA-256 in hex of a public key's DER, however its PEM is wrapped; None for no PEM."""
    wrapped = _PEM.fullmatch(public.strip())
    der = _decoded("".join(wrapped[1].split())) if wrapped else None
    return hashlib.sha256(der).hexdigest() if der else None


def _decoded(text: str) -> bytes | None:
    """None for anything but the one spelling of some bytes in base64."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if base64.b64encode(found).decode() == text else None


class _Unread(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _parsed(content: bytes) -> Mapping[str, Any]:
    """Strictly: UTF-8, no key twice, no number that is no whole one."""
    if len(content) > LARGEST:
        raise _Unread("record_too_large")
    try:
        doc = json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number
        )
    except _Repeated:
        raise _Unread("key_repeated") from None
    except (ValueError, RecursionError):
        raise _Unread("not_json") from None
    if not isinstance(doc, dict):
        raise _Unread("not_json")
    return doc


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Repeated
    return found


def _no_number(text: str) -> object:
    raise ValueError(text)


def _signed_by(doc: Mapping[str, Any], key: str | None) -> tuple[str | None, tuple[RecordProblem, ...]]:
    signature = doc.get("signature")
    parts = [signature.get(name) for name in ("algorithm", "key", "bytes")] if isinstance(signature, Mapping) else []
    if len(parts) != 3 or not all(isinstance(part, str) for part in parts):
        return None, (RecordProblem("signature_missing", "signature"),)
    algorithm, embedded, made = map(str, parts)
    signer = fingerprint(embedded)
    if key is not None and signer != fingerprint(key):
        return None, (RecordProblem("key_differs", "signature.key"),)
    try:
        spelled = algorithm == "Ed25519" and _decoded(made) is not None
        holds = spelled and verify(embedded if key is None else key, signed_bytes(doc), made)
    except NotCanonical as problem:
        return None, (RecordProblem("malformed", problem.where.lstrip(".")),)
    if not holds:
        return None, (RecordProblem("signature_differs", "signature"),)
    return signer, ()


def _number(doc: Mapping[str, Any]) -> str | None:
    case = doc.get("case")
    number = case.get("number") if isinstance(case, Mapping) else None
    return number if isinstance(number, str) else None
