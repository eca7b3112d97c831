"""Cases that begin out of another: one, or one for each row of a table; and when enough of them have ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workflow.core.deadlines import due
from workflow.core.decision import Signal, Spawn
from workflow.core.further import NUMBER, SpawnRule, SubcaseRule
from workflow.core.kinship import Child
from workflow.core.turn import Turn, value_at

MOST_CHILDREN: Final = 50
"""How many cases may begin in one step: each takes a number of its series, which nobody else takes meanwhile."""
MOST_DEPTH: Final = 5
"""How many cases may wait one for the other."""
COMPLETE: Final = "complete"
FAILED: Final = "failed"
APPROVED: Final = "approved"
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
    given = {name: value for name, value in found.items() if value is not None}
    return Spawn(rule.process, {**given, **dict(rule.fixed)}, sources, row)


def owed(turn: Turn, rule: SpawnRule) -> Iterator[Spawn]:
    """The same, with the day by which the duty is to be done."""
    for spawn in spawned(rule, {NUMBER: turn.view.number, **turn.data}):
        if rule.due is None:
            yield spawn
        else:
            name, within = rule.due
            yield replace(spawn, given={**spawn.given, name: due(turn.world.calendar, turn.now, within).day})


def _source(rule: SpawnRule, path: str) -> str:
    """The field in which a value stands, whatever its row."""
    root, _, column = path.partition(".")
    return f"{rule.each}.{column}" if rule.each is not None and root == ROW else path


def begin_children(turn: Turn, rule: SubcaseRule) -> str | None:
    """Each visit has children of its own. Where it is certain beforehand by what the state is left, none begins."""
    spawns = list(spawned(rule.begins, {NUMBER: turn.view.number, **turn.data}))
    first = len(turn.children) + 1
    fresh = [Child(first + place, turn.visit, it.process, it.row) for place, it in enumerate(spawns)]
    outcome = _outcome(rule, fresh)
    if outcome is not None:
        return outcome
    turn.children = (*turn.children, *fresh)
    for spawn, child in zip(spawns, fresh, strict=True):
        turn.spawns.append(replace(spawn, child=child.seq))
        turn.note("spawned", process=spawn.process, child=child.seq)
    return None


def joined(turn: Turn, rule: SubcaseRule) -> str | None:
    """By what outcome the state is left, with the children of this visit as they are now; None while it waits."""
    return _outcome(rule, children_of_visit(turn))


def _outcome(rule: SubcaseRule, mine: Sequence[Child]) -> str | None:
    running = sum(child.outcome is None for child in mine)
    good = sum(counts(rule, child) for child in mine)
    needed = len(mine) if rule.needed is None else rule.needed
    if rule.counts == "ended":
        needed = min(needed, len(mine))
    if rule.settle == "all" and running:
        return None
    if good >= needed:
        return COMPLETE
    return FAILED if good + running < needed else None


def counts(rule: SubcaseRule, child: Child) -> bool:
    return child.outcome == APPROVED or (rule.counts == "ended" and child.outcome is not None)


def children_of_visit(turn: Turn) -> list[Child]:
    return [child for child in turn.children if child.visit == turn.visit]


def change_child(turn: Turn, changed: Child) -> None:
    turn.children = tuple(changed if child.seq == changed.seq else child for child in turn.children)


def call_off(turn: Turn) -> None:
    """Have the children of this visit that still run told to end; the clock carries it to them."""
    for child in children_of_visit(turn):
        if child.outcome is None and not child.called_off:
            change_child(turn, replace(child, called_off=True))
            turn.signals.append(Signal("call_off", child=child.seq))
            turn.note("called_off", child=child.seq)
