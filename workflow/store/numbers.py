"""Running numbers without gaps: a number is taken only if the transaction that asked for it is committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import text

from workflow.store.engine import Connection

SEQ: Final = "{seq}"

_TAKE: Final = text(
    "INSERT INTO numbers (series, last) VALUES (:series, 1)"
    " ON CONFLICT (series) DO UPDATE SET last = numbers.last + 1 RETURNING last"
)


def take(connection: Connection, series: str) -> int:
    """The next number from 1. Begins a transaction if need be; others who want one of the series wait for its end."""
    connection.begin()
    return int(connection.execute(_TAKE, {"series": series}).scalar_one())


@dataclass(frozen=True, slots=True)
class NextNumber:
    """The next number of a series, which has `{seq}` where the running part stands, with `width` digits or more."""

    series: str
    width: int

    def written(self, seq: int) -> str:
        return self.series.replace(SEQ, str(seq).zfill(self.width))
