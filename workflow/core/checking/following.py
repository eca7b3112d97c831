"""What follows when a case ends: the other process is there, takes what it is given, and can begin with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.core.checking.awaiting import check_awaited
from workflow.core.checking.fitting import columns_of, same_kind, single_fields
from workflow.core.checking.places import at, error, nearest
from workflow.core.checking.requiring import Fields, is_held, is_required
from workflow.core.children import MOST_CHILDREN
from workflow.core.definition import Definition, State
from workflow.core.findings import Finding, Path
from workflow.core.form import FieldSpec
from workflow.core.further import NUMBER, SpawnRule
from workflow.core.operations import SEND, SIGNAL
from workflow.core.starting import STANDS_IN, begins_by_form


def check_following(definition: Definition, processes: Mapping[str, Definition]) -> Iterator[Finding]:
    """`processes` are all that are known, by key, with `definition` among them."""
    for state in definition.states.values():
        for place, rule in _begun(state):
            child = processes.get(rule.process)
            if child is None:
                near = nearest(rule.process, processes)
                yield error("L02", "unknown_process", (*place, "process"), hint=near, name=rule.process)
                continue
            yield from _between(definition, place, rule, child)
            yield from check_awaited(definition, state, child, processes)


def check_told(definition: Definition, processes: Mapping[str, Definition]) -> Iterator[Finding]:
    """Somebody waits for each thing of which other cases are told."""
    known = {code for each in processes.values() for state in each.states.values() for code, _ in state.signals}
    for state in definition.states.values():
        for effect in state.effects:
            name = str(dict(effect.fixed).get(SIGNAL, ""))
            if effect.operation == SEND and name not in known:
                place = at(state, "effects", effect.outcome)
                yield error("L02", "unknown_signal", place, hint=nearest(name, known), name=name)


def _begun(state: State) -> Iterator[tuple[Path, SpawnRule]]:
    """All that begin out of the state, each with its place in the file."""
    if state.spawn is not None:
        yield at(state, "spawn"), state.spawn
    if state.subcase is not None:
        yield at(state), state.subcase.begins
    for index, rule in enumerate(state.obligations):
        yield at(state, "obligations", index), rule


def check_start(definition: Definition) -> Iterator[Finding]:
    """People fill in a form, or a case that follows from another waits; anything else cannot be begun."""
    start = definition.states.get(definition.start)
    if start is not None and start.type not in STANDS_IN:
        yield error("L02", "cannot_start_there", ("start",), state=start.name, type=start.type)


def _between(definition: Definition, place: Path, rule: SpawnRule, child: Definition) -> Iterator[Finding]:
    own, theirs = dict(single_fields(definition.fields)), {spec.name: spec for spec in child.fields}
    if rule.each is not None:
        yield from _table(place, own.get(rule.each))
        own |= columns_of(own.get(rule.each))
    for name, path in rule.given:
        where = (*place, "with", name)
        taken, given = theirs.get(name), own.get(path)
        if taken is None:
            yield error("L02", "no_such_field", where, hint=nearest(name, theirs), name=name, process=child.process)
        elif taken.lookup is not None:
            yield error("L26", "given_looked_up", where, name=name, process=child.process)
        elif not _fits(path, given, taken):
            yield error("L26", "given_differs", where, name=name, path=path, process=child.process)
    yield from _owed(place, rule, theirs, child.process)
    if not begins_by_form(child):
        yield from _lacking(place, rule, child, own)


def _fits(path: str, given: FieldSpec | None, taken: FieldSpec) -> bool:
    if given is None:
        return path == NUMBER and taken.type in {"text", "ref"}
    return same_kind(given, taken)


def _owed(place: Path, rule: SpawnRule, theirs: Fields, process: str) -> Iterator[Finding]:
    """What a duty is given by the definition itself: values that its fields take, and a day."""
    for name, value in rule.fixed:
        taken, where = theirs.get(name), (*place, "set", name)
        if taken is None:
            yield error("L02", "no_such_field", where, hint=nearest(name, theirs), name=name, process=process)
        elif not _takes(taken, value):
            yield error("L26", "literal_differs", where, name=name, value=value)
    if rule.due is not None:
        name, _ = rule.due
        taken = theirs.get(name)
        if taken is None or taken.type != "date":
            where = (*place, "due")
            yield error("L02", "no_such_field", where, hint=nearest(name, theirs), name=name, process=process)


def _takes(spec: FieldSpec, value: str | int | bool) -> bool:
    if spec.type == "enum":
        return value in {option.code for option in spec.options}
    if spec.type == "bool" or isinstance(value, bool):
        return spec.type == "bool" and isinstance(value, bool)
    return spec.type == "int" if isinstance(value, int) else spec.type in {"text", "longtext"}


def _table(place: Path, table: FieldSpec | None) -> Iterator[Finding]:
    """A case for each row: so there are rows, and no more than may begin in one step."""
    place = (*place, "each")
    if table is not None and table.type != "table":
        yield error("L26", "each_is_no_table", place, name=table.name)
    elif table is not None and (table.max_length is None or table.max_length > MOST_CHILDREN):
        yield error("L26", "each_without_bound", place, name=table.name, most=MOST_CHILDREN)


def _lacking(place: Path, rule: SpawnRule, child: Definition, own: Fields) -> Iterator[Finding]:
    """Nobody is asked for the fields, so what is required must come from here, from a field that is never empty."""
    given = dict(rule.given)
    set_here = {*dict(rule.fixed), *(rule.due[:1] if rule.due is not None else ())}
    for spec in child.fields:
        if not spec.required or spec.default is not None or spec.lookup is not None or spec.name in set_here:
            continue
        path = given.get(spec.name)
        if path is None:
            yield error("L26", "not_given", place, name=spec.name, process=child.process)
        elif path in own and not (is_required(own, path) or is_held(own, path)):
            where = (*place, "with", spec.name)
            yield error("L26", "given_may_be_empty", where, name=spec.name, path=path, process=child.process)
