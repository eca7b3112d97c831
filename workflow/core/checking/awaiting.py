"""What a case waits for: the others can come to enough good ends, be called off, and never wait for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workflow.core.checking.fitting import columns_of, same_kind, single_fields
from workflow.core.checking.places import at, error, nearest
from workflow.core.children import MOST_DEPTH, ROW
from workflow.core.definition import Definition, State
from workflow.core.findings import Finding
from workflow.core.form import FieldSpec
from workflow.core.further import SubcaseRule
from workflow.core.machine import called_off_to

Known = Mapping[str, Definition]

UNFIT: Final = frozenset({"group", "table", "ref"})
"""What is not taken over from a case that has ended: its parts could be wanted one by one, its row be gone."""


def check_awaited(definition: Definition, state: State, child: Definition, processes: Known) -> Iterator[Finding]:
    rule = state.subcase
    if rule is None:
        return
    yield from _collected(definition, state, rule, child)
    table = dict(single_fields(definition.fields)).get(rule.begins.each or "")
    most = 1 if rule.begins.each is None else table.max_length if table is not None else None
    if rule.needed is not None and most is not None and rule.needed > most:
        yield error("L26", "more_than_begin", at(state, "count"), needed=rule.needed, most=most)
    if rule.on_leave == "cancel" and called_off_to(child) is None:
        yield error("L26", "cannot_be_called_off", at(state, "process"), process=child.process)
    way = _deepest(child, processes, (definition.process,))
    if way[-1] in way[:-1]:
        yield error("L26", "waits_for_itself", at(state, "process"), processes=way)
    elif len(way) - 1 > MOST_DEPTH:
        yield error("L26", "waits_too_deep", at(state, "process"), processes=way, most=MOST_DEPTH)


def _collected(definition: Definition, state: State, rule: SubcaseRule, child: Definition) -> Iterator[Finding]:
    own = {**{spec.name: spec for spec in definition.fields}, **columns_of(_table(definition, rule))}
    theirs = {spec.name: spec for spec in child.fields}
    for target, source in rule.collect:
        given, taken, place = theirs.get(source), own.get(target), at(state, "collect", target)
        if given is None:
            near = nearest(source, theirs)
            yield error("L02", "no_such_field", place, hint=near, name=source, process=child.process)
        elif taken is None or taken.lookup is not None or taken.type in UNFIT or not same_kind(given, taken):
            yield error("L26", "cannot_collect", place, name=target, path=source, process=child.process)
        elif rule.begins.each is not None and not target.startswith(f"{ROW}."):
            yield error("L26", "collected_by_many", place, name=target, each=rule.begins.each)


def _table(definition: Definition, rule: SubcaseRule) -> FieldSpec | None:
    """Rows in a group are not written to."""
    return next((spec for spec in definition.fields if spec.name == rule.begins.each), None)


def _deepest(definition: Definition, processes: Known, above: tuple[str, ...]) -> tuple[str, ...]:
    """The longest chain of processes that wait one for the other; it ends where one comes a second time."""
    way = (*above, definition.process)
    if definition.process in above or len(way) > MOST_DEPTH + 1:
        return way
    rules = (state.subcase for state in definition.states.values() if state.subcase is not None)
    below = (processes[rule.begins.process] for rule in rules if rule.begins.process in processes)
    found = [_deepest(each, processes, way) for each in below]
    looping = (each for each in found if each[-1] in each[:-1])
    return next(looping, None) or max([way, *found], key=len)
