"""Codes of printed versions of cases, and what is known of the case of a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow.store.engine import Connection
from workflow.store.tables import cases, history, verify_codes
from workflow.store.upserting import insert_into


@dataclass(frozen=True, slots=True)
class Printed:
    """`at` and `hash` are those of the entry that made the printed version; `current` is the version of today."""

    number: str
    definition: str
    applicant: int
    unit: str
    version: int
    current: int
    at: datetime
    hash: str


def code_of(connection: Connection, case_id: int, version: int) -> str | None:
    wanted = select(verify_codes.c.code).where(verify_codes.c.case_id == case_id, verify_codes.c.version == version)
    return connection.execute(wanted).scalar_one_or_none()


def issue(connection: Connection, case_id: int, version: int, code: str, now: datetime) -> str:
    """The code of the version: this one, unless somebody was earlier."""
    row = {"case_id": case_id, "version": version, "code": code, "issued_at": now}
    new = insert_into(connection, verify_codes).values(row)
    connection.execute(new.on_conflict_do_nothing(index_elements=["case_id", "version"]))
    return code_of(connection, case_id, version) or code


def printed(connection: Connection, code: str) -> Printed | None:
    """None for a code that was never issued."""
    entry = (history.c.case_id == verify_codes.c.case_id) & (history.c.seq == verify_codes.c.version)
    wanted = (
        select(
            cases.c.number,
            cases.c.definition,
            cases.c.applicant,
            cases.c.applicant_unit,
            verify_codes.c.version,
            cases.c.version.label("current"),
            history.c.at,
            history.c.hash,
        )
        .join_from(verify_codes, cases, cases.c.id == verify_codes.c.case_id)
        .join(history, entry)
        .where(verify_codes.c.code == code)
    )
    row = connection.execute(wanted).one_or_none()
    return Printed(*row) if row else None
