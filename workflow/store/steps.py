"""Reading a case whole and writing a step whole: all that happens between two states of a case."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from workflow.core.case import CaseView
from workflow.core.decision import Step
from workflow.core.text import Text
from workflow.store.document_rows import Row
from workflow.store.engine import Connection
from workflow.store.errors import StoreError
from workflow.store.numbers import NextNumber
from workflow.store.sql import write_postgresql, write_sqlite
from workflow.store.sql.columns import KEPT
from workflow.store.sql.load import load_text
from workflow.store.sql.speech import POSTGRESQL, SQLITE
from workflow.store.values import FormUse, StepRows, step_rows
from workflow.store.views import Loaded, loaded

json_array: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

NUMBER: Final = KEPT.index("number")

_LOAD: Final[Mapping[tuple[str, str], str]] = {
    (dialect, key): load_text(speech, key)
    for dialect, speech in (("postgresql", POSTGRESQL), ("sqlite", SQLITE))
    for key in ("id", "number", "ids")
}


def load_case(
    connection: Connection, case: int | str, *, actor: int | None = None, nonce: str | None = None
) -> Loaded | None:
    """The case by id or number as it is now, and what (actor, nonce) was answered before; None when there is none.

    The view holds the open tasks and those of the current visit, every decision and every armed timer, by seq.
    """
    text = _LOAD[connection.dialect, "id" if isinstance(case, int) else "number"]
    rows = connection.run(text, (case, actor, nonce))
    return loaded(json.loads(rows[0][0])) if rows else None


def load_cases(connection: Connection, ids: Sequence[int]) -> tuple[CaseView, ...]:
    """Those that there are, newest first, in one statement."""
    rows = connection.run(_LOAD[connection.dialect, "ids"], (json_array(list(ids)), None, None))
    return tuple(sorted((loaded(json.loads(row[0])).view for row in rows), key=lambda view: -view.id))


def write_step(
    connection: Connection,
    step: Step,
    *,
    title: Text | None = None,
    codes: Collection[str] = (),
    form_use: FormUse | None = None,
) -> bool:
    """False when the case is no longer at `step.before.version`: nothing of the step is written then, load again.

    The first step of a case needs its `title`; later None leaves it. `codes` are of rows of registers that it names.
    Raises NonceUsed when the form was used meanwhile. Operations are the caller's, after `connection.begin()`.
    """
    return _written(connection, step_rows(step, title, form_use, codes), None) is not None


def write_first_step(
    connection: Connection,
    step: Step,
    *,
    number: NextNumber,
    title: Text,
    codes: Collection[str] = (),
    form_use: FormUse | None = None,
) -> str:
    """`write_step` for a case that has no number yet: takes the next one with the same statement and gives it back."""
    written = _written(connection, step_rows(step, title, form_use, codes), number)
    if written is None:
        raise StoreError(f"case {step.after.id} was not inserted")
    return written


def _written(connection: Connection, rows: StepRows, number: NextNumber | None) -> str | None:
    if connection.dialect == "postgresql":
        return _write_at_once(connection, rows, number)
    return _write_one_by_one(connection, rows, number)


def _write_at_once(connection: Connection, rows: StepRows, number: NextNumber | None) -> str | None:
    case, parameters = _case_parameters(rows, number)
    present = [(name, rows_of) for name in write_postgresql.SETS if (rows_of := getattr(rows, name))]
    sets = tuple([(name, len(rows_of) > 1) for name, rows_of in present])
    text = write_postgresql.write_text(case=case, form=rows.form_use is not None, sets=sets)
    parameters += (*rows.entry, *(rows.form_use or ()))
    for _, rows_of in present:
        parameters += rows_of[0] if len(rows_of) == 1 else (json_array(rows_of),)
    written = connection.run(text, parameters)
    return str(written[0][0] or "") if written else None


def _case_parameters(rows: StepRows, number: NextNumber | None) -> tuple[write_postgresql.Case, list[Any]]:
    if rows.version > 0:
        kept = {name: value for name, value in zip(KEPT, rows.kept, strict=True) if value is not None}
        return write_postgresql.LaterStep(tuple(kept)), [rows.case_id, rows.version, *rows.moving, *kept.values()]
    first = write_postgresql.FirstStep(numbered=number is not None)
    if number is None:
        return first, [rows.case_id, *rows.fixed, *rows.kept, *rows.moving]
    return first, [rows.case_id, *rows.fixed, *_numbered(rows.kept, number.series), *rows.moving, number.width]


def _write_one_by_one(connection: Connection, rows: StepRows, number: NextNumber | None) -> str | None:
    driver = connection.driver
    text = str(rows.kept[NUMBER] or "")
    if rows.version == 0:
        if number is not None:
            text = number.written(driver.execute(write_sqlite.TAKE_NUMBER, (number.series,)).fetchone()[0])
        kept = _numbered(rows.kept, text or None)
        driver.execute(write_sqlite.FIRST_CASE, (rows.case_id, *rows.fixed, *kept, *rows.moving))
    elif not driver.execute(write_sqlite.LATER_CASE, (rows.case_id, rows.version, *rows.kept, *rows.moving)).rowcount:
        return None
    driver.execute(write_sqlite.NEW_ENTRY, (rows.case_id, *rows.entry))
    if rows.form_use:
        driver.execute(write_sqlite.NEW_FORM_USE, rows.form_use)
    for name, insert in write_sqlite.SETS.items():
        for row in getattr(rows, name):
            driver.execute(insert, (rows.case_id, *row))
    return text


def _numbered(kept: Row, number: str | None) -> Row:
    return (*kept[:NUMBER], number, *kept[NUMBER + 1 :])
