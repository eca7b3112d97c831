"""Whose open tasks: the inbox of somebody who answers to several principals, soonest due first.

Each principal's first rows come by index and are merged; asking for all principals at once would read every open task.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import TextClause, bindparam, text

from workflow.core.case import Asked
from workflow.core.text import Text
from workflow.store.engine import Connection
from workflow.store.types import Json, Moment, read_moment
from workflow.store.values import NO_DUE
from workflow.store.views import asked_of

PAGE: Final = 50
COUNTED: Final = 1000

_ONE: Final = (
    "SELECT principal, due_at, case_id, task_seq FROM candidates"
    " WHERE principal = {principal} AND (claimed_by IS NULL OR claimed_by {persons})"
    " AND (due_at, case_id, task_seq) > (:due_at, :case_id, :task_seq)"
    " ORDER BY due_at, case_id, task_seq LIMIT :most"
)
_PAGE: Final = (
    "WITH found AS ({found}), first AS ("
    " SELECT due_at, case_id, task_seq, {gather}(principal, ' ') AS principals FROM found"
    " GROUP BY due_at, case_id, task_seq ORDER BY due_at, case_id, task_seq LIMIT :most)"
    " SELECT c.id AS case_id, c.number, c.process, c.definition, c.title_zh, c.title_en, c.version, c.applicant,"
    " c.speed,"
    " t.seq AS task, t.state, t.visit, t.key, t.kind, t.opened_at, t.due_at, t.claimed_by, t.asked, f.principals"
    " FROM first f JOIN tasks t ON t.case_id = f.case_id AND t.seq = f.task_seq JOIN cases c ON c.id = f.case_id"
    " ORDER BY f.due_at, f.case_id, f.task_seq"
)
_COUNT: Final = (
    "WITH found AS ({found}) SELECT count(*) FROM (SELECT DISTINCT case_id, task_seq FROM found LIMIT :most) AS counted"
)


@dataclass(frozen=True, slots=True, order=True)
class After:
    """A place in the order of an inbox; a task without a due moment stands at the last moment there is."""

    due_at: datetime
    case_id: int
    task: int


START: Final = After(datetime.min.replace(tzinfo=UTC), 0, 0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of an inbox. `principals` are those of the asker under which it is found."""

    case_id: int
    number: str | None
    process: str
    definition: str
    title: Text
    version: int
    applicant: int
    speed: str | None
    task: int
    state: str
    visit: int
    key: str
    kind: str
    opened_at: datetime
    due_at: datetime | None
    claimed_by: int | None
    asked: Asked | None
    principals: tuple[str, ...]

    def place(self) -> After:
        return After(self.due_at or read_moment(NO_DUE), self.case_id, self.task)


def inbox(
    connection: Connection,
    principals: Sequence[str],
    persons: Sequence[int],
    *,
    after: After = START,
    most: int = PAGE,
) -> tuple[Waiting, ...]:
    """The next tasks of `principals` (see `Holder.principal`) that nobody else but `persons` has claimed."""
    if not principals:
        return ()
    statement, parameters = _asked(connection, _PAGE, principals, persons)
    typed = statement.columns(opened_at=Moment(), due_at=Moment(), asked=Json())
    rows = connection.execute(typed, {**parameters, **_from(after), "most": most})
    return tuple(_waiting(*row) for row in rows)


def count(connection: Connection, principals: Sequence[str], persons: Sequence[int], *, most: int = COUNTED) -> int:
    """How many tasks `inbox` would list, counted no further than `most`."""
    if not principals:
        return 0
    statement, parameters = _asked(connection, _COUNT, principals, persons)
    return int(connection.execute(statement, {**parameters, **_from(START), "most": most}).scalar_one())


def _asked(
    connection: Connection, shape: str, principals: Sequence[str], persons: Sequence[int]
) -> tuple[TextClause, dict[str, Any]]:
    parameters: dict[str, Any]
    if connection.dialect == "postgresql":
        one = _ONE.format(principal="p.principal", persons="= ANY(CAST(:persons AS bigint[]))")
        found = f"SELECT l.* FROM unnest(CAST(:principals AS text[])) p(principal) CROSS JOIN LATERAL ({one}) l"
        parameters = {"principals": list(dict.fromkeys(principals)), "persons": list(persons)}
    else:
        claimants = ", ".join(f":person_{i}" for i in range(len(persons)))
        one = _ONE.format(principal=":principal_{}", persons=f"IN ({claimants})")
        each = dict(enumerate(dict.fromkeys(principals)))
        found = " UNION ALL ".join(f"SELECT * FROM ({one.format(i)})" for i in each)
        parameters = {f"principal_{i}": principal for i, principal in each.items()}
        parameters |= {f"person_{i}": person for i, person in enumerate(persons)}
    gather = "string_agg" if connection.dialect == "postgresql" else "group_concat"
    statement = text(shape.format(found=found, gather=gather))
    return statement.bindparams(bindparam("due_at", type_=Moment())), parameters


def _from(after: After) -> dict[str, Any]:
    return {"due_at": after.due_at, "case_id": after.case_id, "task_seq": after.task}


def _waiting(*row: Any) -> Waiting:
    """From a row of `_PAGE`. There may be a thousand, so it is read by place."""
    case_id, number, process, definition, title_zh, title_en, version, applicant, speed, *of_task, principals = row
    task, state, visit, key, kind, opened_at, due_at, claimed_by, asked = of_task
    return Waiting(
        case_id,
        number,
        process,
        definition,
        Text(title_zh, title_en),
        version,
        applicant,
        speed,
        task,
        state,
        visit,
        key,
        kind,
        opened_at,
        due_at,
        claimed_by,
        asked_of(asked) if asked is not None else None,
        tuple(sorted(principals.split(" "))),
    )
