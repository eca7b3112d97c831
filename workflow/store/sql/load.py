"""One SELECT that reads a whole case as one JSON text: one moment, one round trip, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table

from workflow.store import tables
from workflow.store.sql.columns import DECISION, FIXED, KEPT, MOVING, TASK, TIMER
from workflow.store.sql.speech import Speech

CASE: Final = ("id", *FIXED, *(name for name in KEPT if not name.startswith("title_")), *MOVING)


def load_text(speech: Speech, key: str) -> str:
    """Parameters: the value of `key` (`id`, `number`, or `ids`: a JSON array of them), the actor and the nonce, whose
    stored answer is looked up.

    The text holds: case, tasks (open, or of the current visit), decisions, armed timers, revisions, form use.
    """
    wanted = f"c.{key} = {speech.parameter(1, 'bigint' if key == 'id' else 'text')}"
    if key == "ids":
        wanted = f"c.id IN {speech.ids.format(speech.parameter(1, 'text'))}"
    actor, nonce = speech.parameter(2, "bigint"), speech.parameter(3, "text")
    parts = (
        _row(speech, tables.cases, "c", CASE),
        _rows(speech, tables.tasks, TASK, "(r.closed_at IS NULL OR r.visit = c.visit)"),
        _rows(speech, tables.decisions, DECISION, ""),
        _rows(speech, tables.timers, TIMER, "r.settled_at IS NULL"),
        *_beside(speech, actor, nonce),
    )
    return f"SELECT CAST({speech.array}({', '.join(parts)}) AS text) FROM cases c WHERE {wanted}"


def opening_text(speech: Speech) -> str:
    """Parameters: actor and nonce. The text holds: revisions, form use."""
    actor, nonce = speech.parameter(1, "bigint"), speech.parameter(2, "text")
    return f"SELECT CAST({speech.array}({', '.join(_beside(speech, actor, nonce))}) AS text)"


def _beside(speech: Speech, actor: str, nonce: str) -> tuple[str, str]:
    """What is read together with a case and is not of it."""
    use = _row(speech, tables.form_uses, "f", ("body_sha256", "answer"))
    return (
        f"(SELECT {speech.pairs}(name, value) FROM revisions)",
        f"(SELECT {use} FROM form_uses f WHERE f.actor = {actor} AND f.nonce = {nonce})",
    )


def _row(speech: Speech, table: Table, alias: str, columns: Sequence[str]) -> str:
    return f"{speech.array}({', '.join(speech.read(table.c[name], alias) for name in columns)})"


def _rows(speech: Speech, table: Table, columns: Sequence[str], condition: str) -> str:
    row = _row(speech, table, "r", columns)
    further = f" AND {condition}" if condition else ""
    return f"(SELECT {speech.gather}({row}) FROM {table.name} r WHERE r.case_id = c.id{further})"
