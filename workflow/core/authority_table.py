"""分層負責明細表: which post decides a matter, by its kind, level and amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.core.errors import BadDefinition
from workflow.core.expression_types import ExprType
from workflow.core.expressions import Expression
from workflow.core.text import Text


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """`when` None is the else. `decider_of` is a unit or a `data.…` path.

    `in_name_of` is the post for which is decided (代為決行).
    """

    when: Expression | None
    decider_post: str
    decider_of: str
    in_name_of: str | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AuthorityItem:
    """`inputs` are data fields that a process must have, `outputs` what its guards may read as `authority.…`."""

    label: Text
    inputs: Mapping[str, ExprType]
    outputs: Mapping[str, ExprType]
    rows: tuple[AuthorityRow, ...]


@dataclass(frozen=True, slots=True)
class AuthorityTable:
    key: str
    version: int
    sha256: str
    effective_from: str
    items: Mapping[str, AuthorityItem]


def look_up(item: AuthorityItem, data: Mapping[str, object]) -> AuthorityRow:
    """The first row that fits. Raises UnsetName while an input that a row asks for is empty."""
    for row in item.rows:
        if row.when is None or row.when.truth({"data": data}):
            return row
    raise BadDefinition("an item of the authority table must end in an else row")
