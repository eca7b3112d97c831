"""Forms that were used, so that a repeat finds its answer."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from workflow.store.engine import Connection
from workflow.store.tables import form_uses
from workflow.store.values import FormUse
from workflow.store.views import Answered

_ONE: Final = select(form_uses.c.body_sha256, form_uses.c.answer)


def stored_answer(connection: Connection, actor: int, nonce: str) -> Answered | None:
    """What this form was answered; None when it is new. A step reads it with the case, see `load_case`."""
    row = connection.execute(_ONE.where(form_uses.c.actor == actor, form_uses.c.nonce == nonce)).one_or_none()
    return Answered(row.body_sha256, row.answer) if row else None


def store_answer(connection: Connection, use: FormUse, at: datetime) -> None:
    """For forms that change no case. Raises NonceUsed."""
    connection.execute(
        insert(form_uses).values(
            actor=use.actor, nonce=use.nonce, body_sha256=use.body_sha256, answer=dict(use.answer), at=at
        )
    )
