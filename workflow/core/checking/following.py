"""What follows when a case ends: the other process is there, takes what it is given, and can begin with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workflow.core.checking.fitting import same_kind
from workflow.core.checking.places import at, error, nearest
from workflow.core.checking.requiring import Fields, is_held, is_required
from workflow.core.children import MOST_CHILDREN, ROW
from workflow.core.definition import Definition, State
from workflow.core.findings import Finding
from workflow.core.form import FieldSpec
from workflow.core.further import SpawnRule
from workflow.core.starting import STANDS_IN, begins_by_form


def check_following(definition: Definition, processes: Mapping[str, Definition]) -> Iterator[Finding]:
    """`processes` are all that are known, by key, with `definition` among them."""
    for state in definition.states.values():
        if state.spawn is None:
            continue
        child = processes.get(state.spawn.process)
        if child is None:
            name = state.spawn.process
            yield error(
                "L02", "unknown_process", at(state, "spawn", "process"), hint=nearest(name, processes), name=name
            )
        else:
            yield from _between(definition, state, state.spawn, child)


def check_start(definition: Definition) -> Iterator[Finding]:
    """People fill in a form, or a case that follows from another waits; anything else cannot be begun."""
    start = definition.states.get(definition.start)
    if start is not None and start.type not in STANDS_IN:
        yield error("L02", "cannot_start_there", ("start",), state=start.name, type=start.type)


def _between(definition: Definition, state: State, rule: SpawnRule, child: Definition) -> Iterator[Finding]:
    own, theirs = dict(_single(definition.fields)), {spec.name: spec for spec in child.fields}
    if rule.each is not None:
        yield from _table(state, own.get(rule.each))
        own |= _columns(own.get(rule.each))
    for name, path in rule.given:
        taken, given, place = theirs.get(name), own.get(path), at(state, "spawn", "with", name)
        if taken is None:
            yield error("L02", "no_such_field", place, hint=nearest(name, theirs), name=name, process=child.process)
        elif taken.lookup is not None:
            yield error("L26", "given_looked_up", place, name=name, process=child.process)
        elif given is None or not same_kind(given, taken):
            yield error("L26", "given_differs", place, name=name, path=path, process=child.process)
    if not begins_by_form(child):
        yield from _lacking(state, rule, child, own)


def _single(fields: Iterable[FieldSpec], prefix: str = "") -> Iterator[tuple[str, FieldSpec]]:
    """Every field that a case holds once, by its dotted path: a column of a table has many values."""
    for spec in fields:
        yield prefix + spec.name, spec
        if spec.type == "group":
            yield from _single(spec.fields, f"{prefix}{spec.name}.")


def _columns(table: FieldSpec | None) -> Fields:
    return {f"{ROW}.{column.name}": column for column in (table.fields if table is not None else ())}


def _table(state: State, table: FieldSpec | None) -> Iterator[Finding]:
    """A case for each row: so there are rows, and no more than may begin in one step."""
    place = at(state, "spawn", "each")
    if table is not None and table.type != "table":
        yield error("L26", "each_is_no_table", place, name=table.name)
    elif table is not None and (table.max_length is None or table.max_length > MOST_CHILDREN):
        yield error("L26", "each_without_bound", place, name=table.name, most=MOST_CHILDREN)


def _lacking(state: State, rule: SpawnRule, child: Definition, own: Fields) -> Iterator[Finding]:
    """Nobody is asked for the fields, so what is required must come from here, from a field that is never empty."""
    given = dict(rule.given)
    for spec in child.fields:
        if not spec.required or spec.default is not None or spec.lookup is not None:
            continue
        path = given.get(spec.name)
        if path is None:
            yield error("L26", "not_given", at(state, "spawn"), name=spec.name, process=child.process)
        elif path in own and not (is_required(own, path) or is_held(own, path)):
            place = at(state, "spawn", "with", spec.name)
            yield error("L26", "given_may_be_empty", place, name=spec.name, path=path, process=child.process)
