"""Rows of registers (登錄): what processes read from and leave behind, each change kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from workflow.store.engine import Connection
from workflow.store.revisions import bump
from workflow.store.tables import register_history, register_rows
from workflow.store.upserting import insert_into

Data = Mapping[str, Any]


def revision_of(register: str) -> str:
    """The name of the counter that moves with every change of the register."""
    return f"register.{register}"


def row(connection: Connection, register: str, code: str) -> Data | None:
    """The newest data of one row."""
    return rows(connection, register, [code]).get(code)


def rows(connection: Connection, register: str, codes: Iterable[str] | None = None) -> dict[str, Data]:
    """Newest data by code, in the order of codes; all of the register without `codes`."""
    wanted = select(register_rows.c.code, register_rows.c.data).where(register_rows.c.register == register)
    if codes is not None:
        wanted = wanted.where(register_rows.c.code.in_(list(codes)))
    return {row.code: row.data for row in connection.execute(wanted.order_by(register_rows.c.code))}


def put(
    connection: Connection,
    register: str,
    code: str,
    data: Data,
    *,
    by: int,
    at: datetime,
    case: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Insert or replace a row; its version, from 1. `case` is the one whose step leaves it. Needs a transaction."""
    values = {
        "register": register,
        "code": code,
        "data": data,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "changed_at": at,
        "changed_by": by,
        "case_id": case,
    }
    new = insert_into(connection, register_rows).values(**values, version=1)
    changes = {name: new.excluded[name] for name in values if name not in {"register", "code"}}
    stored = new.on_conflict_do_update(
        index_elements=["register", "code"], set_={**changes, "version": register_rows.c.version + 1}
    )
    version = int(connection.execute(stored.returning(register_rows.c.version)).scalar_one())
    connection.execute(insert(register_history).values(**values, version=version))
    bump(connection, revision_of(register))
    return version
