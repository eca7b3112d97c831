"""What can be proved about a compiled definition before anybody relies on it.

Errors forbid publishing, warnings want the owner's reason, infos are to be known. L01, L02 and L20 are mostly checked
where the file is read; L15, L16, L19, L23 and L24 want surroundings; `migrating`, `comparing`, `covering` and
`following` hold L21, L25, L22 and L26, which compare a definition with something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflow.core.checking.asking import check_deadlines, check_people, check_silence
from workflow.core.checking.assigning import check_assigned
from workflow.core.checking.binding import check_binds, check_later_edits
from workflow.core.checking.blocks import check_blocks
from workflow.core.checking.budgeting import check_budget
from workflow.core.checking.climbing import check_ladders
from workflow.core.checking.completing import check_completion
from workflow.core.checking.electing import check_votes
from workflow.core.checking.filling import check_filled
from workflow.core.checking.following import check_start
from workflow.core.checking.governing import check_governing
from workflow.core.checking.guarding import check_choices, check_guards
from workflow.core.checking.guests import check_guests
from workflow.core.checking.looping import check_loops, check_returns
from workflow.core.checking.papers import check_papers
from workflow.core.checking.reaching import check_outcomes, check_reachable
from workflow.core.checking.repeating import check_repetitions
from workflow.core.checking.reserving import check_effects
from workflow.core.checking.showing import check_sight
from workflow.core.checking.staffing import check_staffing
from workflow.core.checking.structure import check_structure
from workflow.core.checking.surroundings import Surroundings
from workflow.core.checking.tabulating import flat_fields
from workflow.core.checking.together import check_together
from workflow.core.definition import Definition
from workflow.core.findings import Finding

NAMELESS: Final = frozenset({"unknown_actor", "actor_names_nobody", "nobody_may_not_approve"})


def check(definition: Definition, around: Surroundings | None = None) -> tuple[Finding, ...]:
    """All findings. While a name leads nowhere (L02, L07), what follows from the whole is not looked at.

    Without surroundings nothing is said of people, ranks and the calendar.
    """
    unsound = (*check_structure(definition), *check_start(definition))
    placed = tuple(_place_by_place(definition))
    whole = () if unsound else tuple(_as_a_whole(definition))
    nameless = unsound or any(finding.code in NAMELESS for finding in placed)
    return (*unsound, *placed, *whole, *(() if nameless or around is None else _among(definition, around)))


def _place_by_place(definition: Definition) -> Iterator[Finding]:
    fields = dict(flat_fields(definition.fields))
    yield from check_outcomes(definition)
    yield from check_guards(definition, fields)
    yield from check_choices(definition, fields)
    yield from check_blocks(definition)
    yield from check_people(definition)
    yield from check_silence(definition)
    yield from check_deadlines(definition)
    yield from check_governing(definition)
    yield from check_binds(definition, fields)
    yield from check_together(definition)
    yield from check_sight(definition, fields)
    yield from check_guests(definition, fields)
    yield from check_votes(definition)


def _as_a_whole(definition: Definition) -> Iterator[Finding]:
    fields = dict(flat_fields(definition.fields))
    yield from check_reachable(definition)
    yield from check_completion(definition, fields)
    yield from check_loops(definition)
    yield from check_returns(definition)
    yield from check_later_edits(definition)
    yield from check_assigned(definition, fields)
    yield from check_filled(definition)
    yield from check_repetitions(definition)
    yield from check_effects(definition)
    yield from check_papers(definition)


def _among(definition: Definition, around: Surroundings) -> Iterator[Finding]:
    yield from check_ladders(definition, around.directory.posts)
    yield from check_staffing(definition, around)
    if around.calendar is not None:
        yield from check_budget(definition, around.calendar)
