"""Cases that begin out of another: one, or one for each row of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workflow.core.decision import Spawn
from workflow.core.further import SpawnRule
from workflow.core.turn import value_at

MOST_CHILDREN: Final = 50
"""How many cases may begin in one step: each takes a number of its series, which nobody else takes meanwhile."""
ROW: Final = "row"
"""By `row.COLUMN` the values of a row are named where one case begins for each row."""


def spawned(rule: SpawnRule, data: Mapping[str, object]) -> Iterator[Spawn]:
    """What begins with the values as they are now, in the order of the rows; of an empty table nothing does."""
    if rule.each is None:
        yield _spawn(rule, data)
        return
    rows = value_at(data, rule.each)
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else (), start=1):
        yield _spawn(rule, {**data, ROW: row}, row=number)


def _spawn(rule: SpawnRule, values: Mapping[str, object], *, row: int | None = None) -> Spawn:
    found = {name: value_at(values, path) for name, path in rule.given}
    sources = {name: _source(rule, path) for name, path in rule.given}
    return Spawn(rule.process, {name: value for name, value in found.items() if value is not None}, sources, row)


def _source(rule: SpawnRule, path: str) -> str:
    """The field in which a value stands, whatever its row."""
    root, _, column = path.partition(".")
    return f"{rule.each}.{column}" if rule.each is not None and root == ROW else path
