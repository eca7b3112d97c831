"""What a start must know before there is a case, in one statement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workflow.store.engine import Connection
from workflow.store.sql.load import opening_text
from workflow.store.sql.speech import POSTGRESQL, SQLITE
from workflow.store.views import Answered

_TEXT: Final[Mapping[str, str]] = {"postgresql": opening_text(POSTGRESQL), "sqlite": opening_text(SQLITE)}


@dataclass(frozen=True, slots=True)
class Opening:
    """`revisions` as in `Loaded`; `answered` when the form was used before."""

    revisions: Mapping[str, int]
    answered: Answered | None


def load_opening(connection: Connection, actor: int, nonce: str | None) -> Opening:
    revisions, use = json.loads(connection.run(_TEXT[connection.dialect], (actor, nonce))[0][0])
    return Opening(revisions or {}, Answered(*use) if use else None)
