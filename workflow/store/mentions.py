"""Cases by a code that stands in one of their fields, a row of a register for instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Text, and_, literal, or_, select

from workflow.core.title_terms import code_term
from workflow.store.engine import Connection
from workflow.store.tables import cases, title_terms

MOST_READ: Final = 1000
"""Of cases that ever named the code, the newest."""


def cases_with(connection: Connection, fields: Mapping[str, Sequence[str]], code: str, *, most: int) -> list[int]:
    """Newest first: those in which a field of their process, by the process's key, holds the code."""
    holding = [
        and_(cases.c.process == process, _text_of(name) == code) for process, names in fields.items() for name in names
    ]
    if not holding:
        return []
    naming = (
        select(title_terms.c.case_id)
        .where(title_terms.c.term == code_term(code))
        .order_by(title_terms.c.case_id.desc())
        .limit(MOST_READ)
        .cte("naming")
    )
    # Each is looked up by itself, which a subquery for a value always is, and only until there are enough.
    held = (
        select(cases.c.id)
        .where(cases.c.id == naming.c.case_id, cases.c.started_at.is_not(None), or_(*holding))
        .scalar_subquery()
    )
    found = select(held.label("id")).select_from(naming).order_by(naming.c.case_id.desc()).subquery("found")
    return list(connection.execute(select(found.c.id).where(found.c.id.is_not(None)).limit(most)).scalars())


def running_with(
    connection: Connection, fields: Mapping[str, Sequence[str]], codes: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """By code, the cases that are not closed and in which a field of their process holds it, oldest first."""
    names = sorted({name for each in fields.values() for name in each})
    if not names or not codes:
        return {}
    held = [_text_of(name).label(f"held_{place}") for place, name in enumerate(names)]
    wanted = (
        select(cases.c.id, cases.c.process, *held)
        .distinct()
        .join(title_terms, title_terms.c.case_id == cases.c.id)
        .where(title_terms.c.term.in_([code_term(code) for code in codes]))
        .where(cases.c.process.in_(sorted(fields)), cases.c.closed_at.is_(None), cases.c.started_at.is_not(None))
        .order_by(cases.c.id)
    )
    found: dict[str, list[int]] = {}
    for case, process, *values in connection.execute(wanted):
        named = dict(zip(names, values, strict=True))
        for code in {named[name] for name in fields[process]} & set(codes):
            found.setdefault(code, []).append(case)
    return {code: tuple(each) for code, each in found.items()}


def _text_of(name: str) -> ColumnElement[str]:
    return cases.c.data.op("->>", return_type=Text())(literal(name, Text()))
