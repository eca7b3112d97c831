"""What a case was told by rows of registers, told again as the rows are now."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workflow.core.definition import Definition
from workflow.core.fields import parse_fields
from workflow.core.form import FieldSpec
from workflow.core.scopes import commit_changes
from workflow.core.turn import Turn


def reread(turn: Turn, names: Collection[str]) -> None:
    """Fill what is looked up through the fields `names` anew; of a row that is gone it stays as it was."""
    if not names:
        return
    specs = tuple(_told(turn.definition, names))
    parsed = parse_fields(specs, {}, world=turn.world.lookups, complete=False, current=turn.data)
    values = {name: value for name, value in parsed.values.items() if value is not None}
    changed = sorted(name for name in turn.data.keys() | values.keys() if turn.data.get(name) != values.get(name))
    if changed:
        turn.data = values
        turn.forget_commitments()
        commit_changes(turn, changed)


def _told(definition: Definition, names: Collection[str]) -> Iterator[FieldSpec]:
    """The references, and what is looked up from them."""
    for spec in definition.fields:
        if spec.name in names or (spec.lookup is not None and spec.lookup.partition(".")[0] in names):
            yield spec
