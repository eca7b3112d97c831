"""Exported records, and the keys that only tests sign with."""

from __future__ import annotations

from typing import Any

from tests.support.clinic import EXAMINED, Patient
from workflow.adapters.signing import Ed25519PrivateKey, public_pem, sign
from workflow.core.record import signed_bytes
from workflow.services.exporting import export_record

OWN_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = public_pem(OWN_KEY)
OTHER_PUBLIC = public_pem(OTHER_KEY)


def record_of(patient: Patient, case: str) -> dict[str, Any]:
    with patient.office.runtime.database.snapshot() as connection:
        ((number,),) = connection.run(f"SELECT number FROM cases WHERE id = {patient.cases[case]}", ())
    return export_record(
        patient.office.runtime, number, EXAMINED, sign=lambda content: sign(OWN_KEY, content), public_key=PUBLIC
    )


def signed_by_another(doc: dict[str, Any]) -> dict[str, Any]:
    """As a forger would who has the file and no key of ours."""
    signature = {"algorithm": "Ed25519", "key": OTHER_PUBLIC, "bytes": sign(OTHER_KEY, signed_bytes(doc))}
    return {**doc, "signature": signature}
