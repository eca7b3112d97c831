"""What can be proved about a compiled definition before anybody relies on it.

Errors forbid publishing, warnings want the owner's reason, infos are to be known. Rules L03 to L08 and L10 to L12;
names, texts and shapes are checked where the file is read, people and calendars where they are known.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.checking.asking import check_deadlines, check_people, check_silence
from workflow.core.checking.binding import check_binds, check_later_edits
from workflow.core.checking.blocks import check_blocks
from workflow.core.checking.completing import check_completion
from workflow.core.checking.guarding import check_choices, check_guards
from workflow.core.checking.looping import check_loops, check_returns
from workflow.core.checking.reaching import check_outcomes, check_reachable
from workflow.core.checking.structure import check_structure
from workflow.core.checking.tabulating import flat_fields
from workflow.core.definition import Definition
from workflow.core.findings import Finding


def check(definition: Definition) -> tuple[Finding, ...]:
    """All findings. While a name leads nowhere (L02), what follows from the whole graph is not looked at."""
    unsound = tuple(check_structure(definition))
    return (*unsound, *_place_by_place(definition), *(() if unsound else _as_a_whole(definition)))


def _place_by_place(definition: Definition) -> Iterator[Finding]:
    fields = dict(flat_fields(definition.fields))
    yield from check_outcomes(definition)
    yield from check_guards(definition, fields)
    yield from check_choices(definition, fields)
    yield from check_blocks(definition)
    yield from check_people(definition)
    yield from check_silence(definition)
    yield from check_deadlines(definition)
    yield from check_binds(definition, fields)


def _as_a_whole(definition: Definition) -> Iterator[Finding]:
    yield from check_reachable(definition)
    yield from check_completion(definition, dict(flat_fields(definition.fields)))
    yield from check_loops(definition)
    yield from check_returns(definition)
    yield from check_later_edits(definition)
