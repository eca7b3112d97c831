"""Rows of registers (登錄): what processes read from and leave behind, each change kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Text, and_, delete, exists, func, insert, literal, or_, select

from workflow.store.engine import Connection
from workflow.store.errors import StoreError
from workflow.store.revisions import bump
from workflow.store.tables import register_history, register_keys, register_rows
from workflow.store.upserting import insert_into

Data = Mapping[str, Any]
Keys = Sequence[tuple[str, str]]
"""Columns that no two rows may hold alike, each with a digest of what the row holds in them."""

AT_ONCE: Final = 500


class RowTaken(StoreError):
    """Another row, `code`, holds the same in `columns`, or this code is there already."""

    def __init__(self, columns: tuple[str, ...], code: str) -> None:
        super().__init__(f"{' '.join(columns)} as in {code}")
        self.columns = columns
        self.code = code


class RowMoved(StoreError):
    """The row is no longer in the version that was seen."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a row; `case` is the one whose step left it, else somebody changed it by hand or from a file."""

    version: int
    data: Data
    at: datetime
    by: int
    case: int | None


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


def rows_with(
    connection: Connection, register: str, column: str, values: Sequence[str], *, most: int
) -> tuple[Data, ...]:
    """Newest data of rows that hold one of the values in a column, those changed last first."""
    held = register_rows.c.data.op("->>", return_type=Text())(literal(column, Text())).in_(list(values))
    wanted = select(register_rows.c.data).where(register_rows.c.register == register, held)
    newest = wanted.order_by(register_rows.c.changed_at.desc(), register_rows.c.code.desc()).limit(most)
    return tuple(connection.execute(newest).scalars())


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
    keys: Keys = (),
    seen: int | None = None,
) -> int:
    """Insert or replace a row; its version, from 1. `case` is the one whose step leaves it. Needs a transaction.

    With `seen` only that version is replaced; 0 means that there is none yet. Raises RowTaken, RowMoved.
    """
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
    version = _stored(connection, values, seen)
    if version is None:
        raise RowMoved(code) if seen else RowTaken((), code)
    connection.execute(insert(register_history).values(**values, version=version))
    _hold(connection, register, code, keys)
    bump(connection, revision_of(register))
    return version


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are, by register."""
    wanted = select(register_rows.c.register, func.count()).group_by(register_rows.c.register)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def history(connection: Connection, register: str, code: str, *, most: int) -> tuple[Version, ...]:
    """The newest first."""
    of = register_history.c
    wanted = select(of.version, of.data, of.changed_at, of.changed_by, of.case_id)
    wanted = wanted.where(of.register == register, of.code == code).order_by(of.version.desc()).limit(most)
    return tuple(Version(*row) for row in connection.execute(wanted))


def let_go(connection: Connection, register: str, codes: Sequence[str]) -> None:
    """What these rows hold unlike the others: they are about to be written anew, and may change places."""
    of = register_keys.c
    for start in range(0, len(codes), AT_ONCE):
        part = codes[start : start + AT_ONCE]
        connection.execute(delete(register_keys).where(of.register == register, of.code.in_(part)))


def without_keys(connection: Connection) -> tuple[str, ...]:
    """Registers with rows of which nothing is held unlike the others; so they stand before keys were kept."""
    held = exists().where(
        and_(register_keys.c.register == register_rows.c.register, register_keys.c.code == register_rows.c.code)
    )
    return tuple(connection.execute(select(register_rows.c.register).where(~held).distinct()).scalars())


def hold_anew(connection: Connection, register: str, keys: Mapping[str, Keys]) -> tuple[str, ...]:
    """Keep the keys of all rows of a register, by code, in place of those there are; the codes of rows that are like
    an earlier one."""
    connection.execute(delete(register_keys).where(register_keys.c.register == register))
    first: dict[tuple[str, str], str] = {}
    like = {code for code, held in keys.items() for key in held if first.setdefault(key, code) != code}
    rows = [{"register": register, "columns": columns, "value": value, "code": code}
            for (columns, value), code in first.items()]  # fmt: skip
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(register_keys), rows[start : start + AT_ONCE])
    return tuple(sorted(like))


def _stored(connection: Connection, values: Mapping[str, Any], seen: int | None) -> int | None:
    new = insert_into(connection, register_rows).values(**values, version=1)
    changes = {name: new.excluded[name] for name in values if name not in {"register", "code"}}
    stored = new.on_conflict_do_update(
        index_elements=["register", "code"],
        set_={**changes, "version": register_rows.c.version + 1},
        where=None if seen is None else register_rows.c.version == seen,
    )
    return connection.execute(stored.returning(register_rows.c.version)).scalar_one_or_none()


def _hold(connection: Connection, register: str, code: str, keys: Keys) -> None:
    """Two at once come to the same key one after the other, and the second finds it taken."""
    of = register_keys.c
    connection.execute(delete(register_keys).where(of.register == register, of.code == code))
    if not keys:
        return
    rows = [{"register": register, "columns": columns, "value": value, "code": code} for columns, value in keys]
    held = insert_into(connection, register_keys).values(rows).on_conflict_do_nothing().returning(of.columns)
    if len(connection.execute(held).all()) == len(keys):
        return
    same = or_(*(and_(of.columns == columns, of.value == value) for columns, value in keys))
    wanted = select(of.columns, of.code).where(of.register == register, of.code != code, same)
    taken = connection.execute(wanted.order_by(of.columns)).first()
    if taken is None:
        raise RowMoved(code)
    raise RowTaken(tuple(str(taken.columns).split()), str(taken.code))


def rows_within(connection: Connection, register: str, first: date, last: date, *, most: int) -> dict[str, Data]:
    """Data by code of the rows whose time (`valid_from` to `valid_to`) meets the days, earliest first."""
    began = register_rows.c.valid_from
    wanted = (
        select(register_rows.c.code, register_rows.c.data)
        .where(register_rows.c.register == register, began <= last)
        .where(func.coalesce(register_rows.c.valid_to, began) >= first)
        .order_by(began, register_rows.c.code)
    )
    return {row.code: row.data for row in connection.execute(wanted.limit(most))}
